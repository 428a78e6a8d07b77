"""A scaffolded CDK app has a typed method for each resource. That it runs is shown in tests/conformance."""

import json
from pathlib import Path

from pilothouse.scaffold.override_cdk import cdk_files
from tests.golden import FIXTURES
from tests.scaffold.override import without_overrides


def test_each_resource_has_a_method_with_its_class(tmp_path: Path) -> None:
    stack = without_overrides(tmp_path)
    text = cdk_files(stack, "web")["stack.js"]
    for logical_id in stack.template["Resources"]:
        assert f"    this.transform{logical_id}();\n" in text
        assert f"\n  transform{logical_id}() {{\n" in text
    assert "@type {cdk.aws_codepipeline.CfnPipeline} */ (this.template.getResource('Pipeline'))" in text
    assert "@type {cdk.aws_codestarconnections.CfnConnection} */" in text


def test_only_the_chosen_resources_have_one(tmp_path: Path) -> None:
    text = cdk_files(without_overrides(tmp_path), "web", ["Pipeline"])["stack.js"]
    assert text.count("transform") == 2


def test_its_packages_are_the_tested_ones(tmp_path: Path) -> None:
    ours = json.loads(cdk_files(without_overrides(tmp_path), "web")["package.json"])
    locked = json.loads((FIXTURES / "overrides" / "package-lock.json").read_text())["packages"]
    root = locked[""]
    assert (root["dependencies"], root["devDependencies"]) == (ours["dependencies"], ours["devDependencies"])
    assert not [name for name, package in locked.items() if "resolved" in package]
