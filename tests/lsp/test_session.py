"""The session's answers about open manifests, called in process as the server does."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.workspace import TextDocument

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.stack import Stack
from pilothouse.lsp.session import Findings, Session
from tests.cli.workspaces import CONTEXT, MANIFEST, write_files, write_workspace

UNKNOWN = MANIFEST + "    foo: 1\n"
EVERYTHING = types.Range(types.Position(0, 0), types.Position(99, 0))


class _Unasked:
    """Takes the place of cfn-lint where nothing is saved."""

    def check_all(self, stacks: Sequence[tuple[Stack, str]]) -> list[tuple[Diagnostic, ...]]:
        return [() for _ in stacks]


@pytest.fixture
def session() -> Session:
    return Session(_Unasked())


def document(root: Path, text: str = MANIFEST, pipeline: str = "web") -> TextDocument:
    return TextDocument((root / f"copilot/pipelines/{pipeline}/manifest.yml").as_uri(), text)


def show(session: Session, opened: TextDocument) -> Findings:
    done = session.check(opened, validates=False)
    assert done
    return session.show(opened, done)


def codes(findings: Findings) -> dict[str, list[object]]:
    """Return the codes by the names of the files."""
    return {Path(uri).name: [one.code for one in found] for uri, found in findings.items()}


def test_a_file_that_two_manifests_read_keeps_its_findings_until_both_are_closed(
    tmp_path: Path, session: Session
) -> None:
    write_workspace(tmp_path)
    write_files(tmp_path, {"copilot/context.yml": CONTEXT + "foo: 1\n"})
    one, other = document(tmp_path), document(tmp_path, pipeline="other")
    assert codes(show(session, one))["context.yml"] == ["PH101"]
    assert codes(show(session, other))["context.yml"] == ["PH101"]
    assert codes(session.close(one.uri))["context.yml"] == ["PH101"]
    assert codes(session.close(other.uri))["context.yml"] == []


@pytest.mark.parametrize("folder", [".", "..", "/"])
def test_an_environment_is_found_from_wherever_the_server_was_started(
    folder: str, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workspace(tmp_path)
    monkeypatch.chdir(tmp_path / folder)
    opened = document(tmp_path)
    show(session, opened)
    found = session.definition(opened, types.Position(7, 12))
    assert found
    assert found.uri == (tmp_path / "copilot/context.yml").as_uri()
    assert found.range.start.line == 3


def test_settings_hold_as_they_do_for_lint(tmp_path: Path, session: Session) -> None:
    write_workspace(tmp_path)
    opened = document(tmp_path, UNKNOWN)
    assert codes(show(session, opened)) == {"manifest.yml": ["PH101"]}
    write_files(tmp_path, {".pilothouse.toml": 'ignore = ["unknown-key"]\n'})
    assert codes(show(session, opened)) == {"manifest.yml": []}


def test_broken_settings_are_shown_in_their_file(tmp_path: Path, session: Session) -> None:
    write_workspace(tmp_path)
    write_files(tmp_path, {"pyproject.toml": "[tool.pilothouse]\nignore = [\n"})
    assert codes(show(session, document(tmp_path)))["pyproject.toml"] == ["PH012"]


def test_a_context_of_another_application_is_reported(tmp_path: Path, session: Session) -> None:
    write_workspace(tmp_path)
    write_files(tmp_path, {"copilot/.workspace": "application: other\n"})
    assert codes(show(session, document(tmp_path)))["context.yml"] == ["PH311"]


TWO_DEFECTS = MANIFEST.replace("version: 1\n", "").replace(
    "- name: test", "- name: test\n    require_approval: y"
)


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (None, ["quickfix", "quickfix", "source.fixAll.pilothouse"]),
        (["quickfix"], ["quickfix", "quickfix"]),
        (["source"], ["source.fixAll.pilothouse"]),
        (["source.fixAll"], ["source.fixAll.pilothouse"]),
        (["source.fixAll.pilothouse"], ["source.fixAll.pilothouse"]),
        (["source.fixAll.ruff"], []),
        (["refactor"], []),
        ([], []),
    ],
)
def test_only_the_kinds_asked_for_are_offered(
    only: list[str] | None, kinds: list[str], tmp_path: Path, session: Session
) -> None:
    write_workspace(tmp_path)
    opened = document(tmp_path, TWO_DEFECTS)
    show(session, opened)
    assert [action.kind for action in session.code_actions(opened, EVERYTHING, only)] == kinds


def test_all_that_is_safe_is_fixed_at_once_line_by_line(tmp_path: Path, session: Session) -> None:
    write_workspace(tmp_path)
    opened = document(tmp_path, TWO_DEFECTS)
    show(session, opened)
    (action,) = session.code_actions(
        opened, types.Range(types.Position(0, 0), types.Position(0, 0)), ["source"]
    )
    assert action.edit
    assert action.edit.changes
    (edits,) = action.edit.changes.values()
    for edit in sorted(edits, key=lambda edit: edit.range.start, reverse=True):
        change = types.TextDocumentContentChangePartial(edit.range, edit.new_text)
        opened.apply_change(change)
    assert opened.source == MANIFEST + "    requires_approval: y\n"
    assert len(edits) == 2
