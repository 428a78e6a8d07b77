"""A finding keeps its fingerprint while the file around it changes."""

from pilothouse.diagnostics.place import Place, Value
from pilothouse.render.fingerprint import fingerprints
from tests.render.build import PATH, error, mapped, place, sources, warning


def test_lines_that_move_keep_a_finding_the_same() -> None:
    before = list(fingerprints([error(place(1, 1, 1, 5))], sources("name: x\n")))
    after = list(fingerprints([error(place(3, 1, 3, 5))], sources("# new\n\nname: x\n")))
    assert before == after


def test_a_route_identifies_a_finding_wherever_it_stands() -> None:
    finding = error(Place(PATH, Value(("name",))))
    before = list(fingerprints([finding], mapped("name: x\n")))
    after = list(fingerprints([finding], mapped("a: b\n\nname: y\n")))
    assert before == after


def test_code_file_and_repeats_tell_findings_apart() -> None:
    here = place(1, 1, 1, 5)
    findings = [error(here), error(here, "again"), warning(here), error(Place("other.yml"))]
    assert len(set(fingerprints(findings, sources("name: x\n")))) == 4
