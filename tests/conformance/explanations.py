"""Which places of a template a deliberate difference explains."""

import yaml

from tests.conformance.case import Case
from tests.conformance.compare import ABSENT, Difference
from tests.conformance.flaws import keys, stages, values, worlds
from tests.conformance.normalize import TemplateLoader

REPOSITORY_KEYS = ("FullRepositoryId", "RepositoryName", "Owner", "Repo", "ConnectionName")


def nothing(_: Case, __: Difference) -> bool:
    """No place: their template can't be read."""
    return False


def run_order(case: Case, difference: Difference) -> bool:
    """An action's place in the order, where a dependency is repeated."""
    return difference.path[-1] == "RunOrder" and stages.repeated_dependency(case)


def approval(case: Case, difference: Difference) -> bool:
    """Anything in the stages, which an approval moves, where one is misspelled."""
    in_stages = difference.path[:4] == ("Resources", "Pipeline", "Properties", "Stages")
    return in_stages and keys.misspelled_approval(case)


def unquoted(case: Case, difference: Difference) -> bool:
    """Our text, which is the manifest's, is equal to theirs if it is read without its quotes.

    Not in a policy: that is in its author's own YAML.
    """
    ours = difference.ours
    if not isinstance(ours, str) or "BuildProjectAdditionalPolicy" in difference.path:
        return False
    if not any(ours in text or (text in ours and not values.stays_text(text)) for text in values.texts(case)):
        return False
    try:
        return bool(yaml.load(f"- {ours}", Loader=TemplateLoader) == [difference.theirs])
    except yaml.YAMLError:
        return False


def repository(case: Case, difference: Difference) -> bool:
    """What the repository is called, where its URL is unusual."""
    return difference.path[-1] in REPOSITORY_KEYS and values.unusual_repository(case)


def unquoted_key(case: Case, difference: Difference) -> bool:
    """A key that is text for us, where YAML 1.1 reads a truth value or a number."""
    key = difference.path[-1]
    if ABSENT not in (difference.ours, difference.theirs):
        return False
    if isinstance(key, str):
        return not isinstance(_unquoted(key), str)
    return any(_unquoted(text) == key for text in keys.unquoted_keys(case))  # not the index of a list


def _unquoted(text: str) -> object:
    """What CloudFormation reads where a text is written without quotes; the text if that is nothing."""
    try:
        return yaml.load(text, Loader=TemplateLoader)
    except (yaml.YAMLError, ValueError):
        return text


def connection_actions(case: Case, difference: Difference) -> bool:
    """A statement's actions, where the connection is one of the newer service."""
    return "Action" in difference.path and values.newer_connection(case)


def partition(case: Case, difference: Difference) -> bool:
    """Ours is an ARN of the partition, where theirs has the same one of `aws`."""
    ours, theirs = difference.ours, difference.theirs
    if not (worlds.other_partition(case) and isinstance(ours, str) and isinstance(theirs, str)):
        return False
    return theirs.startswith("arn:aws:") and ours.split(":")[2:] == theirs.split(":")[2:]
