"""YAML patches: what people change in a template, in every form that the client applies."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.conformance.language.builds import conditions, intrinsics, statement
from tests.conformance.language.pick import Pick
from tests.conformance.language.scalars import LOOKS_LIKE_ANOTHER_TYPE, Plain, Tagged, write

PROJECT = "/Resources/BuildProject/Properties"
ACTIONS = "/Resources/Pipeline/Properties/Stages"
POLICY = "/Resources/BuildProjectPolicy/Properties/PolicyDocument/Statement"

there = st.sampled_from(
    [
        f"{PROJECT}/TimeoutInMinutes",
        f"{PROJECT}/Environment/ComputeType",
        f"{PROJECT}/Environment/EnvironmentVariables/0",
        f"{PROJECT}/Environment/EnvironmentVariables/1/Value",
        f"{PROJECT}/ServiceRole",
        f"{PROJECT}/Source",
        f"{ACTIONS}/0/Actions/0/RunOrder",
        f"{ACTIONS}/1/Actions/0/Configuration",
        f"{ACTIONS}/1/Actions/0/InputArtifacts/0",
        f"{POLICY}/1/Resource/0",
        f"{POLICY}/0/Action/2",
        f"{POLICY}/5",
        "/Resources/PipelineRole/Properties/Path",
        "/Resources/PipelineRole",
        "/Description",
        "/Metadata/Version",
    ]
)
new = st.sampled_from(
    [
        f"{PROJECT}/Environment/EnvironmentVariables/-",
        f"{PROJECT}/Environment/EnvironmentVariables/2",
        f"{PROJECT}/Environment/EnvironmentVariables/1",
        f"{PROJECT}/VpcConfig",
        f"{ACTIONS}/1/Actions/0/Configuration/EnvironmentVariables",
        f"{POLICY}/-",
        f"{POLICY}/2/Sid",
        "/Resources/Topic",
        "/Resources/a~1b~0c",
        "/Metadata/team",
        "/Parameters",
    ]
)
ODD_POINTERS = (
    "/Resources/Nothing/Properties",
    f"{ACTIONS}/99",
    f"{ACTIONS}/-1",
    f"{ACTIONS}/x",
    f"{ACTIONS}/+0/Name",
    f"{ACTIONS}/00/Name",
    f"{PROJECT}/ServiceRole/x",
    f"{POLICY}/1/Resource/0/1",
    "/Resources/",
    "/",
    "",
    "Resources/Topic",
    "/resources",
    None,
    5,
)
scalars = st.sampled_from(
    [
        "text",
        5,
        True,
        1.5,
        "5",
        "true",
        "a: b",
        "2024-01-01",
        "a\nb\n",
        "é",
        "a\tb",
        "\x07",
        "\N{GRINNING FACE}",
        "",
        -3,
        1e30,
    ]
)
ODD_KEYS = (
    *map(
        Plain, ["yes", "on", "0123", "0x1F", "1_000", "5", "1.5", "true", "2024-01-01", "~", "0888", "null"]
    ),
    *("a b", "a: b", "", "é", 5, True, None, ("a", "b")),
)
TYPED = tuple(
    Tagged(f"tag:yaml.org,2002:{kind}", text)
    for kind, text in (
        *(("str", "5"), ("str", "yes"), ("int", "5"), ("int", "x"), ("float", "1.5"), ("float", "5")),
        *(("bool", "true"), ("bool", "yes"), ("null", ""), ("timestamp", "2024-01-01"), ("binary", "YQ==")),
    )
)
NAMES = ("!Foo", "!Ref", "!GetAtt", "!Base64", "!ImportValue", "!Sub")


def patches(pick: Pick) -> str:
    """A whole file of patches."""
    found: list[Any] = [patch(pick) for _ in range(pick.one(1, 1, 2, 3))]
    text = write(
        pick.value(st.just(found), None, {}, "text", [], [None], [5]), flow=pick.one(False, False, None, True)
    )
    return pick.one(*SPELLINGS)(text) if pick.chance(6) else text


SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda text: f"%YAML 1.1\n---\n{text}",
    lambda text: f"%YAML 1.2\n---\n{text}",
    lambda text: f"---\n{text}...\n",
    lambda text: f"{text}---\n",
    lambda text: f"{text}---\n{text}",
    lambda text: f"\ufeff{text}",
    lambda text: f"# first\n{text}# last",
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("  ", "\t", 1),
    lambda text: f'{text}- {{op: add, path: /Metadata/Site, value: "a\\/b"}}\n',
    lambda text: f'{text}- {{op: add, path: /Metadata/Face, value: "\\ud83d\\ude00"}}\n',
    lambda text: f"{text}- {{op: add, path: /Metadata/A, value: &a [1, {{b: *a}}]}}\n",
    lambda text: (
        f"{text}- {{op: add, path: /Metadata/A, value: &a {{b: 1}}}}\n"
        "- {op: add, path: /Metadata/B, value: *a}\n"
    ),
    lambda text: f"{text}- {{op: add, path: /Metadata/A, value: {{b: &a [1], c: *a}}}}\n",
    lambda text: f"{text}- {{op: add, op: remove, path: /Metadata/A, value: 1}}\n",
    lambda text: text[: len(text) * 2 // 3],
)


def patch(pick: Pick) -> dict[str, Any]:
    """One patch."""
    operation = pick.one("add", "add", "replace", "remove")
    found: dict[str, Any] = {
        "op": pick.value(st.just(operation), "move", "test", "Add", None, ""),
        "path": pick.value(new if operation == "add" else there, *ODD_POINTERS),
    }
    if operation != "remove" or pick.odd():
        found["value"] = value(pick)
    for key in list(found):
        if pick.odd():
            del found[key]
    if pick.odd():
        found["from"] = "/Resources"
    return found


def value(pick: Pick) -> Any:
    """What to put there."""
    kind = pick.one("scalar", "scalar", "intrinsic", "mapping", "list", "statement", "odd", "tag")
    if kind == "scalar":
        return pick.value(scalars, None, "", [], {}, *LOOKS_LIKE_ANOTHER_TYPE)
    if kind == "intrinsic":
        return pick.draw(st.sampled_from(intrinsics))
    if kind == "mapping":
        return {"Name": pick.draw(scalars), "Value": pick.draw(st.sampled_from(intrinsics))}
    if kind == "list":
        return [pick.draw(scalars), pick.draw(conditions)]
    if kind == "tag":
        return pick.one(*TYPED) if pick.chance(2) else Tagged(pick.one(*NAMES), pick.one("a", "a.b", "${a}"))
    return odd_mapping(pick) if kind == "odd" else statement(pick)


def odd_mapping(pick: Pick) -> dict[Any, Any]:
    """A mapping, its keys and its values of any kind."""
    found: dict[Any, Any] = {"Key": pick.one(*LOOKS_LIKE_ANOTHER_TYPE)}
    if pick.chance(3):
        found[pick.one(*ODD_KEYS)] = pick.draw(scalars)
    if pick.chance(8):
        found[Plain("<<")] = {"Merged": pick.draw(scalars)}
    return found
