"""Change trees and texts at random, a few times each."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from tests.fuzz import hostile
from tests.fuzz.tree import Pairs, Raw, Tree, at, flow_of, places, put

MOST_CHANGES = 6


def changed_tree(tree: Tree, random: Random) -> Tree:
    """Return a copy of a tree with one to six changes."""
    tree = deepcopy(tree)
    for _ in range(random.randint(1, MOST_CHANGES)):
        found = list(places(tree))
        if not found:
            return hostile.value(random)
        parent, index = random.choice(found)
        random.choice(_CHANGES)(parent, index, tree, random)
    return hostile.value(random) if random.random() < 0.01 else tree


def _replace(parent: Any, index: int, _: Tree, random: Random) -> None:
    put(parent, index, hostile.value(random))


def _remove(parent: Any, index: int, *_: object) -> None:
    del parent[index]


def _repeat(parent: Any, index: int, _: Tree, random: Random) -> None:
    for _ in range(random.choice((1, 1, 1, 20))):
        parent.insert(random.randint(0, len(parent)), deepcopy(parent[index]))


def _rename(parent: Any, index: int, _: Tree, random: Random) -> None:
    if isinstance(parent, Pairs):
        key, child = parent[index]
        name = str(key)
        cut = random.randint(0, len(name))
        other = random.choice((Raw(random.choice(hostile.KEYS)), name[:cut] + name[cut + 1 :], name.upper()))
        parent[index] = (other, child)


def _insert(parent: Any, index: int, _: Tree, random: Random) -> None:
    child = hostile.value(random)
    parent.insert(index, (Raw(random.choice(hostile.KEYS)), child) if isinstance(parent, Pairs) else child)


def _wrap(parent: Any, index: int, _: Tree, random: Random) -> None:
    child = at(parent, index)
    for _ in range(random.choice((1, 1, 1, 40))):
        child = [child] if random.random() < 0.5 else Pairs([(random.choice(hostile.KEYS[:-12]), child)])
    put(parent, index, child)


def _move(parent: Any, index: int, tree: Tree, random: Random) -> None:
    other, place = random.choice(list(places(tree)))
    put(parent, index, deepcopy(at(other, place)))


def _share(parent: Any, index: int, tree: Tree, random: Random) -> None:
    """Make an anchor of one value, and an alias or a merge of another; in any order."""
    other, place = random.choice(list(places(tree)))
    anchor = random.choice("ab")
    put(parent, index, Raw(f"&{anchor} {flow_of(at(parent, index))}"))
    if isinstance(other, Pairs) and random.random() < 0.5:
        other.insert(place, (Raw("<<"), Raw(f"*{anchor}")))
    elif place < len(other):
        put(other, place, Raw(f"*{anchor}"))


_CHANGES: tuple[Callable[[Any, int, Tree, Random], None], ...] = (
    *(_replace, _replace, _replace, _remove, _repeat, _rename, _insert, _insert, _wrap, _move, _share),
)


def changed_text(text: str, random: Random) -> str:
    """Return a text with one to six changes."""
    for _ in range(random.randint(1, MOST_CHANGES)):
        start = random.randint(0, len(text))
        end = min(len(text), start + random.choice((0, 1, 3, 20, 200)))
        match random.randrange(6):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + text[start:end] * random.choice((1, 1, 30)) + text[end:]
            case 2:
                text = text[:start] + random.choice(hostile.SCALARS) + text[end:]
            case 3:
                text = (
                    text[:start]
                    + chr(random.choice((random.randrange(128), random.randrange(0xD800))))
                    + text[end:]
                )
            case 4:
                lines = text.splitlines(keepends=True)
                random.shuffle(lines[:8])
                text = "".join(lines)[: random.randint(0, len(text))] + text[end:]
            case _:
                text = text[:start] + random.choice(hostile.TOKENS) + text[start:]
    return text


def changed_bytes(text: str, random: Random) -> bytes:
    """Return a text as bytes, changed in either form."""
    content = changed_text(text, random).encode(
        "utf-8", "surrogatepass" if random.random() < 0.5 else "replace"
    )
    if random.random() < 0.2:
        start = random.randint(0, len(content))
        content = content[:start] + random.randbytes(random.randint(1, 4)) + content[start:]
    return content
