"""Shortcuts for the tests of overrides: a small stack, and patches."""

from pilothouse.diagnostics.locate import Source, locate
from pilothouse.diagnostics.place import Key, Place
from pilothouse.ir.document import Document
from pilothouse.ir.stack import Stack
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile

MANIFEST = "manifest.yml"
PATCHES = "cfn.patches.yml"


def manifest_place(*route: str | int) -> Place:
    """A key of the manifest."""
    return Place(MANIFEST, Key(route))


def small_stack() -> Stack:
    """A stack with a mapping, a list, and intrinsic functions of each kind."""
    return Stack(
        name="pipeline-shop-release",
        template={
            "Description": "CodePipeline for shop",
            "Resources": {
                "Topic": {
                    "Type": "AWS::SNS::Topic",
                    "Properties": {
                        "TopicName": {"Fn::Sub": "${AWS::StackName}-topic"},
                        "KmsMasterKeyId": {"Fn::GetAtt": ["Key", "Arn"]},
                        "DisplayName": {"Fn::Join": ["-", ["a", {"Ref": "AWS::Region"}]]},
                    },
                },
                "Pipeline": {"Properties": {"Stages": [{"Name": "Source"}, {"Name": "Build"}]}},
            },
        },
        tags={"copilot-application": "shop"},
        origins={
            (): manifest_place(),
            ("Resources", "Topic"): manifest_place("build"),
            ("Resources", "Pipeline", "Properties", "Stages", 0): manifest_place("source"),
            ("Resources", "Pipeline", "Properties", "Stages", 1): manifest_place("build", "image"),
        },
    )


def document(text: str, path: str = PATCHES) -> Document:
    """Read YAML."""
    value = parse(SourceFile(path, text)).value
    assert value is not None, "this text is not YAML"
    return value


def address(place: Place, source: Document) -> str:
    """Say where a place is: the file, line and column."""
    span = locate(place, {source.file.path: Source(source.file, source.spans)}).span
    return f"{place.path}:{span.start.line}:{span.start.column}" if span else place.path
