"""The words for changes: where something changed, and what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from pilothouse.diff.change import Added, Change, Index, Key, Member, Moved, Name, Path, Removed, Replaced
from pilothouse.diff.node import ListNode, MapNode, Node, ScalarNode, SetNode, TextNode
from pilothouse.diff.show import show

_LONGEST = 100
_CUT = "..."


def place_words(path: Path) -> str:
    """Name a place: `stage DeployTo-prod > action Approve > RunOrder`, `Environment.Image`."""
    words: list[str] = []
    steps = path[1:] if path[:1] == (Key("Properties"),) else path
    for before, step in zip((None, *steps), steps, strict=False):
        match step:
            case Name(name) if before == Key("Stages"):
                words[-1:] = [f"stage {name}"]
            case Name(name) if before == Key("Actions"):
                words[-1:] = [f"action {name}"]
            case Name(name):
                words[-1] += f"[{name}]"
            case Index(index):
                words[-1:] = [f"{words[-1] if words else ''}[{index}]"]
            case Key(key) if isinstance(before, Key) or (isinstance(before, Name) and "[" in words[-1]):
                words[-1] += f".{key}"
            case Key(key):
                words.append(key)
            case Member(member) if isinstance(member, MapNode):
                name = statement_words(member) if step is steps[-1] else _short_statement(member)
                words[-1:] = [*_policy_words(words[-1]), f"statement {name}"]
            case Member():
                pass
    return " > ".join(words)


def _policy_words(place: str) -> Sequence[str]:
    """Name the policy that a list of statements belongs to, where its resource may have several."""
    policy = (
        place.removesuffix("Statement").removesuffix(".").removesuffix("PolicyDocument").removesuffix(".")
    )
    if policy == "AssumeRole":
        return ["trust"]
    return [policy] if policy else []


def statement_words(statement: MapNode) -> str:
    """Name a statement by its `Sid`, or by what it says: `Allow s3:GetObject on *`."""
    if "Sid" in statement.entries:
        return cut(show(statement.entries["Sid"]))
    words = _effect_words(statement)
    for key, lead in (("Resource", "on"), ("NotResource", "on all but"), ("Principal", "for")):
        if key in statement.entries:
            words += f" {lead} {_joined(statement.entries[key])}"
    return cut(words)


def _short_statement(statement: MapNode) -> str:
    """Name a statement that holds a change by what it allows, not on what."""
    return statement_words(statement) if "Sid" in statement.entries else cut(_effect_words(statement), 60)


def _effect_words(statement: MapNode) -> str:
    said = {key: _joined(statement.entries[key]) for key in ("Effect", "Action") if key in statement.entries}
    if "NotAction" in statement.entries:
        said["Action"] = f"all but {_joined(statement.entries['NotAction'])}"
    return " ".join(said.values())


def value_words(change: Change) -> str:
    """Say what a change does to its place; empty where the place says it all."""
    match change:
        case Added(value=value) | Removed(value=value):
            return "" if _has_name(change.path) else _short(value)
        case Replaced(before=before, after=after) if not text_lines(change, 0):
            return f"{_short(before)} -> {_short(after)}"
        case Moved(before_index=old, after_index=new):
            return f"from place {old + 1} to place {new + 1}"
    return ""


def text_lines(change: Change, context: int) -> Sequence[str]:
    """Return what changed in a text of several lines, line by line, each with its sign in front."""
    if not isinstance(change, Replaced):
        return ()
    old, new = _text(change.before), _text(change.after)
    if old is None or new is None or "\n" not in old + new:
        return ()
    return tuple(_unified(old.splitlines(), new.splitlines(), context))


def changed_lines(before: Sequence[str], after: Sequence[str], context: int) -> Sequence[str]:
    """Return the lines that differ with some around them; `@@` stands between the places."""
    return tuple(_unified(before, after, context))


def cut(text: str, longest: int = _LONGEST) -> str:
    """Cut a long text, and say so."""
    return text if len(text) <= longest else text[: longest - len(_CUT)] + _CUT


def _unified(before: Sequence[str], after: Sequence[str], context: int) -> Iterator[str]:
    for line in list(unified_diff(before, after, n=context, lineterm=""))[2:]:
        yield "@@" if line.startswith("@@") else line


def _text(node: Node) -> str | None:
    match node:
        case TextNode(text=text):
            return text
        case ScalarNode(value=value):
            return value
    return None


def _has_name(path: Path) -> bool:
    """Whether the last step tells what it is about: a stage, an action, a statement."""
    last = path[-1]
    return isinstance(last, Name) or (isinstance(last, Member) and isinstance(last.before, MapNode))


def _short(node: Node) -> str:
    match node:
        case MapNode(entries=entries) if "Effect" in entries:
            return statement_words(node)
        case TextNode(text=text):
            return f"{len(text.splitlines())} lines of text"
    return cut(show(node))


def _joined(node: Node) -> str:
    match node:
        case SetNode(members=items) | ListNode(items=items):
            return ", ".join(show(item) for item in items)
    return show(node)
