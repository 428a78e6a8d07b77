"""References in a template."""

from pilothouse.ir.references import references_of


def test_every_way_to_refer_is_found() -> None:
    template = {
        "A": {"Ref": "a"},
        "B": {"Fn::GetAtt": ["b", "Arn"]},
        "C": {"Fn::GetAtt": "c.Arn"},
        "D": [{"Fn::Sub": "${d}-${d2.Arn}-${!no}"}],
        "E": {"Fn::If": ["e", {"Ref": "e2"}, ""]},
        "F": {"Fn::FindInMap": ["f", "x", "y"]},
        "G": {"Condition": "g", "DependsOn": ["g2"]},
        "H": {"DependsOn": "h", "Fn::Sub": ["${h2}", {}]},
    }
    assert dict.fromkeys(name for _, name in references_of(template)) == dict.fromkeys(
        ["a", "b", "c", "d", "d2", "e", "e2", "f", "g", "g2", "h", "h2"]
    )
    assert next(references_of(template)) == (("A", "Ref"), "a")
