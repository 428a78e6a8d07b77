"""The words for changes: the place, and the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from pilothouse.diff.change import Added, Change, Index, Key, Member, Moved, Name, Path, Removed, Replaced
from pilothouse.diff.node import FunctionNode, ListNode, MapNode, Node, ScalarNode, SetNode, TextNode
from pilothouse.diff.show import show
from pilothouse.render.diff_lines import node_lines

_LONGEST = 100
_CUT = "..."
_AROUND = 20  # equal characters to keep on both sides of a difference
_ONE_VALUE = (ScalarNode, FunctionNode)
_IN_WORDS = frozenset({"Effect", "Action", "NotAction", "Resource", "NotResource", "Principal"})
"""The elements that name a statement without a `Sid`."""


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
    """Name the policy of a list of statements, if its resource may have several."""
    policy = (
        place.removesuffix("Statement").removesuffix(".").removesuffix("PolicyDocument").removesuffix(".")
    )
    if policy == "AssumeRole":
        return ["trust"]
    return [policy] if policy else []


def statement_words(statement: MapNode) -> str:
    """Name a statement by its `Sid`, or by its content: `Allow s3:GetObject on *`."""
    if "Sid" in statement.entries:
        return cut(show(statement.entries["Sid"]))
    return cut(_whole_statement(statement))


def _whole_statement(statement: MapNode) -> str:
    words = _effect_words(statement)
    for key, lead in (("Resource", "on"), ("NotResource", "on all but"), ("Principal", "for")):
        if key in statement.entries:
            words += f" {lead} {_joined(statement.entries[key])}"
    return words or show(statement)


def _short_statement(statement: MapNode) -> str:
    """Name a statement with a change inside by what it allows, without its resources."""
    if "Sid" in statement.entries:
        return statement_words(statement)
    return cut(_effect_words(statement) or show(statement), 60)


def _effect_words(statement: MapNode) -> str:
    said = {key: _joined(statement.entries[key]) for key in ("Effect", "Action") if key in statement.entries}
    if "NotAction" in statement.entries:
        said["Action"] = f"all but {_joined(statement.entries['NotAction'])}"
    return " ".join(said.values())


def value_words(change: Change) -> str:
    """Describe a change at its place; empty if the place or `content_lines` are enough."""
    match change:
        case Added(value=value) | Removed(value=value):
            is_told = _is_statement(change) or isinstance(change.path[-1], Name)
            if is_told or content_lines(change, 0):
                return ""
            return show(value)
        case Replaced(before=before, after=after) if not content_lines(change, 0):
            return " -> ".join(_apart(show(before), show(after)))
        case Moved(before_index=old, after_index=new):
            return f"from place {old + 1} to place {new + 1}"
    return ""


def content_lines(change: Change, context: int) -> Sequence[str]:
    """Return content that doesn't fit on one line, line by line, each with its sign; else nothing."""
    match change:
        case Added(value=value) if _needs_lines(change, value):
            return [f"+{line}" for line in node_lines(value)]
        case Removed(value=value) if _needs_lines(change, value):
            return [f"-{line}" for line in node_lines(value)]
        case Replaced(before=before, after=after):
            is_long = max(len(show(before)), len(show(after))) > _LONGEST
            if is_long and not isinstance(before, _ONE_VALUE) and not isinstance(after, _ONE_VALUE):
                return tuple(_unified(node_lines(before, after), node_lines(after), context))
    return text_lines(change, context)


def _needs_lines(change: Added | Removed, value: Node) -> bool:
    """Whether the place and one line aren't enough for an added or removed value."""
    is_named = isinstance(change.path[-1], Name)
    if isinstance(value, _ONE_VALUE) or (is_named and isinstance(change, Removed)):
        return False  # the name is enough for a removed one
    if _is_statement(change) and isinstance(value, MapNode):
        words = _whole_statement(value)
        return len(words) > _LONGEST or not value.entries.keys() <= _IN_WORDS
    return is_named or isinstance(value, TextNode) or len(show(value)) > _LONGEST


def _is_statement(change: Added | Removed) -> bool:
    last = change.path[-1]
    return isinstance(last, Member) and isinstance(last.before, MapNode)


def _apart(before: str, after: str) -> tuple[str, str]:
    """Return two texts; long ones only from shortly before to shortly after their difference."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    start = max(0, _alike(before, after) - _AROUND)
    end = max(0, _alike(before[start:][::-1], after[start:][::-1]) - _AROUND)
    lead, tail = (_CUT if start else ""), (_CUT if end else "")
    return (
        lead + before[start : len(before) - end] + tail,
        lead + after[start : len(after) - end] + tail,
    )


def _alike(one: str, other: str) -> int:
    """Return the length of the common prefix of two texts."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def text_lines(change: Change, context: int) -> Sequence[str]:
    """Return the changes of a text with several lines, line by line, each with its sign in front."""
    if not isinstance(change, Replaced):
        return ()
    old, new = _text(change.before), _text(change.after)
    if old is None or new is None or "\n" not in old + new:
        return ()
    return tuple(_unified(old.splitlines(), new.splitlines(), context))


def changed_lines(before: Sequence[str], after: Sequence[str], context: int) -> Sequence[str]:
    """Return the different lines with some around them; `@@` separates the places."""
    return tuple(_unified(before, after, context))


def cut(text: str, longest: int = _LONGEST) -> str:
    """Cut a long text, and mark the cut."""
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


def _joined(node: Node) -> str:
    match node:
        case SetNode(members=items) | ListNode(items=items):
            return ", ".join(show(item) for item in items)
    return show(node)
