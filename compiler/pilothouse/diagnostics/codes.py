"""Every code, declared once. A code's number and slug never change meaning; retired ones are not reused."""

from __future__ import annotations

import re

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.severity import Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# Reading a file
UNREADABLE_FILE = Code("PH001", "unreadable-file", _ERROR, "A file cannot be read")
NOT_UTF8 = Code("PH002", "not-utf8", _ERROR, "A file is not UTF-8 text")
INVALID_YAML = Code("PH003", "invalid-yaml", _ERROR, "A file is not valid YAML")
EMPTY_FILE = Code("PH004", "empty-file", _ERROR, "A file contains no YAML document")
SEVERAL_DOCUMENTS = Code("PH005", "several-documents", _ERROR, "A file contains more than one YAML document")
DUPLICATE_KEY = Code("PH006", "duplicate-key", _ERROR, "A mapping has the same key twice")
SELF_REFERENCE = Code("PH007", "self-reference", _ERROR, "An alias refers to a value that contains the alias")
OVERSIZED_FILE = Code(
    "PH008",
    "oversized-file",
    _ERROR,
    "A file is too large or too deeply nested, possibly through aliases",
)
UNSUPPORTED_TAG = Code("PH009", "unsupported-tag", _ERROR, "A YAML tag has no meaning in this place")
INVALID_KEY = Code("PH010", "invalid-key", _ERROR, "A mapping's key is not text")
UNKNOWN_ALIAS = Code("PH011", "unknown-alias", _ERROR, "An alias names an anchor that does not exist")
INVALID_TOML = Code("PH012", "invalid-toml", _ERROR, "A settings file is not valid TOML")
STRAY_LINK = Code("PH013", "stray-link", _ERROR, "A link points outside the repository")
ODD_FILE = Code("PH014", "odd-file", _ERROR, "A file is a device, a named pipe or a socket")
TOO_MANY_FINDINGS = Code("PH016", "too-many-findings", _ERROR, "A check has more findings than are shown")

# The shape of a file
UNKNOWN_KEY = Code("PH101", "unknown-key", _ERROR, "A key is unknown")
MISPLACED_KEY = Code("PH102", "misplaced-key", _ERROR, "A key is in the wrong place")
MISSING_KEY = Code("PH103", "missing-key", _ERROR, "A required key is missing")
WRONG_TYPE = Code("PH104", "wrong-type", _ERROR, "A value has the wrong type")
INVALID_VALUE = Code("PH105", "invalid-value", _ERROR, "A value is not allowed")
UNSUPPORTED_VERSION = Code("PH106", "unsupported-version", _ERROR, "The manifest's version is not supported")
MISSING_VERSION = Code("PH107", "missing-version", _WARNING, "The manifest has no version")
MISSPELLED_APPROVAL = Code(
    "PH108",
    "misspelled-approval",
    _WARNING,
    "`require_approval` for `requires_approval`",
)
CONFLICTING_KEYS = Code("PH109", "conflicting-keys", _ERROR, "Two keys exclude each other")
UNUSED_IGNORE = Code("PH110", "unused-ignore", _WARNING, "An ignore comment matches no finding")
UNKNOWN_IGNORE = Code("PH111", "unknown-ignore", _WARNING, "An ignore comment names an unknown code")
IGNORED_ERROR = Code("PH112", "ignored-error", _WARNING, "An ignored error stops the checks of a file")
LOST_APPROVAL = Code("PH114", "lost-approval", _ERROR, "An approval is written where it has no effect")
CUT_OFF_BRANCH = Code("PH116", "cut-off-branch", _WARNING, "A branch name is cut off by a comment")
FOREIGN_FILE = Code("PH115", "foreign-file", _ERROR, "A file is a different kind of manifest")
DISTRUSTED_SETTING = Code(
    "PH113", "distrusted-setting", _NOTE, "A repository's settings allow its own programs to run"
)
UNMATCHED_PATTERN = Code("PH117", "unmatched-pattern", _WARNING, "A pattern in the settings matches no file")

# The meaning of a manifest
NO_STAGES = Code("PH201", "no-stages", _ERROR, "A pipeline has no stages")
DUPLICATE_STAGE = Code("PH202", "duplicate-stage", _ERROR, "Two stages deploy to the same environment")
DUPLICATE_DEPENDENCY = Code("PH203", "duplicate-dependency", _WARNING, "A dependency is named twice")
UNKNOWN_DEPENDENCY = Code("PH204", "unknown-dependency", _ERROR, "A dependency doesn't exist in its stage")
DEPENDENCY_CYCLE = Code("PH205", "dependency-cycle", _ERROR, "Actions depend on each other in a cycle")
NAME_CLASH = Code("PH206", "name-clash", _ERROR, "Two names become the same name in the template")
NAME_TOO_LONG = Code(
    "PH207",
    "name-too-long",
    _ERROR,
    "A name, or one derived from it, exceeds AWS's limit",
)
UNREADABLE_REPOSITORY = Code(
    "PH208", "unreadable-repository", _ERROR, "A repository URL cannot be understood"
)
UNUSUAL_REPOSITORY = Code(
    "PH209",
    "unusual-repository",
    _WARNING,
    "A repository URL has an unusual form",
)
UNSUPPORTED_HOST = Code(
    "PH210",
    "unsupported-host",
    _ERROR,
    "A repository is on a host that version 1 does not support",
)
INVALID_PATH = Code(
    "PH211",
    "invalid-path",
    _ERROR,
    "A path is absolute or leaves the build output",
)
INVALID_NAME = Code("PH212", "invalid-name", _ERROR, "A name contains characters that AWS does not allow")
EMPTY_STAGE = Code("PH213", "empty-stage", _WARNING, "A stage deploys nothing and is dropped")
IGNORED_KEY = Code("PH214", "ignored-key", _WARNING, "A key has no effect next to the other keys")
TOO_MANY_STAGES = Code("PH215", "too-many-stages", _ERROR, "A pipeline has more stages than AWS allows")
TOO_MANY_ACTIONS = Code(
    "PH216", "too-many-actions", _ERROR, "A stage or a pipeline has more actions than AWS allows"
)
PARALLEL_STACK = Code("PH217", "parallel-stack", _ERROR, "Two actions deploy the same stack at the same time")
REPEATED_STACK = Code(
    "PH218", "repeated-stack", _WARNING, "Two actions deploy the same stack, one after the other"
)
VALUE_TOO_LONG = Code("PH219", "value-too-long", _ERROR, "A value is longer than an action allows")
INVALID_BRANCH = Code("PH220", "invalid-branch", _ERROR, "A branch name is not valid")
UNDEFINED_VARIABLE = Code("PH221", "undefined-variable", _ERROR, "A pipeline variable is not defined")
INVALID_SECRET = Code("PH222", "invalid-secret", _ERROR, "A secret's name is not valid")
INVALID_CONNECTION = Code("PH223", "invalid-connection", _ERROR, "An ARN does not belong to a connection")
UNSUPPORTED_IMAGE = Code(
    "PH224", "unsupported-image", _ERROR, "An image cannot run in version 1's build environment"
)
RETIRED_IMAGE = Code("PH225", "retired-image", _WARNING, "An image is no longer updated by CodeBuild")
UNKNOWN_IMAGE = Code("PH226", "unknown-image", _WARNING, "An image is unknown to CodeBuild")
UNKNOWN_WORKLOAD = Code(
    "PH227", "unknown-workload", _WARNING, "A deployment has no template and matches no workload"
)
FOREIGN_ENVIRONMENT = Code(
    "PH228", "foreign-environment", _WARNING, "A stage deploys files of another environment"
)
EMPTY_POLICY = Code("PH229", "empty-policy", _WARNING, "An additional policy grants nothing")
FOREIGN_IMAGE = Code("PH230", "foreign-image", _WARNING, "An image is in another account's registry")
WINDOWS_WORKLOAD = Code("PH231", "windows-workload", _WARNING, "A pipeline cannot build a Windows container")
UNEXPANDED_VARIABLE = Code("PH232", "unexpanded-variable", _WARNING, "A variable is never replaced")
TYPOGRAPHIC_QUOTES = Code("PH233", "typographic-quotes", _WARNING, "Typographic quotes are part of a value")

# The AWS accounts, as the context file describes them
UNKNOWN_ENVIRONMENT = Code("PH301", "unknown-environment", _ERROR, "An environment is not in the context")
UNKNOWN_CONNECTION = Code("PH302", "unknown-connection", _ERROR, "A connection is not in the context")
MISSING_BUCKET = Code("PH303", "missing-bucket", _ERROR, "A region has no artifact bucket")
FOREIGN_REPOSITORY = Code(
    "PH304", "foreign-repository", _WARNING, "A CodeCommit repository is in another region"
)
UNAVAILABLE_IN_REGION = Code(
    "PH305", "unavailable-in-region", _ERROR, "A region lacks a service that the pipeline needs"
)
FOREIGN_PARTITION = Code(
    "PH306", "foreign-partition", _ERROR, "An ARN is in a different partition than its region"
)
FOREIGN_ACCOUNT = Code(
    "PH307", "foreign-account", _ERROR, "A role is in a different account than its environment"
)
DUPLICATE_BUCKET = Code("PH308", "duplicate-bucket", _ERROR, "A region has two artifact buckets")
FOREIGN_KEY = Code(
    "PH309", "foreign-key", _ERROR, "A key is in a different region than the bucket it encrypts"
)
ASSUMED_CONTEXT = Code("PH310", "assumed-context", Severity.NOTE, "There is no context file to check against")
FOREIGN_APPLICATION = Code(
    "PH311", "foreign-application", _ERROR, "The context file belongs to another application"
)

# The template
TEMPLATE_FINDING = Code("PH401", "template-finding", _ERROR, "cfn-lint reports a problem in the template")
INVALID_RESOURCE = Code("PH402", "invalid-resource", _ERROR, "A resource cannot be built from these values")
OVERSIZED_POLICY = Code("PH403", "oversized-policy", _ERROR, "A role's policies exceed IAM's size limit")
TOO_MANY_RESOURCES = Code("PH404", "too-many-resources", _ERROR, "A template has too many resources")
OVERSIZED_TEMPLATE = Code(
    "PH405", "oversized-template", _ERROR, "A template exceeds CloudFormation's size limit"
)
LARGE_TEMPLATE = Code("PH406", "large-template", _NOTE, "A template can only be deployed from S3")
IGNORED_CONFIGURATION = Code(
    "PH408", "ignored-configuration", _WARNING, "cfn-lint settings inside a template are not used"
)
COSTLY_TEMPLATE = Code("PH409", "costly-template", _ERROR, "A template would take cfn-lint minutes to check")
UNCHECKED_TEMPLATE = Code("PH410", "unchecked-template", _ERROR, "cfn-lint cannot check a template")

# Buildspecs
MISSING_BUILDSPEC = Code("PH601", "missing-buildspec", _WARNING, "A buildspec does not exist")
COMMAND_NOT_TEXT = Code("PH602", "command-not-text", _ERROR, "A command is not text for YAML")
UNAVAILABLE_RUNTIME = Code("PH603", "unavailable-runtime", _ERROR, "An image lacks a runtime")
OUTDATED_COPILOT = Code("PH604", "outdated-copilot", _WARNING, "A build uses an outdated release of Copilot")
UNCHECKED_DOWNLOAD = Code(
    "PH605", "unchecked-download", _WARNING, "A program is downloaded and run without verification"
)
RESERVED_VARIABLE = Code("PH606", "reserved-variable", _WARNING, "A variable name is reserved or not valid")
OLD_BUILDSPEC_VERSION = Code(
    "PH607", "old-buildspec-version", _WARNING, "A buildspec uses the outdated version 0.1"
)
RETIRING_RUNTIME = Code(
    "PH608", "retiring-runtime", _WARNING, "Copilot's templates use a runtime that AWS is retiring"
)
SHARED_IMAGE_TAG = Code("PH609", "shared-image-tag", _WARNING, "Images of several environments share one tag")

# Overrides
INVALID_PATCH = Code("PH501", "invalid-patch", _ERROR, "A patch is incomplete or malformed")
UNMATCHED_PATCH = Code(
    "PH502", "unmatched-patch", _ERROR, "A patch points to something that is not in the template"
)
EMPTY_OVERRIDE = Code("PH503", "empty-override", _ERROR, "An override folder contains no override")
SEVERAL_OVERRIDES = Code(
    "PH504", "several-overrides", _WARNING, "An override has no effect because another one is used"
)
MISPLACED_OVERRIDE = Code(
    "PH505", "misplaced-override", _WARNING, "Overrides are in a folder that is never read"
)
OVERRIDE_NOT_RUN = Code("PH506", "override-not-run", _ERROR, "An override runs code, which is not allowed")
OVERRIDE_FAILED = Code(
    "PH507", "override-failed", _ERROR, "An override program fails or produces no template"
)

DEEP_OVERRIDE = Code("PH510", "deep-override", _ERROR, "An override is nested too deeply")

# Security: reported only with --audit
ANY_ROLE = Code("PH701", "any-role", _NOTE, "A pipeline can pass any role in its account")
ANY_PIPELINE = Code("PH702", "any-pipeline", _NOTE, "A pipeline can change any pipeline in its account")
KEY_ADMINISTRATION = Code(
    "PH703", "key-administration", _NOTE, "A build can administer the artifact KMS keys"
)
ANY_PARAMETER = Code("PH704", "any-parameter", _NOTE, "A build can read any parameter in its account")
ANY_LOG = Code("PH705", "any-log", _NOTE, "A build can write to any log in its account")
PRIVILEGED_ACTION = Code("PH706", "privileged-action", _NOTE, "A build is privileged but builds no images")
FAR_REACHING_TESTS = Code("PH707", "far-reaching-tests", _NOTE, "Tests can deploy to other environments")
ACCESS_TOKEN = Code("PH708", "access-token", _NOTE, "A repository is read with an access token")
PLAINTEXT_SECRET = Code("PH709", "plaintext-secret", _WARNING, "A secret is in plain text")
UNAPPROVED_PRODUCTION = Code(
    "PH710", "unapproved-production", _NOTE, "Production is deployed to without approval"
)
BROAD_POLICY = Code("PH711", "broad-policy", _NOTE, "An additional policy allows a whole service")

ALL_CODES: tuple[Code, ...] = tuple(code for code in list(vars().values()) if isinstance(code, Code))
TEMPLATE_CODES: frozenset[Code] = frozenset({TEMPLATE_FINDING, UNCHECKED_TEMPLATE})
"""cfn-lint's."""
SECURITY_CODES: frozenset[Code] = frozenset(
    code for code in ALL_CODES if code.id.startswith("PH7") and code is not PLAINTEXT_SECRET
)
"""Reported only with --audit."""


_BY_NAME = {name: code for code in ALL_CODES for name in (code.slug, code.id.lower())}


def find_code(name: str) -> Code | None:
    """Return the code with this number or slug, case-insensitively."""
    return _BY_NAME.get(name.lower())


def near_names(name: str) -> tuple[str, ...]:
    """Return the slugs closest to a misspelled name; none for a number, which is close to all others."""
    is_number = re.fullmatch(r"ph\s*-?\d*", name.lower())
    return () if is_number else tuple(code.slug for code in ALL_CODES)


def find_codes(name: str) -> frozenset[Code]:
    """Return the code with this number or slug, or all codes with this prefix: `PH7`, `PH70`."""
    if code := find_code(name):
        return frozenset({code})
    is_prefix = re.fullmatch(r"ph\d{1,2}", name.lower())
    return frozenset(code for code in ALL_CODES if is_prefix and code.id.lower().startswith(name.lower()))
