"""Patches change a template as the real client's do; each expectation was observed with Copilot 1.34.1."""

from typing import Any

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.stack import Stack, TemplatePath
from pilothouse.passes.override.patches import override_by_patches
from tests.passes.override.build import MANIFEST, address, document, manifest_place, small_stack

UNTOUCHED = document("name: release", MANIFEST).spans
TOPIC = "/Resources/Topic/Properties"
STAGES = "/Resources/Pipeline/Properties/Stages"


def outcome(text: str) -> Outcome[Stack]:
    return override_by_patches(small_stack(), document(text), UNTOUCHED)


def patched(text: str) -> Stack:
    found = outcome(text)
    assert found.value is not None, found.findings
    return found.value


def properties(text: str) -> dict[str, Any]:
    found: dict[str, Any] = patched(text).template["Resources"]["Topic"]["Properties"]
    return found


def stages(text: str) -> list[str]:
    found = patched(text).template["Resources"]["Pipeline"]["Properties"]["Stages"]
    return [stage["Name"] for stage in found]


def finding(text: str) -> Diagnostic:
    (found,) = outcome(text).findings
    return found


class TestWhatIsApplied:
    def test_add_creates_a_key(self) -> None:
        patch = f"- {{op: add, path: {TOPIC}/FifoTopic, value: true}}"
        assert properties(patch)["FifoTopic"] is True

    def test_add_replaces_an_existing_key(self) -> None:
        assert properties(f"- {{op: add, path: {TOPIC}/TopicName, value: news}}")["TopicName"] == "news"

    def test_replace_takes_the_function_with_its_operand(self) -> None:
        assert properties(f"- {{op: replace, path: {TOPIC}/TopicName, value: news}}")["TopicName"] == "news"

    def test_remove_removes_a_key(self) -> None:
        assert "TopicName" not in properties(f"- {{op: remove, path: {TOPIC}/TopicName}}")

    @pytest.mark.parametrize(
        ("index", "expected"),
        [
            ("0", ["New", "Source", "Build"]),
            ("1", ["Source", "New", "Build"]),
            ("2", ["Source", "Build", "New"]),
            ("-", ["Source", "Build", "New"]),
            ("+1", ["Source", "New", "Build"]),
            ("01", ["Source", "New", "Build"]),
        ],
    )
    def test_add_puts_an_item_before_an_index_or_at_the_end(self, index: str, expected: list[str]) -> None:
        assert stages(f"- {{op: add, path: {STAGES}/{index}, value: {{Name: New}}}}") == expected

    def test_remove_moves_later_items_up(self) -> None:
        assert stages(f"- {{op: remove, path: {STAGES}/0}}") == ["Build"]

    def test_each_patch_sees_the_result_of_the_one_before(self) -> None:
        first = f"- {{op: remove, path: {STAGES}/0}}\n"
        assert stages(f"{first}- {{op: replace, path: {STAGES}/0/Name, value: Only}}") == ["Only"]

    def test_a_slash_and_a_tilde_in_a_key_are_escaped(self) -> None:
        made = f"- {{op: add, path: {TOPIC}/Tags, value: {{a/b: 1, c~d: 2, '~1': 3}}}}\n"
        changed = "".join(
            f"- {{op: replace, path: {TOPIC}/Tags/{key}, value: new}}\n" for key in ("a~1b", "c~0d", "~01")
        )
        assert properties(made + changed)["Tags"] == {"a/b": "new", "c~d": "new", "~1": "new"}

    def test_short_and_long_functions_in_values_mean_the_same(self) -> None:
        value = "[!GetAtt Key.Arn.Part, !Ref Key, {'Fn::Sub': x}]"
        found = properties(f"- {{op: add, path: {TOPIC}/Tags, value: {value}}}")["Tags"]
        assert found == [{"Fn::GetAtt": ["Key", "Arn.Part"]}, {"Ref": "Key"}, {"Fn::Sub": "x"}]

    def test_a_path_goes_through_the_list_of_a_short_function(self) -> None:
        patch = f"- {{op: replace, path: {TOPIC}/DisplayName/1/0, value: b}}"
        assert properties(patch)["DisplayName"] == {"Fn::Join": ["-", ["b", {"Ref": "AWS::Region"}]]}

    def test_a_path_goes_through_a_long_function_that_a_patch_wrote(self) -> None:
        first = f"- {{op: add, path: {TOPIC}/TopicName, value: {{'Fn::Sub': x}}}}\n"
        second = f"- {{op: replace, path: '{TOPIC}/TopicName/Fn::Sub', value: y}}"
        assert properties(first + second)["TopicName"] == {"Fn::Sub": "y"}

    def test_bare_yes_is_true_as_in_the_yaml_that_cloudformation_reads(self) -> None:
        patch = f"- {{op: add, path: {TOPIC}/Tags, value: [yes, Off, 'yes', !!str on, yEs, y]}}"
        assert properties(patch)["Tags"] == [True, False, "yes", "on", "yEs", "y"]

    def test_an_empty_value_is_null(self) -> None:
        assert properties(f"- op: add\n  path: {TOPIC}/FifoTopic\n  value:\n")["FifoTopic"] is None

    @pytest.mark.parametrize("text", ["[]", "~", "- ", "- ~\n- ~"])
    def test_nothing_to_apply_only_marks_the_description(self, text: str) -> None:
        expected = {
            **small_stack().template,
            "Description": "CodePipeline for shop using AWS Copilot with YAML patches.",
        }
        assert patched(text).template == expected

    def test_a_file_without_a_document_has_no_patches(self) -> None:
        found = override_by_patches(small_stack(), None, UNTOUCHED).value
        assert found is not None
        assert found.template["Description"].endswith("using AWS Copilot with YAML patches.")

    def test_the_mark_follows_a_new_description_without_its_full_stop(self) -> None:
        found = patched("- {op: replace, path: /Description, value: Mine.}").template["Description"]
        assert found == "Mine using AWS Copilot with YAML patches."

    def test_a_removed_description_is_not_marked(self) -> None:
        assert "Description" not in patched("- {op: remove, path: /Description}").template

    def test_unknown_keys_of_a_patch_are_ignored(self) -> None:
        assert properties(f"- {{op: add, comment: why, path: {TOPIC}/FifoTopic, value: 1}}")["FifoTopic"] == 1

    def test_the_given_stack_is_not_changed(self) -> None:
        stack = small_stack()
        override_by_patches(stack, document("- {op: remove, path: /Resources/Topic}"), UNTOUCHED)
        assert stack == small_stack()


class TestTheManifestsOwnPolicy:
    """Copilot copies this one part as written in the manifest: a path follows the form chosen there."""

    @pytest.mark.parametrize(
        ("written", "is_applied"), [("!Sub arn", False), ("{'Fn::Sub': arn}", True)], ids=["short", "long"]
    )
    def test_a_path_enters_a_function_only_in_its_long_form(self, written: str, is_applied: bool) -> None:
        manifest = document(f"policy: {{Resource: {written}}}", MANIFEST)
        path: TemplatePath = ("Resources", "BuildProjectAdditionalPolicy", "Properties", "PolicyDocument")
        policy = {"Resource": {"Fn::Sub": "arn"}}
        pointer = "/".join(("", *map(str, path)))
        template = {"Resources": {"BuildProjectAdditionalPolicy": {"Properties": {"PolicyDocument": policy}}}}
        origins: dict[TemplatePath, Place] = {(): manifest_place(), path: manifest_place("policy")}
        patch = document(f"- {{op: replace, path: '{pointer}/Resource/Fn::Sub', value: other}}")
        found = override_by_patches(Stack("s", template, {}, origins), patch, manifest.spans)
        assert (found.value is not None) == is_applied


class TestPathsThatDoNotExist:
    def test_it_is_reported_at_the_path(self) -> None:
        text = f"- op: add\n  path: {TOPIC}/Tgas/-\n  value: 1\n"
        found = finding(text)
        assert found.code is codes.UNMATCHED_PATCH
        assert address(found.place, document(text)) == "cfn.patches.yml:2:9"

    @pytest.mark.parametrize(
        ("patch", "message", "help"),
        [
            (
                f"op: remove, path: {TOPIC}/TopicNam",
                f'there is no "TopicNam" in {TOPIC}',
                'did you mean "TopicName"?',
            ),
            (
                f"op: remove, path: {TOPIC}/Xyz",
                f'there is no "Xyz" in {TOPIC}',
                "existing keys: TopicName, KmsMasterKeyId, DisplayName",
            ),
            (
                f"op: replace, path: {TOPIC}/Xyz, value: 1",
                f'there is no "Xyz" in {TOPIC}',
                "existing keys: TopicName, KmsMasterKeyId, DisplayName\nto create it, write `op: add`",
            ),
            (
                f"op: remove, path: {STAGES}/2",
                f"{STAGES} has no item 2",
                "its items: 0 Source, 1 Build",
            ),
            (
                f"op: add, path: {STAGES}/3, value: 1",
                f"{STAGES} has no item 3",
                "its items: 0 Source, 1 Build",
            ),
            (
                f"op: replace, path: {STAGES}/-1/Name, value: 1",
                f"{STAGES} has no item -1",
                "its items: 0 Source, 1 Build",
            ),
            (
                f"op: replace, path: {STAGES}/build/Name, value: 1",
                f'{STAGES} is a list: "build" is not an index',
                f'"Build" is {STAGES}/1',
            ),
            (
                f"op: remove, path: {STAGES}/-",
                f'"-" is the place after the last item of {STAGES}, where there is nothing yet',
                "use it only at the end of an add; its items: 0 Source, 1 Build",
            ),
            (
                f"op: add, path: '{TOPIC}/TopicName/Fn::Sub', value: 1",
                f"{TOPIC}/TopicName is !Sub, and a path cannot go into it",
                f"replace {TOPIC}/TopicName as a whole",
            ),
            (
                f"op: add, path: {TOPIC}/KmsMasterKeyId/0, value: 1",
                f"{TOPIC}/KmsMasterKeyId is !GetAtt, and a path cannot go into it",
                f"replace {TOPIC}/KmsMasterKeyId as a whole",
            ),
            (
                "op: remove, path: /Description/0",
                "/Description is neither a mapping nor a list",
                "it is 'CodePipeline for shop'",
            ),
            (
                "op: remove, path: /Outputs",
                'there is no "Outputs" in the template',
                "existing keys: Description, Resources",
            ),
        ],
    )
    def test_it_is_reported_what_is_there(self, patch: str, message: str, help: str) -> None:
        found = finding(f"- {{{patch}}}")
        assert (found.message, found.help) == (message, help)

    def test_every_such_patch_is_found_but_not_those_below_one(self) -> None:
        text = """
            - {op: add, path: /Resources/Nothing/Here, value: {}}
            - {op: add, path: /Resources/Nothing/Here/Either, value: 1}
            - {op: remove, path: /Outputs}
        """
        assert [one.message for one in outcome(text).findings] == [
            'there is no "Nothing" in /Resources',
            'there is no "Outputs" in the template',
        ]


class TestMalformedPatches:
    @pytest.mark.parametrize(
        ("text", "where", "message", "help"),
        [
            ("op: add", "1:1", "the file must be a list of patches", "write `- op: add`, "),
            ("- add", "1:3", "a patch must be a mapping with op, path and value", ""),
            (
                "- {path: /A, value: 1}",
                "1:3",
                '"op" is missing from this patch',
                "one of add, remove, replace",
            ),
            (
                "- {op: move, path: /A}",
                "1:8",
                'operation "move" is not one of add, remove, replace',
                "Copilot supports only add, remove and replace",
            ),
            (
                "- {op: Add, path: /A, value: 1}",
                "1:8",
                'operation "Add" is not one of add, remove, replace',
                'did you mean "add"?',
            ),
            ("- {op: remove}", "1:3", '"path" is missing from this patch', "give a place in the template, "),
            ("- {op: remove, path: Resources}", "1:22", '"path" must start with "/"', "write /Resources"),
            (
                "- {op: remove, path: ''}",
                "1:22",
                '"path" must start with "/"',
                "the template as a whole cannot",
            ),
            ("- {op: add, path: /A}", "1:3", '"value" is missing: the value to add', ""),
            ("- {op: replace, path: /A}", "1:3", '"value" is missing: the value to replace', ""),
        ],
    )
    def test_its_shape_is_explained(self, text: str, where: str, message: str, help: str) -> None:
        found = finding(text)
        assert found.code is codes.INVALID_PATCH
        assert address(found.place, document(text)) == f"cfn.patches.yml:{where}"
        assert found.message == message
        assert found.help.startswith(help)

    def test_no_other_patch_is_applied(self) -> None:
        found = outcome("- {op: remove, path: /Nothing}\n- {op: move, path: /A}")
        assert [one.code for one in found.findings] == [codes.INVALID_PATCH]


class TestOrigins:
    """Findings in a patched part belong to the patch; others belong to the manifest."""

    PATCH = f"- op: add\n  path: {TOPIC}/Tags\n  value:\n    - Key: a\n      Value: b\n"

    @pytest.mark.parametrize(
        ("below", "where"),
        [((), "4:5"), ((0,), "4:7"), ((0, "Value"), "5:14"), ((0, "Value", "Ref"), "5:14")],
    )
    def test_a_value_is_its_own_origin(self, below: tuple[str | int, ...], where: str) -> None:
        place = patched(self.PATCH).origin(("Resources", "Topic", "Properties", "Tags", *below))
        assert address(place, document(self.PATCH)) == f"cfn.patches.yml:{where}"

    def test_its_siblings_keep_their_origin(self) -> None:
        place = patched(self.PATCH).origin(("Resources", "Topic", "Properties", "TopicName"))
        assert place == manifest_place("build")

    def test_origins_move_with_their_items(self) -> None:
        path = ("Resources", "Pipeline", "Properties", "Stages")
        stack = patched(f"- {{op: remove, path: {STAGES}/0}}\n- {{op: add, path: {STAGES}/0, value: {{}}}}")
        assert stack.origin((*path, 0)).path == "cfn.patches.yml"
        assert stack.origin((*path, 1)) == manifest_place("build", "image")

    def test_a_removal_is_the_origin_of_its_container_and_of_nothing_below(self) -> None:
        text = f"- {{op: remove, path: {TOPIC}/TopicName}}"
        stack = patched(text)
        path = ("Resources", "Topic", "Properties")
        assert address(stack.origin(path), document(text)) == "cfn.patches.yml:1:22"
        assert stack.origin((*path, "DisplayName")) == manifest_place("build")
        assert stack.origin(path[:-1]) == manifest_place("build")


def test_a_reference_to_what_a_patch_removed_is_caused_by_the_patch() -> None:
    text = (
        f"- {{op: add, path: {TOPIC}/Tags, value: [!Ref Topic, !Ref Pipeline]}}\n"
        "- {op: remove, path: /Resources/Pipeline}"
    )
    origin = patched(text).origin(("Resources", "Topic", "Properties", "Tags", 1, "Ref"))
    assert address(origin, document(text)).endswith(":2:22")
