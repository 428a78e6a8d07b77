"""A scaffolded patch file changes nothing; each of its examples applies, and passes validation."""

from pathlib import Path

from pilothouse.scaffold.override_patches import patch_files
from tests.scaffold.override import overridden, with_examples, without_overrides

EXAMPLES = "# Remove the `# ` from an example to apply it."


def test_only_copilots_mark_in_the_description_changes(tmp_path: Path) -> None:
    before = without_overrides(tmp_path)
    done = overridden(tmp_path, patch_files(before, "web"))
    assert done.diagnostics == ()
    assert done.stack is not None
    marked = f"{before.template['Description']} using AWS Copilot with YAML patches."
    assert done.stack.template == {**before.template, "Description": marked}


def test_every_example_applies_clean(tmp_path: Path) -> None:
    text = patch_files(without_overrides(tmp_path), "web")["cfn.patches.yml"]
    done = overridden(tmp_path, {"cfn.patches.yml": with_examples(text, EXAMPLES)})
    assert done.diagnostics == ()
    assert done.stack is not None
    assert done.stack.template["Resources"]["Pipeline"]["Properties"]["ExecutionMode"] == "QUEUED"
    assert done.stack.template["Resources"]["BuildLogs"]["Type"] == "AWS::Logs::LogGroup"


def test_it_lists_the_content_of_the_template(tmp_path: Path) -> None:
    text = patch_files(without_overrides(tmp_path), "web")["cfn.patches.yml"]
    listed = [line.split() for line in text.splitlines()]
    assert ["#", "/Resources/BuildProject", "AWS::CodeBuild::Project"] in listed
    stage = "/Resources/Pipeline/Properties/Stages/2"
    actions = ["ApprovePromotionTo-test,", "CreateOrUpdate-api-test,", "TestCommands"]
    assert ["#", stage, "DeployTo-test:", *actions] in listed
