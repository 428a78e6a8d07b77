"""A template's meaning, whatever way it is written."""

import pytest

from tests.conformance.normalize import UnreadableTemplateError, normalize


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a: !Ref b", "a: {Ref: b}"),
        ("a: !Sub x", '{"a": {"Fn::Sub": "x"}}'),
        ("a: !GetAtt b.c.d", "a: {Fn::GetAtt: [b, c.d]}"),
        ("a: {Fn::GetAtt: b.c}", "a: !GetAtt [b, c]"),
        ("a: !Join ['', [!Ref b]]", "a: {Fn::Join: ['', [{Ref: b}]]}"),
        ("a: 2012-10-17", "a: '2012-10-17'"),
        ("{a: 1, b: 2}", "{b: 2, a: 1}"),
        ("a: 1e3", "a: 1000.0"),
        ("a: &x [1]\nb: *x", "{a: [1], b: [1]}"),
        ("BuildSpec: |\n  a: 1\n  b: 2\n", "BuildSpec: |\n  {b: 2,\n  a: 1}\n"),
    ],
)
def test_one_meaning_in_two_forms(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a: [1, 2]", "a: [2, 1]"),
        ("a: 1", "a: '1'"),
        ("a: yes", "a: 'yes'"),
        ("a: !Ref b", "a: !Sub b"),
        ("BuildSpec: buildspec.yml", "BuildSpec: |\n  buildspec.yml\n"),
        ("BuildSpec: |\n  - a\n  - b\n", "BuildSpec: |\n  - b\n  - a\n"),
    ],
)
def test_two_meanings(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


@pytest.mark.parametrize(
    "text",
    ["a: 1\na: 2", "a: @b", "a: *b", "a: [", "? [a]\n: b", "a: !!python/none x", "a: !!int x", "a: !!bool x"],
)
def test_what_cloudformation_cannot_read(text: str) -> None:
    with pytest.raises(UnreadableTemplateError):
        normalize(text)
