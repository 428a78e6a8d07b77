"""Small inputs that once kept Pilothouse busy for minutes: each finishes soon, or is rejected.

Measures only this process's CPU time, so that a busy machine doesn't matter.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.risks.registry import find_risks
from pilothouse.driver import Request, compile_manifest, load_context
from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import NoOverrides, Override, Overrides, Toolkit
from pilothouse.ir.script import Script
from pilothouse.passes.check_buildspec import check_buildspec
from pilothouse.passes.check_template import TemplateChecker
from pilothouse.passes.parse import MAX_CHARACTERS, parse
from pilothouse.source.file import SourceFile
from pilothouse.view import View
from tests.diff.build import allow, resource, role, template
from tests.golden import ROOT

SECONDS = 5.0
"""Far more than any of these takes; without a limit, each takes a minute at least."""


@contextmanager
def soon() -> Iterator[None]:
    start = process_time()
    yield
    assert process_time() - start < SECONDS


def grants(service: str, actions: int, resources: int) -> dict[str, Any]:
    return allow([f"{service}:a{n}*" for n in range(actions)], [f"r{n}*" for n in range(resources)])


STARS = allow([f"a{'*a' * 5000}{n}" for n in range(20)])
MORE_STARS = allow([f"a{'*aa' * 3000}{n}" for n in range(20)])
PERMISSIONS = {
    "400 actions on 400 resources": ([grants("s3", 400, 400)], [grants("s4", 400, 400)]),
    "20,000 actions": ([grants("s3", 20_000, 1)], [grants("s4", 20_000, 1)]),
    "wildcards": ([STARS], [MORE_STARS]),
    "one pattern of wildcards": ([allow("a" + "*a" * 100_000)], [allow("a" + "*aa" * 100_000)]),
}


@pytest.mark.parametrize(("before", "after"), PERMISSIONS.values(), ids=PERMISSIONS)
def test_permissions(before: Any, after: Any) -> None:
    comparison = compare_templates(template(R=role(*before)), template(R=role(*after)))
    with soon():
        assert find_risks(comparison)


def statements(prefix: str, count: int) -> dict[str, Any]:
    return template(R=role(*(allow(f"a:b{n}", f"{prefix}{n}") for n in range(count))))


TEMPLATES = {
    "statements": (statements("x", 2000), statements("y", 2000)),
    "resources": tuple(
        template(**{f"{letter}{n}": resource("AWS::SNS::Topic", TopicName=f"t{n}") for n in range(2000)})
        for letter in "AB"
    ),
}


@pytest.mark.parametrize(("before", "after"), TEMPLATES.values(), ids=TEMPLATES)
def test_templates(before: Any, after: Any) -> None:
    with soon():
        assert compare_templates(before, after).resources


CONTEXT = load_context(SourceFile("context.yml", (ROOT / "fixtures" / "context.yml").read_text()))[0].value
HEAD = """name: main
version: 1
source:
  provider: GitHub
  properties:
    repository: %s
stages:
  - name: test
"""
NO_OVERRIDES = NoOverrides()
USUAL = HEAD % "https://github.com/example/shop"
DEPLOYMENTS = f"{USUAL}    deployments:\n"


def chain(length: int, last: str) -> str:
    links = (f"      a{n}: {{depends_on: [a{n + 1}]}}\n" for n in range(length))
    return f"{DEPLOYMENTS}{''.join(links)}      a{length}: {{depends_on: [{last}]}}\n"


def circles(count: int) -> str:
    return DEPLOYMENTS + "".join(f"      a{n}: {{depends_on: [a{n}]}}\n" for n in range(count))


def misspelled(count: int) -> str:
    name = "      deployment-with-name-{0}: {{depends_on: [deploymnet-wiht-name-{0}]}}\n"
    return DEPLOYMENTS + "".join(name.format(n) for n in range(count))


def of_one_stack(count: int) -> str:
    return DEPLOYMENTS + "".join(f"      a{n}: {{stack_name: one}}\n" for n in range(count))


def actions_nowhere(count: int) -> str:
    actions = "".join(f"      a{n}: {{buildspec: b}}\n" for n in range(count))
    return f"{USUAL}    pre_deployments:\n{actions}"


MANIFESTS: dict[str, tuple[str, str]] = {
    "misspelled dependencies": (misspelled(600), "too-many-findings"),
    "a chain of dependencies": (chain(8_000, "a8000x"), "unknown-dependency"),
    "a circle of dependencies": (chain(8_000, "a0"), "dependency-cycle"),
    "circles of dependencies": (circles(3_000), "too-many-findings"),
    "deployments of one stack": (of_one_stack(3_000), "too-many-findings"),
    "actions of a stage that deploys nothing": (actions_nowhere(3_000), "too-many-resources"),
    "slashes in a repository": (
        HEAD % f'"https://github.com{"/" * 60_000}\\nx"',
        "unreadable-repository",
    ),
    "unknown keys": (USUAL + "".join(f"x{n}: 1\n" for n in range(10_000)), "too-many-findings"),
    "ignored unknown keys": (
        USUAL + "".join(f"x{n}: 1  # pilothouse: ignore[PH101]\n" for n in range(4_000)),
        "too-many-findings",
    ),
    "ignore comments": (USUAL + "# pilothouse: ignore[PH101]\n" * 12_000, "too-many-findings"),
    "names in an ignore comment": (f"{USUAL}# pilothouse: ignore[{'PH101, ' * 30_000}]\n", "unused-ignore"),
    "unknown names in an ignore comment": (
        f"{USUAL}# pilothouse: ignore[{' '.join(f'PH{n}x' for n in range(10_000))}]\n",
        "too-many-findings",
    ),
    "hash signs in a scalar": (f'{USUAL}x: "{"# " * 50_000}pilothouse:"\n', "unknown-key"),
    "a key twice": (USUAL + "name: a\n" * 10_000, "too-many-findings"),
}


def slugs(text: str, workloads: tuple[str, ...] = ("api",), overrides: Overrides = NO_OVERRIDES) -> set[str]:
    assert CONTEXT
    file = SourceFile("copilot/pipelines/main/manifest.yml", text)
    request = Request(file, "copilot/pipelines/main", CONTEXT, workloads, overrides=overrides)
    done = compile_manifest(request)
    view = View(unchecked=frozenset())
    unfinished = frozenset() if done.stack else frozenset({file.path})
    return {one.code.slug for one in view.choose(done.diagnostics, done.sources, unfinished)}


@pytest.mark.parametrize(("text", "slug"), MANIFESTS.values(), ids=MANIFESTS)
def test_manifests(text: str, slug: str) -> None:
    assert len(text) < MAX_CHARACTERS
    with soon():
        assert slug in slugs(text, () if "pre_deployments" in text else ("api",))


def added(count: int, removed: int, key: str) -> str:
    keys = "".join(f"- {{op: add, path: /Metadata/k{n}, value: 1}}\n" for n in range(count))
    gone = "".join(f"- {{op: remove, path: /Metadata/{key}{n}}}\n" for n in range(removed))
    return f"- {{op: add, path: /Metadata, value: {{}}}}\n{keys}{gone}"


PATCHES = {
    "patches that match nothing": (added(3000, 2500, "qk"), "too-many-findings"),
    "patches that remove": (added(3000, 2500, "k"), ""),
    "a number to the base of 60": (
        f"- op: add\n  path: /Metadata\n  value:\n    x: 1{':1' * 400_000}\n",
        "large-template",
    ),
    "a long pointer": (f"- op: remove\n  path: {'/a' * 200_000}\n" * 2, "unmatched-patch"),
}


@dataclass(frozen=True)
class OnePatchFile:
    text: str

    def find(self, _pipeline: str) -> Outcome[Override | None]:
        return Outcome(Override(Toolkit.PATCHES, SourceFile("cfn.patches.yml", self.text), Path()))


@pytest.mark.parametrize(("text", "slug"), PATCHES.values(), ids=PATCHES)
def test_patches(text: str, slug: str) -> None:
    with soon():
        found = slugs(USUAL, overrides=OnePatchFile(text))
    assert slug in found if slug else not found


COMMANDS = {
    "downloads": "curl " * 100_000,
    "downloads to pipes": "curl |" * 60_000,
    "pipes to sudo": "curl|sudo -" * 50_000,
    "blanks after a pipe": "curl |" + " " * 1_000_000,
    "flags": f"curl https://x -{'O' * 900_000}1",
    "digits": f"curl copilot-linux-v{'1' * 900_000}.1.1",
    "checks": "openssl " * 120_000,
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_commands(command: str) -> None:
    file = SourceFile("buildspec.yml", f'version: 0.2\nphases: {{build: {{commands: ["{command}"]}}}}\n')
    with soon():
        document = parse(file).value
        assert document
        list(check_buildspec(Script(document, DEFAULT_IMAGE)))


def loop(*names: str) -> str:
    """Write nested loops of twenty."""
    letters = [f"x{n}" for n in range(20)]
    body: Any = {"".join(["X", *(f"${{{name}}}" for name in names)]): {"Type": "AWS::SNS::Topic"}}
    for name in reversed(names):
        body = {f"Fn::ForEach::{name.upper()}": [name, letters, body]}
    return json.dumps([{"op": "add", "path": f"/Resources/{key}", "value": body[key]} for key in body])


def text_in_output(text: str) -> str:
    output = {"Value": {"Fn::Sub": text}}
    return json.dumps([{"op": "add", "path": "/Outputs", "value": {"Z": output}}])


def sections(**sections: Any) -> str:
    return json.dumps([{"op": "add", "path": f"/{key}", "value": value} for key, value in sections.items()])


def equals(parameter: str, value: str = "x") -> dict[str, Any]:
    return {"Fn::Equals": [{"Ref": parameter}, value]}


def doubled(depth: int) -> dict[str, Any]:
    """Conditions that each refer twice to the one before."""
    first = {"C0": equals("AWS::Region")}
    return first | {f"C{n}": {"Fn::And": [{"Condition": f"C{n - 1}"}] * 2} for n in range(1, depth)}


def alternatives(count: int) -> dict[str, Any]:
    cases = [{"Fn::And": [equals(f"P{n}"), equals(f"Q{n}")]} for n in range(count)]
    return {"R": {"Assertions": [{"Assert": {"Fn::Or": cases}}]}}


def tags(count: int, loop: list[str] | None = None) -> str:
    """Write a topic with many tags, or one for each round of a loop."""
    topic = {
        "Type": "AWS::SNS::Topic",
        "Properties": {"Tags": [{"Key": f"k{n}", "Value": "v"} for n in range(count)]},
    }
    name, value = ("Fn::ForEach::L", ["x", loop, {"T${x}": topic}]) if loop else ("T", topic)
    return json.dumps([{"op": "add", "path": f"/Resources/{name}", "value": value}])


CHOICES = [{"Fn::If": ["C", "a", "b"]}] * 400


def looped(body: Any, count: int = 30) -> dict[str, Any]:
    return {"Fn::ForEach::L": ["x", ["a" * n for n in range(1, count)], body]}


COSTS = {
    "conditions that double": sections(Conditions=doubled(40)),
    "a chain of conditions": sections(
        Conditions={f"C{n}": {"Fn::Not": [{"Condition": f"C{n + 1}"}]} for n in range(1_000)}
    ),
    "a parameter compared often": sections(Conditions={f"C{n}": equals("P", f"{n}") for n in range(500)}),
    "a rule of alternatives": sections(Rules=alternatives(40)),
    "conditions that double in a loop": sections(
        Conditions=looped({"C${x}": {"Fn::And": [{"Condition": "C${x}a"}] * 2}})
    ),
    "a parameter compared in a loop": sections(Conditions=looped({"C${x}": equals("P", "${x}")}, 900)),
    "choices in a loop": sections(Outputs=looped({"O${x}": {"Value": CHOICES[:100]}})),
    "large copies": sections(Outputs=looped({"O${x}": {"Value": ["x"] * 2_000}})),
    "several loops": sections(
        Outputs={f"Fn::ForEach::L{n}": looped({"O${x}": {}}, 700)["Fn::ForEach::L"] for n in range(3)}
    ),
    "choices": sections(Metadata={"x": CHOICES}),
    "four loops in each other": loop("a", "b", "c", "d"),
    "thirty loops in each other": loop(*(f"v{n}" for n in range(30))),
    "tags": tags(2_000),
    "tags in a loop": tags(600, ["a", "b", "c"]),
    "values": sections(Metadata={"x": [1] * 60_000}),
    "variables without an end": text_in_output("${" * 30_000),
    "blanks in a variable": text_in_output("${a" + " " * 100_000),
}


@pytest.mark.parametrize("patches", COSTS.values(), ids=COSTS)
def test_cfn_lint_does_not_run_on_templates_that_take_minutes(patches: str) -> None:
    assert CONTEXT
    file = SourceFile("manifest.yml", USUAL)
    with soon():
        done = compile_manifest(Request(file, "", CONTEXT, ("api",), overrides=OnePatchFile(patches)))
        assert done.stack
        (finding,) = TemplateChecker().check(done.stack, "us-west-2")
    assert finding.code is codes.COSTLY_TEMPLATE
