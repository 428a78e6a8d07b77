"""Every code, declared once. A code's number and slug never change meaning; retired ones are not reused."""

from __future__ import annotations

import re

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.severity import Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# Reading a file
UNREADABLE_FILE = Code("PH001", "unreadable-file", _ERROR, "A file cannot be opened")
NOT_UTF8 = Code("PH002", "not-utf8", _ERROR, "A file is not UTF-8 text")
INVALID_YAML = Code("PH003", "invalid-yaml", _ERROR, "A file is not valid YAML")
EMPTY_FILE = Code("PH004", "empty-file", _ERROR, "A file holds no YAML document")
SEVERAL_DOCUMENTS = Code("PH005", "several-documents", _ERROR, "A file holds more than one YAML document")
DUPLICATE_KEY = Code("PH006", "duplicate-key", _ERROR, "A mapping holds the same key twice")
SELF_REFERENCE = Code("PH007", "self-reference", _ERROR, "An alias refers to a value that holds the alias")
OVERSIZED_FILE = Code(
    "PH008",
    "oversized-file",
    _ERROR,
    "A file is too large, too deep, or grows so by aliases",
)
UNSUPPORTED_TAG = Code("PH009", "unsupported-tag", _ERROR, "A YAML tag has no meaning where it stands")
INVALID_KEY = Code("PH010", "invalid-key", _ERROR, "A mapping's key is not text")
UNKNOWN_ALIAS = Code("PH011", "unknown-alias", _ERROR, "An alias names an anchor that does not exist")
INVALID_TOML = Code("PH012", "invalid-toml", _ERROR, "A settings file is not valid TOML")
STRAY_LINK = Code("PH013", "stray-link", _ERROR, "A link leads out of the repository")
ODD_FILE = Code("PH014", "odd-file", _ERROR, "A file is a device, a named pipe or a socket")
TOO_MANY_FINDINGS = Code("PH016", "too-many-findings", _ERROR, "A check finds more than is shown")

# The shape of a file
UNKNOWN_KEY = Code("PH101", "unknown-key", _ERROR, "A key has no meaning")
MISPLACED_KEY = Code("PH102", "misplaced-key", _ERROR, "A key has a meaning, but elsewhere")
MISSING_KEY = Code("PH103", "missing-key", _ERROR, "A key that must be given is missing")
WRONG_TYPE = Code("PH104", "wrong-type", _ERROR, "A value is of the wrong type")
INVALID_VALUE = Code("PH105", "invalid-value", _ERROR, "A value is not among those allowed")
UNSUPPORTED_VERSION = Code("PH106", "unsupported-version", _ERROR, "The manifest's version is not supported")
MISSING_VERSION = Code("PH107", "missing-version", _WARNING, "The manifest says no version")
MISSPELLED_APPROVAL = Code(
    "PH108",
    "misspelled-approval",
    _WARNING,
    "`require_approval` for `requires_approval`",
)
CONFLICTING_KEYS = Code("PH109", "conflicting-keys", _ERROR, "Two keys exclude each other")
UNUSED_IGNORE = Code("PH110", "unused-ignore", _WARNING, "A comment ignores what is not found")
UNKNOWN_IGNORE = Code("PH111", "unknown-ignore", _WARNING, "A comment ignores no known code")
IGNORED_ERROR = Code("PH112", "ignored-error", _WARNING, "An ignored error ends the checks of a file")
LOST_APPROVAL = Code("PH114", "lost-approval", _ERROR, "An approval is written where it has no effect")
CUT_OFF_BRANCH = Code("PH116", "cut-off-branch", _WARNING, "A comment cuts off a branch's name")
FOREIGN_FILE = Code(
    "PH115", "foreign-file", _ERROR, "A file is not a pipeline's manifest, but one of another kind"
)
DISTRUSTED_SETTING = Code("PH113", "distrusted-setting", _NOTE, "A repository allows its own programs")
UNMATCHED_PATTERN = Code("PH117", "unmatched-pattern", _WARNING, "A pattern of the settings matches no file")

# The meaning of a manifest
NO_STAGES = Code("PH201", "no-stages", _ERROR, "A pipeline has nothing to deploy to")
DUPLICATE_STAGE = Code("PH202", "duplicate-stage", _ERROR, "Two stages deploy to the same environment")
DUPLICATE_DEPENDENCY = Code("PH203", "duplicate-dependency", _WARNING, "A dependency is named twice")
UNKNOWN_DEPENDENCY = Code("PH204", "unknown-dependency", _ERROR, "A dependency names nothing in its stage")
DEPENDENCY_CYCLE = Code("PH205", "dependency-cycle", _ERROR, "Actions wait for each other in a circle")
NAME_CLASH = Code("PH206", "name-clash", _ERROR, "Two names become one in the template")
NAME_TOO_LONG = Code(
    "PH207",
    "name-too-long",
    _ERROR,
    "A name, or one derived from it, passes AWS's limit",
)
UNREADABLE_REPOSITORY = Code(
    "PH208", "unreadable-repository", _ERROR, "A repository cannot be read from its URL"
)
UNUSUAL_REPOSITORY = Code(
    "PH209",
    "unusual-repository",
    _WARNING,
    "A repository's URL was read in another form",
)
UNSUPPORTED_HOST = Code(
    "PH210",
    "unsupported-host",
    _ERROR,
    "A repository lies on a host that version 1 cannot use",
)
INVALID_PATH = Code(
    "PH211",
    "invalid-path",
    _ERROR,
    "A path leaves the build's output, or is not relative",
)
INVALID_NAME = Code("PH212", "invalid-name", _ERROR, "A name has characters that AWS refuses")
EMPTY_STAGE = Code("PH213", "empty-stage", _WARNING, "A stage deploys nothing and is left out")
IGNORED_KEY = Code("PH214", "ignored-key", _WARNING, "A key has no effect beside the others")
TOO_MANY_STAGES = Code("PH215", "too-many-stages", _ERROR, "A pipeline has more stages than AWS allows")
TOO_MANY_ACTIONS = Code(
    "PH216", "too-many-actions", _ERROR, "A stage or a pipeline has more actions than AWS allows"
)
PARALLEL_STACK = Code("PH217", "parallel-stack", _ERROR, "Two actions deploy one stack at the same time")
REPEATED_STACK = Code("PH218", "repeated-stack", _WARNING, "Two actions deploy one stack after one another")
VALUE_TOO_LONG = Code("PH219", "value-too-long", _ERROR, "A value is longer than an action may take")
INVALID_BRANCH = Code("PH220", "invalid-branch", _ERROR, "No branch can have this name")
UNDEFINED_VARIABLE = Code("PH221", "undefined-variable", _ERROR, "A pipeline variable is not defined")
INVALID_SECRET = Code("PH222", "invalid-secret", _ERROR, "No secret can have this name")
INVALID_CONNECTION = Code("PH223", "invalid-connection", _ERROR, "An ARN is not that of a connection")
UNSUPPORTED_IMAGE = Code(
    "PH224", "unsupported-image", _ERROR, "An image does not run in version 1's build environment"
)
RETIRED_IMAGE = Code("PH225", "retired-image", _WARNING, "CodeBuild no longer updates an image")
UNKNOWN_IMAGE = Code("PH226", "unknown-image", _WARNING, "CodeBuild offers no image by that name")
UNKNOWN_WORKLOAD = Code(
    "PH227", "unknown-workload", _WARNING, "A deployment without a template is no workload"
)
FOREIGN_ENVIRONMENT = Code(
    "PH228", "foreign-environment", _WARNING, "A stage deploys what is another environment's"
)
EMPTY_POLICY = Code("PH229", "empty-policy", _WARNING, "An additional policy grants nothing")
FOREIGN_IMAGE = Code("PH230", "foreign-image", _WARNING, "An image is in another account's registry")
WINDOWS_WORKLOAD = Code("PH231", "windows-workload", _WARNING, "A pipeline cannot build a Windows container")
UNEXPANDED_VARIABLE = Code("PH232", "unexpanded-variable", _WARNING, "A variable that nothing replaces")
TYPOGRAPHIC_QUOTES = Code("PH233", "typographic-quotes", _WARNING, "Typographic quotes are part of a text")

# The world that the context file describes
UNKNOWN_ENVIRONMENT = Code("PH301", "unknown-environment", _ERROR, "A stage names no known environment")
UNKNOWN_CONNECTION = Code("PH302", "unknown-connection", _ERROR, "A connection is not known by that name")
MISSING_BUCKET = Code("PH303", "missing-bucket", _ERROR, "A region has no artifact bucket")
FOREIGN_REPOSITORY = Code(
    "PH304", "foreign-repository", _WARNING, "A CodeCommit repository lies in another region"
)
UNAVAILABLE_IN_REGION = Code(
    "PH305", "unavailable-in-region", _ERROR, "A region does not offer what the pipeline needs"
)
FOREIGN_PARTITION = Code(
    "PH306", "foreign-partition", _ERROR, "An ARN is of another partition than its region"
)
FOREIGN_ACCOUNT = Code(
    "PH307", "foreign-account", _ERROR, "A role is in another account than its environment"
)
DUPLICATE_BUCKET = Code("PH308", "duplicate-bucket", _ERROR, "A region has two artifact buckets")
FOREIGN_KEY = Code("PH309", "foreign-key", _ERROR, "A key is in another region than the bucket it encrypts")
ASSUMED_CONTEXT = Code("PH310", "assumed-context", Severity.NOTE, "There is no context file to check against")
FOREIGN_APPLICATION = Code(
    "PH311", "foreign-application", _ERROR, "The context is of another application than the workspace"
)

# The template
TEMPLATE_FINDING = Code("PH401", "template-finding", _ERROR, "cfn-lint finds fault with the template")
INVALID_RESOURCE = Code("PH402", "invalid-resource", _ERROR, "A resource cannot be built from these values")
OVERSIZED_POLICY = Code("PH403", "oversized-policy", _ERROR, "A role's policies are larger than IAM allows")
TOO_MANY_RESOURCES = Code("PH404", "too-many-resources", _ERROR, "A template has more resources than allowed")
OVERSIZED_TEMPLATE = Code("PH405", "oversized-template", _ERROR, "A template is larger than allowed")
LARGE_TEMPLATE = Code("PH406", "large-template", _NOTE, "A template can only be deployed from S3")
IGNORED_CONFIGURATION = Code(
    "PH408", "ignored-configuration", _WARNING, "A template's own settings for cfn-lint are not read"
)
COSTLY_TEMPLATE = Code("PH409", "costly-template", _ERROR, "A template would keep cfn-lint busy for minutes")
UNCHECKED_TEMPLATE = Code("PH410", "unchecked-template", _ERROR, "cfn-lint cannot check a template")

# Buildspecs
MISSING_BUILDSPEC = Code("PH601", "missing-buildspec", _WARNING, "A buildspec does not exist")
COMMAND_NOT_TEXT = Code(
    "PH602", "command-not-text", _ERROR, "YAML reads a command as something else than text"
)
UNAVAILABLE_RUNTIME = Code("PH603", "unavailable-runtime", _ERROR, "An image does not have a runtime")
OUTDATED_COPILOT = Code("PH604", "outdated-copilot", _WARNING, "A build uses a Copilot older than the last")
UNCHECKED_DOWNLOAD = Code(
    "PH605", "unchecked-download", _WARNING, "A program is downloaded and run without a check"
)
RESERVED_VARIABLE = Code("PH606", "reserved-variable", _WARNING, "A variable cannot have this name")
OLD_BUILDSPEC_VERSION = Code(
    "PH607", "old-buildspec-version", _WARNING, "A buildspec is of the version before the current"
)
RETIRING_RUNTIME = Code(
    "PH608", "retiring-runtime", _WARNING, "Copilot's templates have functions that AWS will refuse"
)
SHARED_IMAGE_TAG = Code(
    "PH609", "shared-image-tag", _WARNING, "Images of several environments get the same tag"
)

# Overrides
INVALID_PATCH = Code("PH501", "invalid-patch", _ERROR, "A patch lacks a part, or has one of the wrong form")
UNMATCHED_PATCH = Code(
    "PH502", "unmatched-patch", _ERROR, "A patch points to what the template does not hold"
)
EMPTY_OVERRIDE = Code("PH503", "empty-override", _ERROR, "A folder of overrides holds none")
SEVERAL_OVERRIDES = Code("PH504", "several-overrides", _WARNING, "An override has no effect beside another")
MISPLACED_OVERRIDE = Code("PH505", "misplaced-override", _WARNING, "Overrides lie where nobody reads them")
OVERRIDE_NOT_RUN = Code("PH506", "override-not-run", _ERROR, "An override is a program that may not run")
OVERRIDE_FAILED = Code(
    "PH507", "override-failed", _ERROR, "An override's program fails, or makes no template"
)

DEEP_OVERRIDE = Code("PH510", "deep-override", _ERROR, "An override nests values too deep")

# Security: notes that are only looked for when asked
ANY_ROLE = Code("PH701", "any-role", _NOTE, "A pipeline may pass any role of its account")
ANY_PIPELINE = Code("PH702", "any-pipeline", _NOTE, "A pipeline may change any pipeline of its account")
KEY_ADMINISTRATION = Code("PH703", "key-administration", _NOTE, "A build may administer the artifact keys")
ANY_PARAMETER = Code("PH704", "any-parameter", _NOTE, "A build may read any parameter of its account")
ANY_LOG = Code("PH705", "any-log", _NOTE, "A build may write to any log of its account")
PRIVILEGED_ACTION = Code("PH706", "privileged-action", _NOTE, "A build is privileged, and makes no images")
FAR_REACHING_TESTS = Code("PH707", "far-reaching-tests", _NOTE, "Tests may deploy to other environments")
ACCESS_TOKEN = Code("PH708", "access-token", _NOTE, "A repository is read with an access token")
PLAINTEXT_SECRET = Code("PH709", "plaintext-secret", _WARNING, "A secret stands in plain text")
UNAPPROVED_PRODUCTION = Code("PH710", "unapproved-production", _NOTE, "Production needs nobody's approval")
BROAD_POLICY = Code("PH711", "broad-policy", _NOTE, "An additional policy allows a whole service")

ALL_CODES: tuple[Code, ...] = tuple(code for code in list(vars().values()) if isinstance(code, Code))
TEMPLATE_CODES: frozenset[Code] = frozenset({TEMPLATE_FINDING, UNCHECKED_TEMPLATE})
"""cfn-lint's."""
SECURITY_CODES: frozenset[Code] = frozenset(
    code for code in ALL_CODES if code.id.startswith("PH7") and code is not PLAINTEXT_SECRET
)
"""Looked for only when asked."""


_BY_NAME = {name: code for code in ALL_CODES for name in (code.slug, code.id.lower())}


def find_code(name: str) -> Code | None:
    """Return the code with this number or slug, whatever its case."""
    return _BY_NAME.get(name.lower())


def near_names(name: str) -> tuple[str, ...]:
    """Return the slugs that a misspelled name may mean; none for a number, which is near to every other."""
    is_number = re.fullmatch(r"ph\s*-?\d*", name.lower())
    return () if is_number else tuple(code.slug for code in ALL_CODES)


def find_codes(name: str) -> frozenset[Code]:
    """Return the code with this number or slug, or all whose number begins so: `PH7`, `PH70`."""
    if code := find_code(name):
        return frozenset({code})
    is_prefix = re.fullmatch(r"ph\d{1,2}", name.lower())
    return frozenset(code for code in ALL_CODES if is_prefix and code.id.lower().startswith(name.lower()))
