"""Trees that are written as YAML, and changed at random: duplicate keys and raw text included."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any, TypeAlias

Tree: TypeAlias = Any
"""`Pairs`, a list, `Raw`, or a scalar."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*")


class Raw(str):
    """YAML that is written as it is."""

    __slots__ = ()


class Pairs(list[tuple[Any, Tree]]):
    """A mapping, whose keys may be anything, any number of times."""

    __slots__ = ()


def tree_of(data: object) -> Tree:
    """Return plain data as a tree."""
    if isinstance(data, dict):
        return Pairs((key, tree_of(child)) for key, child in data.items())
    return [tree_of(child) for child in data] if isinstance(data, list) else data


def yaml_of(tree: Tree, random: Random) -> str:
    """Write a tree, in block style with flows here and there."""
    return _block(tree, random, "").lstrip("\n") or "\n"


def flow_of(tree: Tree) -> str:
    """Write a tree on one line, as far as its raw text is."""
    if isinstance(tree, Pairs):
        return "{" + ", ".join(f"{flow_of(key)}: {flow_of(child)}" for key, child in tree) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(flow_of, tree)) + "]"
    if isinstance(tree, Raw) or (isinstance(tree, str) and _PLAIN.fullmatch(tree)):
        return str(tree)
    return json.dumps(tree)


def _block(tree: Tree, random: Random, indent: str) -> str:
    if not tree or not isinstance(tree, list) or random.random() < 0.1:
        return f" {flow_of(tree)}\n"
    if isinstance(tree, Pairs):
        entries = (f"{indent}{flow_of(key)}:{_block(child, random, indent + '  ')}" for key, child in tree)
    else:
        entries = (f"{indent}-{_block(child, random, indent + '  ')}" for child in tree)
    return "\n" + "".join(entries)


def places(tree: Tree) -> Iterator[tuple[Any, int]]:
    """Yield every place in a tree: the list or the pairs, and the index there."""
    open_trees = [tree]
    while open_trees:
        one = open_trees.pop()
        if isinstance(one, list):
            for index, child in enumerate(one):
                yield one, index
                open_trees.append(child[1] if isinstance(one, Pairs) else child)


def at(parent: Any, index: int) -> Tree:
    """Return what is at a place."""
    return parent[index][1] if isinstance(parent, Pairs) else parent[index]


def put(parent: Any, index: int, child: Tree) -> None:
    """Put something else there."""
    parent[index] = (parent[index][0], child) if isinstance(parent, Pairs) else child
