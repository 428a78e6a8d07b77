"""A user's Python function changes our template; every failure is reported at its line."""

from pathlib import Path

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import locate
from pilothouse.diagnostics.place import Place
from pilothouse.ir.override import REFUSE_CODE, RUN_ALL_CODE, RUN_NO_CODE, CodePolicy, Override, Toolkit
from pilothouse.ir.stack import Stack
from pilothouse.passes.override import Overridable, Overridden, override
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile
from tests.passes.override.build import MANIFEST, document, manifest_place, small_stack

RETURN = "    return template\n"
DEFINE = "def override(template):\n"
NOT_A_TEMPLATE = "`override` did not return a template, which is a mapping with Resources"


def overridden(folder: Path, text: str, policy: CodePolicy = RUN_ALL_CODE) -> Overridden:
    (folder / "override.py").write_text(text)
    by = Override(Toolkit.PYTHON, SourceFile("override.py", text), folder)
    subject = Overridable(small_stack(), "shop", document("name: release", MANIFEST).spans)
    return override(subject, by, policy, parse)


def stack(folder: Path, text: str) -> Stack:
    found = overridden(folder, text)
    assert found.stack is not None, found.findings
    return found.stack


def finding(folder: Path, text: str) -> tuple[Diagnostic, int]:
    """Return the one finding, and its line; 0 if it is about the file."""
    found = overridden(folder, text)
    assert found.stack is None
    (one,) = found.findings
    span = locate(one.place, found.sources).span
    return one, span.start.line if span else 0


def test_the_function_changes_the_template(tmp_path: Path) -> None:
    text = f"{DEFINE}    template['Resources']['Topic']['Properties']['TopicName'] = 'news'\n{RETURN}"
    made = stack(tmp_path, text)
    assert made.template["Resources"]["Topic"]["Properties"]["TopicName"] == "news"
    assert (made.name, made.tags) == (small_stack().name, small_stack().tags)


def test_a_function_that_changes_nothing_leaves_everything_unchanged(tmp_path: Path) -> None:
    assert stack(tmp_path, DEFINE + RETURN) == small_stack()


def test_it_may_return_objects_of_troposphere(tmp_path: Path) -> None:
    text = f"""
from troposphere import Sub, sns
{DEFINE}
    template["Resources"]["News"] = sns.Topic("News", TopicName=Sub("${{AWS::StackName}}-news"))
{RETURN}"""
    assert stack(tmp_path, text).template["Resources"]["News"] == {
        "Type": "AWS::SNS::Topic",
        "Properties": {"TopicName": {"Fn::Sub": "${AWS::StackName}-news"}},
    }


def test_it_may_return_a_template_of_troposphere(tmp_path: Path) -> None:
    text = """
from troposphere import Template, sns
def override(template):
    made = Template()
    made.add_resource(sns.Topic("News"))
    return made
"""
    assert stack(tmp_path, text).template == {"Resources": {"News": {"Type": "AWS::SNS::Topic"}}}


def test_modules_in_its_folder_can_be_imported_and_nothing_is_left_there(tmp_path: Path) -> None:
    (tmp_path / "words.py").write_text("WORD = 'ahoy'\n")
    text = f"from words import WORD\n{DEFINE}    template['Description'] = WORD\n{RETURN}"
    assert stack(tmp_path, text).template["Description"] == "ahoy"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["override.py", "words.py"]


def test_it_knows_the_application_and_what_it_prints_harms_nothing(tmp_path: Path) -> None:
    text = f"""
import os
{DEFINE}
    print("{{}}")
    template["Description"] = os.environ["COPILOT_APPLICATION_NAME"]
{RETURN}"""
    assert stack(tmp_path, text).template["Description"] == "shop"


def test_changed_parts_have_their_origin_in_the_function(tmp_path: Path) -> None:
    text = f"""
{DEFINE}
    properties = template["Resources"]["Topic"]["Properties"]
    properties["Tags"] = []
    del properties["KmsMasterKeyId"]
    template["Resources"]["Pipeline"]["Properties"]["Stages"][1]["Name"] = "Make"
{RETURN}"""
    made = stack(tmp_path, text)
    properties = ("Resources", "Topic", "Properties")
    stages = ("Resources", "Pipeline", "Properties", "Stages")
    theirs = Place("override.py")
    assert made.origin((*properties, "Tags", 0)) == theirs
    assert made.origin(properties) == theirs, "it lacks a property"
    assert made.origin((*properties, "TopicName")) == manifest_place("build")
    assert made.origin((*stages, 0, "Name")) == manifest_place("source")
    assert made.origin((*stages, 1, "Name")) == theirs
    assert made.origin((*stages, 1)) == manifest_place("build", "image")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"{DEFINE}    template['Nothing']['Here'] = 1\n{RETURN}", 2, "KeyError: 'Nothing'"),
        (f"{DEFINE}    import json\n    json.loads('?')\n", 3, "JSONDecodeError: Expecting value: line 1 "),
        (f"{DEFINE}    raise ValueError\n", 2, "ValueError"),
        ("import nowhere_to_be_found\n", 1, "ModuleNotFoundError: No module named 'nowhere_to_be_found'"),
        ("x = 1\ndef override(template)\n", 2, "SyntaxError: expected ':'"),
        (f"{DEFINE}    exit(0)\n", 2, "it exits the program instead of returning a template"),
        ("x = 1\n", 0, "it does not define a function `override`"),
        (f"{DEFINE}    pass\n", 0, "`override` returned nothing: end it with `return template`"),
        (
            f"{DEFINE}    return []\n",
            0,
            NOT_A_TEMPLATE,
        ),
        (
            f"{DEFINE}    return {{}}\n",
            0,
            NOT_A_TEMPLATE,
        ),
        (
            f"{DEFINE}    return {{'Resources': {{1, 2}}}}\n",
            0,
            "`override` did not return a template: it contains a set",
        ),
        (f"{DEFINE}    return {{'Resources': float('nan')}}\n", 0, "`override` did not return a template: "),
        (
            f"{DEFINE}    template['Metadata'] = None\n{RETURN}",
            0,
            "Metadata of the overridden template is not a mapping",
        ),
        ("import os\nos._exit(0)\n", 0, "override.py exited before it returned a template"),
        ("import os\nos._exit(5)\n", 0, "override.py failed with exit code 5"),
    ],
)
def test_a_failure_is_reported_at_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    found, where = finding(tmp_path, text)
    assert found.code is codes.OVERRIDE_FAILED
    assert (found.message[: len(message)], where) == (message, line)


def test_it_is_killed_at_its_time_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pilothouse.passes.override.script.TIME_LIMIT", 0.5)
    found, _ = finding(tmp_path, "while True: pass\n")
    assert found.message == "override.py was stopped: it ran for more than 0.5 seconds"


class TestPolicy:
    def test_where_a_template_is_needed_it_must_be_allowed(self, tmp_path: Path) -> None:
        found = overridden(tmp_path, "raise SystemExit", REFUSE_CODE)
        assert found.stack is None
        assert [(one.code, one.severity.label) for one in found.findings] == [
            (codes.OVERRIDE_NOT_RUN, "error")
        ]

    def test_where_none_is_needed_it_is_skipped_with_a_warning(self, tmp_path: Path) -> None:
        found = overridden(tmp_path, "raise SystemExit", RUN_NO_CODE)
        assert found.stack == small_stack()
        assert [(one.code, one.severity.label) for one in found.findings] == [
            (codes.OVERRIDE_NOT_RUN, "warning")
        ]


def test_a_mistake_in_an_imported_module_is_reported_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "parts.py").write_text("\nx = = 1\n")
    one, line = finding(tmp_path, f"import json\nimport parts\n{DEFINE}{RETURN}")
    assert "SyntaxError: invalid syntax (parts.py, line 2)" in one.message
    assert line == 2


def test_an_exception_in_an_imported_module_is_reported_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "parts.py").write_text("def change(template):\n    raise ValueError('no wind')\n")
    one, line = finding(tmp_path, f"import parts\n{DEFINE}    parts.change(template)\n{RETURN}")
    assert "ValueError: no wind (parts.py, line 2)" in one.message
    assert line == 3


def test_a_function_that_takes_no_template_is_shown(tmp_path: Path) -> None:
    one, line = finding(tmp_path, "import json\n\ndef override():\n    return {}\n")
    assert "TypeError" in one.message
    assert line == 3


@pytest.mark.parametrize("raised", ["KeyboardInterrupt", "BaseException('no wind')"])
def test_whatever_is_raised_has_a_line(tmp_path: Path, raised: str) -> None:
    one, line = finding(tmp_path, f"{DEFINE}    raise {raised}\n")
    assert raised[:13] in one.message
    assert line == 2


def test_a_value_that_is_not_plain_data_is_reported_with_its_place(tmp_path: Path) -> None:
    text = f"{DEFINE}    template['Resources']['Topic']['Properties']['Tags'] = [{{1}}]\n{RETURN}"
    one, _ = finding(tmp_path, text)
    assert "it contains a set at /Resources/Topic/Properties/Tags/0" in one.message
