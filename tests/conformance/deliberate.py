"""Every difference from the real client that is meant, as data: nothing else may differ.

Each names a fixture, which differs for this reason and for no other, and is listed in `docs/conformance.md`,
which `make golden` writes. The predicates look at the manifest as it is written, never at what ours made
of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

from tests.conformance import flaws
from tests.conformance.case import Case
from tests.conformance.compare import Difference
from tests.conformance.normalize import TemplateLoader

REPOSITORY_KEYS = ("FullRepositoryId", "RepositoryName", "Owner", "Repo", "ConnectionName")


@dataclass(frozen=True, slots=True)
class Deliberate:
    """A difference that is meant: what the client does, what ours does, and why."""

    slug: str
    fixture: str
    copilot: str
    pilothouse: str
    because: str


@dataclass(frozen=True, slots=True)
class Refuses(Deliberate):
    """Ours refuses, with these codes, what the client accepts."""

    codes: frozenset[str] = field(kw_only=True)
    applies: Callable[[Case], bool] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Accepts(Deliberate):
    """Ours accepts what the client refuses, or crashes on."""

    applies: Callable[[Case], bool] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Differs(Deliberate):
    """Both accept, and the templates differ in places; `breaks` where theirs may be no YAML at all."""

    explains: Callable[[Case, Difference], bool] = field(kw_only=True)
    breaks: Callable[[Case], bool] = field(kw_only=True, default=lambda _: False)


def _run_order(case: Case, difference: Difference) -> bool:
    return difference.path[-1] == "RunOrder" and flaws.repeated_dependency(case)


def _approval(case: Case, difference: Difference) -> bool:
    in_stages = difference.path[:4] == ("Resources", "Pipeline", "Properties", "Stages")
    return in_stages and flaws.misspelled_approval(case)


def _unquoted(_: Case, difference: Difference) -> bool:
    """Our text, read without its quotes, is what stands in theirs (a policy is in its author's own YAML)."""
    if not isinstance(difference.ours, str) or "BuildProjectAdditionalPolicy" in difference.path:
        return False
    try:
        return bool(yaml.load(f"- {difference.ours}", Loader=TemplateLoader) == [difference.theirs])
    except yaml.YAMLError:
        return False


def _repository(case: Case, difference: Difference) -> bool:
    return difference.path[-1] in REPOSITORY_KEYS and flaws.unusual_repository(case)


def _connection_actions(case: Case, difference: Difference) -> bool:
    return "Action" in difference.path and flaws.newer_connection(case)


def _partition(case: Case, difference: Difference) -> bool:
    """Ours is an ARN of the partition, where theirs has the same one of `aws`."""
    ours, theirs = difference.ours, difference.theirs
    if not (flaws.other_partition(case) and isinstance(ours, str) and isinstance(theirs, str)):
        return False
    return theirs.startswith("arn:aws:") and ours.split(":")[2:] == theirs.split(":")[2:]


DELIBERATE: tuple[Deliberate, ...] = (
    Refuses(
        "unknown-key",
        "errors/PH101-unknown-key.yml",
        "ignores a key that it doesn't know, or that stands elsewhere than it should",
        "refuses it (PH101, PH102); with `--lenient` it warns, and the template is the client's",
        "such a key silently changes what is deployed, and whether somebody must approve",
        codes=frozenset({"PH101", "PH102"}),
        applies=flaws.unknown_key,
    ),
    Refuses(
        "no-stages",
        "errors/PH201-no-stages.yml",
        "makes a pipeline that deploys nothing",
        "refuses it (PH201, PH103, PH104)",
        "a pipeline needs somewhere to deploy to; such a manifest is unfinished or cut off",
        codes=frozenset({"PH201", "PH103", "PH104"}),
        applies=flaws.no_stages,
    ),
    Refuses(
        "duplicate-stage",
        "errors/PH202-duplicate-stage.yml",
        "writes two stages of the same name",
        "refuses it (PH202)",
        "CodePipeline refuses a pipeline whose stages share a name",
        codes=frozenset({"PH202"}),
        applies=flaws.duplicate_stage,
    ),
    Refuses(
        "unknown-dependency",
        "errors/PH204-unknown-dependency.yml",
        "accepts an unknown name in the `depends_on` of an action, which then starts one step later",
        "refuses it (PH204), as the client itself does for deployments",
        "the name is misspelled: the order that was asked for isn't there",
        codes=frozenset({"PH204"}),
        applies=flaws.unknown_dependency,
    ),
    Refuses(
        "name-clash",
        "errors/PH206-name-clash.yml",
        "writes two actions under one name, or two projects under one logical ID, of which the second wins",
        "refuses it (PH206)",
        "CodePipeline refuses the first, and the second never runs one of the two actions",
        codes=frozenset({"PH206"}),
        applies=flaws.name_clash,
    ),
    Refuses(
        "name-too-long",
        "errors/PH207-name-too-long.yml",
        "writes names that pass AWS's limits",
        "refuses them (PH207)",
        "the deployment would fail, some of it only after minutes",
        codes=frozenset({"PH207"}),
        applies=flaws.long_name,
    ),
    Refuses(
        "unreadable-repository",
        "errors/PH208-unreadable-repository.yml",
        "takes what it can't read for the owner's or the repository's name",
        "refuses it (PH208, PH210)",
        "the pipeline's source would fail at its first run",
        codes=frozenset({"PH208", "PH210"}),
        applies=flaws.unusual_repository,
    ),
    Refuses(
        "stray-path",
        "errors/PH211-invalid-path.yml",
        "passes on a path that is absolute, leaves its folder by `..`, or has backslashes",
        "refuses it (PH211)",
        "artifacts hold only what lies below their root, under `/`",
        codes=frozenset({"PH211"}),
        applies=flaws.stray_path,
    ),
    Refuses(
        "invalid-name",
        "errors/PH212-invalid-name.yml",
        "passes on names with characters that AWS doesn't allow",
        "refuses them (PH212)",
        "CloudFormation or CodePipeline would refuse the stack",
        codes=frozenset({"PH212"}),
        applies=flaws.invalid_name,
    ),
    Refuses(
        "invalid-logical-id",
        "errors/PH402-invalid-resource.yml",
        "makes logical IDs of environments' names with characters that AWS doesn't allow there",
        "refuses them (PH402)",
        "CloudFormation would refuse the template",
        codes=frozenset({"PH402"}),
        applies=flaws.invalid_logical_id,
    ),
    Refuses(
        "unsupported-tag",
        "errors/PH009-unsupported-tag.yml",
        "ignores a YAML tag that it doesn't know",
        "refuses it (PH009)",
        "the tag was to do something, such as to read a variable, and nothing does",
        codes=frozenset({"PH009"}),
        applies=flaws.own_tag,
    ),
    Refuses(
        "great-size",
        "errors/PH216-too-many-actions.yml",
        "passes on more stages, actions, resources or characters than AWS allows",
        "refuses them (PH215, PH216, PH219, PH403, PH404, PH405)",
        "CloudFormation, CodePipeline or IAM would refuse the stack",
        codes=frozenset({"PH215", "PH216", "PH219", "PH403", "PH404", "PH405"}),
        applies=flaws.great_size,
    ),
    Refuses(
        "parallel-stack",
        "errors/PH217-parallel-stack.yml",
        "lets two actions deploy one stack at the same time",
        "refuses it (PH217)",
        "the second finds the stack in progress, and fails",
        codes=frozenset({"PH217"}),
        applies=flaws.shared_stack,
    ),
    Refuses(
        "value-without-meaning",
        "errors/PH220-invalid-branch.yml",
        "passes on any branch, secret, connection ARN and image, and `#{variables}` that nothing defines",
        "refuses those that can't be (PH220 to PH224)",
        "AWS would refuse the stack, or the pipeline fail at its first run",
        codes=frozenset({"PH220", "PH221", "PH222", "PH223", "PH224"}),
        applies=flaws.value_without_meaning,
    ),
    Refuses(
        "unavailable-in-region",
        "errors/PH305-unavailable-in-region.yml",
        "doesn't ask whether the pipeline's region has connections and CodeBuild",
        "refuses it if not (PH305)",
        "CloudFormation would refuse the template",
        codes=frozenset({"PH305"}),
        applies=flaws.distant_region,
    ),
    Refuses(
        "contradictory-account",
        "errors/PH306-foreign-partition.yml",
        "believes what the account says of an environment's roles",
        "refuses a role of another partition or account than its environment (PH306, PH307)",
        "the pipeline could not take the role on",
        codes=frozenset({"PH306", "PH307"}),
        applies=flaws.contradictory_account,
    ),
    Refuses(
        "unknown-artifact-format",
        "errors/PH105-invalid-value.yml",
        "passes on any `output_artifact_format`",
        "refuses all but CODE_ZIP and CODEBUILD_CLONE_REF (PH105)",
        "CodePipeline knows no other",
        codes=frozenset({"PH105"}),
        applies=flaws.unknown_artifact_format,
    ),
    Refuses(
        "empty-value",
        "conformance/empty-value.yml",
        "passes on an empty text or name, or drops an empty item of a list",
        "refuses it (PH010, PH103, PH104, PH105)",
        "something was meant to stand there; AWS refuses an empty branch, name or ARN",
        codes=frozenset({"PH010", "PH103", "PH104", "PH105"}),
        applies=flaws.empty_value,
    ),
    Refuses(
        "policy-without-statements",
        "conformance/policy-without-statements.yml",
        "passes on a policy document that is a text, a list or nothing",
        "refuses it (PH103, PH104)",
        "IAM refuses it",
        codes=frozenset({"PH103", "PH104"}),
        applies=flaws.policy_is_no_mapping,
    ),
    Refuses(
        "several-documents",
        "errors/PH005-several-documents.yml",
        "reads the first YAML document of a file, and ignores the others",
        "refuses the file (PH005)",
        "two manifests were pasted into one file, and one of them would never be deployed",
        codes=frozenset({"PH005"}),
        applies=flaws.several_documents,
    ),
    Refuses(
        "patch-without-path",
        "conformance/patch-without-path.yml",
        "takes a patch without a path for one of the whole template",
        "refuses it (PH501)",
        "the template would be gone, and with the next deployment the pipeline",
        codes=frozenset({"PH501"}),
        applies=flaws.patch_without_path,
    ),
    Accepts(
        "missing-version",
        "ok/no-version.yml",
        "refuses a manifest without a version, as all samples of its own documentation are",
        "reads it as version 1, with a warning (PH107)",
        "there has been no other version",
        applies=flaws.no_version,
    ),
    Accepts(
        "clone-url",
        "ok/codecommit-clone-url.yml",
        "refuses the URL that `git clone` takes, of CodeCommit or Bitbucket",
        "reads it, with a warning (PH209)",
        "the repository is told without doubt; the client's own documentation shows such a URL",
        applies=flaws.clone_url,
    ),
    Differs(
        "unusual-repository",
        "errors/PH209-unusual-repository.yml",
        "takes `.git`, a trailing `/` or an SSH URL's user and host for part of a name",
        "reads the repository that is meant, with a warning (PH209)",
        "the pipeline's source would fail at its first run",
        explains=_repository,
    ),
    Differs(
        "duplicate-dependency",
        "conformance/duplicate-dependency.yml",
        "loses the order of what depends on an action that names one dependency twice",
        "counts the dependency once, with a warning (PH203)",
        "an action that starts too early deploys against what isn't there yet",
        explains=_run_order,
    ),
    Differs(
        "misspelled-approval",
        "ok/approval-misspelled.yml",
        "ignores `require_approval`, as its own guide spells it: production deploys with no approval",
        "takes it for `requires_approval`, with a warning (PH108)",
        "whoever wrote it wants an approval",
        explains=_approval,
    ),
    Differs(
        "unquoted-text",
        "ok/test-commands.yml",
        "writes names, commands, branches and paths without quotes: what looks like a number, a comment or a "
        "mapping becomes one, or the template no YAML",
        "writes the text so that it stays the text",
        "the command that was written is the command to run",
        explains=_unquoted,
        breaks=flaws.unquotable_text,
    ),
    Differs(
        "codeconnections",
        "ok/renamed-connection.yml",
        "lets the pipeline's role use `codestar-connections:*` only, whatever the connection's ARN says",
        "names the actions with the prefix of the ARN",
        "IAM matches the action's prefix with the ARN's own: the pipeline could not read its source",
        explains=_connection_actions,
    ),
    Differs(
        "partition",
        "conformance/partition.yml",
        "writes `arn:aws:` whatever the partition",
        "writes the partition of the application's region",
        "in GovCloud and in China no such ARN exists",
        explains=_partition,
    ),
)
