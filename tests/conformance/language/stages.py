"""The `stages`: deployments, actions before and after them, and what depends on what."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from tests.conformance.language.pick import Pick
from tests.conformance.language.scalars import ODD_TEXTS, ODD_VALUES, Plain, identifiers, names, stack_names
from tests.emulator import World

commands = st.sampled_from(
    [
        "make test",
        "npm ci && npm test",
        "echo 'a'",
        'echo "a b"',
        "./run.sh --x=1",
        "$HOME/x | tee y",
        "true",
        "cd a; ls",
    ]
)
ODD_COMMANDS = (
    'curl -H "Accept: json" https://x',
    "echo a # b",
    "- nested",
    "echo a\necho b",
    "key:",
    "'quoted'",
    '"quoted" x',
    "{a: b}",
    "[a]",
    "*alias",
    "&anchor x",
    "!tag x",
    "%x",
    "| x",
    "> x",
    "? x",
    "{{ x }}",
    "123",
    "1.10",
    "yes",
    "null",
    "2024-01-01",
    "  lead",
    "trail  ",
    "tab\there",
    "é ☃",
    "a\n  indented\n\nb",
    "",
)
ODD_NAMES: tuple[Any, ...] = (
    "a b",
    "a/b",
    "a:b",
    "é",
    "",
    "a#b",
    "@a",
    "x" * 120,
    5,
    True,
    None,
    Plain("1.10"),
    Plain("yes"),
)
paths = st.sampled_from(
    ["infrastructure/x.yml", "out/a-b.template", "a.yml", "x/y z.yml", "./infrastructure/a.yml"]
)


def stages(pick: Pick, world: World) -> Any:
    """All stages, or what may be in their place."""
    if pick.odd() and pick.chance(2):
        return pick.one(None, [], {}, "test", [None], ["test"])
    environments = [environment.name for environment in world.environments]
    chosen: list[Any] = list(pick.some(environments, 1, 2, 2, 3))
    if pick.odd():
        chosen.append(pick.one(chosen[0], "unknown", "", None, 5))
    return [stage(pick, world, name) for name in chosen]


def stage(pick: Pick, world: World, name: Any) -> dict[str, Any]:
    """One stage."""
    found: dict[str, Any] = {"name": name}
    if pick.chance(2):
        found["requires_approval"] = pick.value(
            st.booleans(), Plain("yes"), Plain("on"), Plain("True"), Plain("n"), "true", None, 1, "", []
        )
    if pick.chance(3):
        found["pre_deployments"] = actions(pick)
    if not pick.chance(3):
        found["deployments"] = deployments(pick, world)
    after = pick.one("test", "post", "nothing")
    if after == "post" or pick.odd():
        found["post_deployments"] = actions(pick)
    if after == "test" or pick.odd():
        found["test_commands"] = test_commands(pick)
    if pick.odd():
        found[pick.one("require_approval", "requires_approvals", "depends_on", "buildspec")] = pick.one(
            True, [], "x"
        )
    if pick.odd() and pick.chance(3):
        del found["name"]
    return found


def test_commands(pick: Pick) -> Any:
    """The commands of a stage's tests."""
    found = [pick.value(commands, *ODD_COMMANDS, *ODD_VALUES) for _ in range(pick.one(1, 1, 2, 3))]
    return pick.value(st.just(found), None, [], "make test", {}, {"a": "b"})


def deployments(pick: Pick, world: World) -> Any:
    """Deployments of workloads or of other stacks."""
    known = [workload.name for workload in world.workloads]
    chosen = _distinct([*pick.some(known, 0, 1, 2, 3), *_names(pick, 0, 1, 2, 3)])
    found: dict[Any, Any] = {}
    for index, name in enumerate(chosen):
        found[name] = pick.value(st.just(deployment(pick, name, chosen, index)), None, {}, "x", [])
    return pick.value(st.just(found), None, {}, [], "api", ["api"])


def deployment(pick: Pick, name: Any, siblings: Sequence[Any], index: int) -> dict[str, Any] | None:
    """One deployment; most say nothing."""
    found: dict[str, Any] = {}
    if pick.chance(2):
        found["depends_on"] = depends_on(pick, name, siblings, index)
    if pick.chance(6):
        found["stack_name"] = pick.value(stack_names, *ODD_VALUES, *ODD_TEXTS, "x" * 129, "1st", "a_b")
    if pick.chance(6):
        found["template_path"] = pick.value(
            paths, *ODD_VALUES, *ODD_TEXTS, "/abs.yml", "../up.yml", "a/../b.yml"
        )
    if pick.chance(6):
        found["template_config"] = pick.value(
            paths, *ODD_VALUES, *ODD_TEXTS, "/abs.json", "../up.json", "x::y"
        )
    if pick.odd():
        found[pick.one("dependsOn", "buildspec", "stackname")] = "unknown"
    return found or (None if pick.chance(2) else {})


def actions(pick: Pick) -> Any:
    """Actions before or after the deployments."""
    chosen = _distinct(_names(pick, 1, 1, 2, 3, 4))
    if pick.odd():
        chosen += [name for name in ("db-mig", "dbmig", "db.mig") if name not in chosen]
    found: dict[Any, Any] = {}
    for index, name in enumerate(chosen):
        found[name] = pick.value(st.just(action(pick, name, chosen, index)), None, {}, "x")
    return pick.value(st.just(found), None, {}, [], "x")


def action(pick: Pick, name: Any, siblings: Sequence[Any], index: int) -> dict[str, Any]:
    """One action: a buildspec, and what it waits for."""
    buildspecs = st.sampled_from(["buildspec.yml", "ci/migrate.yml", "copilot/pipelines/x/b.yml"])
    found: dict[str, Any] = {
        "buildspec": pick.value(buildspecs, *ODD_VALUES, *ODD_TEXTS, "/x.yml", "../x.yml")
    }
    if pick.chance(2):
        found["depends_on"] = depends_on(pick, name, siblings, index)
    if pick.odd():
        found[pick.one("stack_name", "image")] = "unknown"
    return found


def depends_on(pick: Pick, name: Any, siblings: Sequence[Any], index: int) -> Any:
    """Names of earlier siblings, so that there is no circle; now and then an invalid one."""
    chosen = pick.some(list(siblings[:index]), 0, 1, 1, 2, 3)
    if pick.odd():
        chosen += [pick.one(name, "unknown", *siblings)]
    if pick.odd() and chosen:
        chosen.append(chosen[0])
    return pick.value(st.just(chosen), None, [], "api", [None], [5], {})


def _names(pick: Pick, *counts: int) -> list[Any]:
    ordinary = st.one_of(identifiers, names)
    return [pick.value(ordinary, *ODD_NAMES) for _ in range(pick.one(*counts))]


def _distinct(values: list[Any]) -> list[Any]:
    """Each once; 5 and "5" may both appear, True and 1 are the same key to Python."""
    return list(dict.fromkeys(values))
