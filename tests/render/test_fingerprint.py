"""A finding keeps its fingerprint while the file around it changes."""

from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.render.fingerprint import fingerprints
from tests.render.build import PATH, error, mapped, place, sources, warning


def test_lines_that_move_keep_a_finding_the_same() -> None:
    before = list(fingerprints([error(place(1, 1, 1, 5))], sources("name: x\n")))
    after = list(fingerprints([error(place(3, 1, 3, 5))], sources("# new\n\nname: x\n")))
    assert before == after


def test_a_route_identifies_a_finding_on_any_line() -> None:
    finding = error(Place(PATH, Value(("name",))))
    before = list(fingerprints([finding], mapped("name: x\n")))
    after = list(fingerprints([finding], mapped("a: b\n\nname: y\n")))
    assert before == after


def test_code_file_and_repeats_tell_findings_apart() -> None:
    here = place(1, 1, 1, 5)
    findings = [error(here), error(here, "again"), warning(here), error(Place("other.yml"))]
    assert len(set(fingerprints(findings, sources("name: x\n")))) == 4


def test_a_stage_put_in_before_the_others_changes_nothing_for_them() -> None:
    def of(text: str, stage: int) -> list[str]:
        where = Value(("stages", stage, "depends_on", 0))
        return list(fingerprints([error(Place(PATH, where))], mapped(text)))

    test = "  - name: test\n    depends_on: [x]\n"
    alone = of(f"stages:\n{test}", 0)
    assert of(f"stages:\n  - name: new\n{test}", 1) == alone
    assert of("stages:\n  - name: prod\n    depends_on: [x]\n", 0) != alone


def test_text_without_an_encoding_is_accepted() -> None:
    findings = [error(Place("b\udcff.yml")), error(Place(PATH, Key(("\ud800",))))]
    assert len(set(fingerprints(findings, {}))) == 2
