"""Fixes of findings are combined into one new text."""

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Edit, Fix, Remove, RenameKey, ReplaceScalar
from pilothouse.diagnostics.locate import Source
from pilothouse.diagnostics.place import Place
from pilothouse.diagnostics.severity import Severity
from pilothouse.passes.apply_fixes import Mended, apply_fixes
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile

PATH = "a.yml"


def finding(*edits: Edit, is_safe: bool = True, path: str = PATH) -> Diagnostic:
    return Diagnostic(codes.UNKNOWN_KEY, "it is so", Place(path), fix=Fix("mend", edits, is_safe))


def mended(text: str, *findings: Diagnostic, unsafe: bool = False) -> Mended:
    document = parse(SourceFile(PATH, text)).value
    assert document
    return apply_fixes(
        Source(document.file, document.spans),
        findings,
        lambda fix: fix.is_safe or unsafe,
        lambda file: parse(file).value is not None,
    )


def test_all_fixes_are_applied_at_once() -> None:
    one, other = finding(RenameKey(("aa",), "a")), finding(ReplaceScalar(("b",), "new"))
    result = mended("aa: 1\nb: old\n", one, other)
    assert result == Mended(SourceFile(PATH, "a: 1\nb: new\n"), (one, other))


def test_unwanted_fixes_are_not_applied() -> None:
    guess = finding(RenameKey(("aa",), "a"), is_safe=False)
    assert mended("aa: 1\n", guess).fixed == ()
    assert mended("aa: 1\n", guess, unsafe=True).file.text == "a: 1\n"


def test_of_two_overlapping_fixes_the_first_is_applied() -> None:
    one, other = finding(ReplaceScalar(("b",), "one")), finding(ReplaceScalar(("b",), "other"))
    assert mended("b: old\n", one, other) == Mended(SourceFile(PATH, "b: one\n"), (one,))


def test_errors_are_fixed_before_warnings() -> None:
    warning = finding(ReplaceScalar(("b",), "one")).at_severity(Severity.WARNING)
    error = finding(ReplaceScalar(("b",), "other"))
    assert mended("b: old\n", warning, error).fixed == (error,)


def test_the_same_edit_for_two_findings_is_applied_once() -> None:
    one, other = finding(Remove(("b", 1))), finding(Remove(("c", 1)))
    result = mended("b: &x [1, 2]\nc: *x\n", one, other)
    assert result == Mended(SourceFile(PATH, "b: &x [1]\nc: *x\n"), (one, other))


def test_a_fix_that_breaks_the_file_is_left_out() -> None:
    breaking, other = finding(Remove(("a",))), finding(ReplaceScalar(("c",), "new"))
    result = mended("a: &x 1\nb: *x\nc: old\n", breaking, other)
    assert result == Mended(SourceFile(PATH, "a: &x 1\nb: *x\nc: new\n"), (other,))


def test_two_keys_are_not_given_one_name() -> None:
    one, other = finding(RenameKey(("aa",), "a")), finding(RenameKey(("aaa",), "a"))
    assert mended("aa: 1\naaa: 2\n", one, other) == Mended(SourceFile(PATH, "a: 1\naaa: 2\n"), (one,))


def test_findings_without_a_fix_or_about_other_files_change_nothing() -> None:
    plain = Diagnostic(codes.UNKNOWN_KEY, "it is so", Place(PATH))
    elsewhere = finding(RenameKey(("aa",), "a"), path="b.yml")
    impossible = finding(RenameKey(("zz",), "a"))
    assert mended("aa: 1\n", plain, elsewhere, impossible) == Mended(SourceFile(PATH, "aa: 1\n"))


def test_a_fix_is_applied_as_a_whole_or_not_at_all() -> None:
    half = finding(RenameKey(("aa",), "a"), RenameKey(("zz",), "z"))
    assert mended("aa: 1\n", half).file.text == "aa: 1\n"


def test_many_fixes_are_tried_together() -> None:
    keys = [f"k{n}" for n in range(64)]
    document = parse(SourceFile(PATH, "".join(f"{key}: 1\n" for key in keys))).value
    assert document
    tries: list[SourceFile] = []

    def can_be_read(file: SourceFile) -> bool:
        tries.append(file)
        return "bad" not in file.text

    new = {key: "bad" if key == "k40" else f"{key}new" for key in keys}
    findings = [finding(RenameKey((key,), name)) for key, name in new.items()]
    result = apply_fixes(Source(document.file, document.spans), findings, lambda _: True, can_be_read)
    assert len(result.fixed) == 63
    assert result.file.text == "".join(f"{key if key == 'k40' else new[key]}: 1\n" for key in keys)
    assert len(tries) < 16
