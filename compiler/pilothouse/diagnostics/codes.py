"""Every code, declared once. A code's number and slug never change meaning; retired ones are not reused."""

from __future__ import annotations

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.severity import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

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

# The world that the context file describes
UNKNOWN_ENVIRONMENT = Code("PH301", "unknown-environment", _ERROR, "A stage names no known environment")
UNKNOWN_CONNECTION = Code("PH302", "unknown-connection", _ERROR, "A connection is not known by that name")
MISSING_BUCKET = Code("PH303", "missing-bucket", _ERROR, "A region has no artifact bucket")

# The template
TEMPLATE_FINDING = Code("PH401", "template-finding", _ERROR, "cfn-lint finds fault with the template")
INVALID_RESOURCE = Code("PH402", "invalid-resource", _ERROR, "A resource cannot be built from these values")

ALL_CODES: tuple[Code, ...] = tuple(code for code in list(vars().values()) if isinstance(code, Code))
