"""A real client talks to a real server over standard input and output."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.cli.workspaces import BUILDSPEC, CONTEXT

ROOT = Path(__file__).parents[2]
MANIFEST = """\
name: web
version: 1
source:
  provider: GitHub
  properties:
    repository: https://github.com/acme/web
stages:
  - name: test
    pre_deployments:
      check:
        buildspec: ci/check.yml
    deployments:
      api:
      worker: {template_path: "infrastructure/ä🙂.yml", depends_on: [api]}
"""
FILES = {
    "copilot/.workspace": "application: demo\n",
    "copilot/api/manifest.yml": "name: api\ntype: Backend Service\n",
    "copilot/context.yml": CONTEXT,
    "copilot/pipelines/web/manifest.yml": MANIFEST,
    "copilot/pipelines/web/buildspec.yml": BUILDSPEC,
    "ci/check.yml": BUILDSPEC,
}
pytestmark = pytest.mark.asyncio


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    config=ClientServerConfig(
        server_command=[sys.executable, "-m", "pilothouse", "lsp"],
        server_env={**os.environ, "PYTHONPATH": str(ROOT / "compiler")},
    )
)
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)  # type: ignore[untyped-decorator]
    def register(params: types.RegistrationParams) -> None:
        assert [one.method for one in params.registrations] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]

    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=client_capabilities("visual-studio-code"))
    )
    yield
    await lsp_client.shutdown_session()


class Editor:
    """An editor with one manifest open."""

    def __init__(self, client: LanguageClient, path: Path) -> None:
        self.client = client
        self.path = path
        self.uri = path.as_uri()
        self.text = ""
        self.version = 0

    def open(self, text: str) -> None:
        self.text = text
        item = types.TextDocumentItem(self.uri, "yaml", self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, text: str) -> None:
        self.text = text
        self.version += 1
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    @property
    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    def at(self, words: str, offset: int = 0) -> types.Position:
        """Return the place of `words` in the text, in UTF-16 units."""
        before = self.text[: self.text.index(words) + offset]
        line = before.rpartition("\n")[2]
        return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)

    async def until(self, *codes: str) -> list[types.Diagnostic]:
        """Wait until these and no others are shown."""
        async with asyncio.timeout(60):
            while [one.code for one in self.shown] != list(codes) or self.uri not in self.client.diagnostics:
                await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return self.shown

    @property
    def shown(self) -> list[types.Diagnostic]:
        return list(self.client.diagnostics.get(self.uri, []))


@pytest.fixture
def editor(client: LanguageClient, workspace: Path) -> Editor:
    return Editor(client, workspace / "copilot/pipelines/web/manifest.yml")


async def test_what_is_wrong_is_shown_while_it_is_typed(editor: Editor) -> None:
    editor.open(MANIFEST)
    await editor.until()
    editor.type(MANIFEST.replace("[api]", "[apy]"))
    (found,) = await editor.until("PH204")
    assert found.range.start == editor.at("apy")
    assert found.range.end == editor.at("apy", 3)
    assert found.severity == types.DiagnosticSeverity.Error
    assert "did you mean" in found.message
    editor.type(MANIFEST)
    await editor.until()


async def test_cfn_lint_is_asked_when_a_manifest_is_saved(editor: Editor) -> None:
    policy = (
        "build:\n  additional_policy:\n    PolicyDocument:\n      Version: 2012-10-17\n"
        "      Statement: [{Effect: Permit, Action: '*', Resource: '*'}]\n"
    )
    editor.open(MANIFEST + policy)
    await editor.until()
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document))
    (found,) = await editor.until("PH401")
    assert "E3510" in found.message
    editor.type("# more\n" + MANIFEST + policy)
    async with asyncio.timeout(60):  # until the finding, which is kept, has moved with its line
        while [one.range.start.line for one in editor.shown] != [found.range.start.line + 1]:
            await editor.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    editor.type(MANIFEST + policy.replace("Permit", "Allow"))
    await editor.until()


async def test_a_file_that_is_no_manifest_is_left_alone(client: LanguageClient, workspace: Path) -> None:
    editor = Editor(client, workspace / "copilot/api/manifest.yml")
    editor.open("nonsense: [")
    completion = await client.text_document_completion_async(
        types.CompletionParams(editor.document, types.Position(0, 0))
    )
    assert completion == []
    assert editor.uri not in client.diagnostics


async def test_keys_and_names_are_proposed_even_in_what_is_no_yaml(editor: Editor) -> None:
    editor.open(MANIFEST)
    editor.type(MANIFEST.replace("depends_on: [api]", "depends_on: [a") + "    post")
    proposed = await editor.client.text_document_completion_async(
        types.CompletionParams(editor.document, editor.at("[a", 2))
    )
    assert isinstance(proposed, list)
    assert [item.label for item in proposed] == ["api"]
    assert proposed[0].text_edit == types.TextEdit(types.Range(editor.at("[a", 1), editor.at("[a", 2)), "api")
    proposed = await editor.client.text_document_completion_async(
        types.CompletionParams(editor.document, types.Position(editor.text.count("\n"), 8))
    )
    assert isinstance(proposed, list)
    assert [item.label for item in proposed] == ["requires_approval", "post_deployments", "test_commands"]
    assert "Builds to run after" in str(proposed[1].documentation)


async def test_hovering_tells_what_the_schema_says(editor: Editor) -> None:
    editor.open(MANIFEST)
    await editor.until()
    hover = await editor.client.text_document_hover_async(
        types.HoverParams(editor.document, editor.at("depends_on", 3))
    )
    assert hover
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.value == "Names from the same group that must have succeeded first."
    assert hover.range == types.Range(editor.at("depends_on"), editor.at("depends_on", 10))


async def test_hovering_over_a_dependency_tells_when_it_runs(editor: Editor) -> None:
    editor.open(MANIFEST)
    await editor.until()
    hover = await editor.client.text_document_hover_async(
        types.HoverParams(editor.document, editor.at("[api]", 2))
    )
    assert hover
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.value == "Action CreateOrUpdate-api-test, deployment: run order 2 in its stage."


async def definition(editor: Editor, words: str) -> types.Location | None:
    found = await editor.client.text_document_definition_async(
        types.DefinitionParams(editor.document, editor.at(words, 1))
    )
    assert found is None or isinstance(found, types.Location)
    return found


async def test_definitions_are_found(editor: Editor, workspace: Path) -> None:
    editor.open(MANIFEST)
    await editor.until()
    action = await definition(editor, "api]")
    assert action == types.Location(editor.uri, types.Range(editor.at("api:"), editor.at("api:", 3)))
    buildspec = await definition(editor, "ci/check.yml")
    assert buildspec
    assert buildspec.uri == (workspace / "ci/check.yml").as_uri()
    environment = await definition(editor, "test\n")
    assert environment
    assert environment.uri == (workspace / "copilot/context.yml").as_uri()
    assert environment.range.start.line == 3
    assert await definition(editor, "GitHub") is None


async def test_a_fix_is_offered_and_mends(editor: Editor) -> None:
    text = MANIFEST.replace("  - name: test\n", "  - name: test\n    require_approval: true\n")
    editor.open(text)
    await editor.until("PH108")
    here = types.Range(editor.at("require_approval"), editor.at("require_approval"))
    actions = await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            editor.document, here, types.CodeActionContext([], only=[types.CodeActionKind.QuickFix])
        )
    )
    assert actions
    (action,) = actions
    assert isinstance(action, types.CodeAction)
    assert action.kind == types.CodeActionKind.QuickFix
    assert action.edit
    assert action.edit.changes
    assert {uri: list(edits) for uri, edits in action.edit.changes.items()} == {
        editor.uri: [
            types.TextEdit(
                types.Range(editor.at("require_approval"), editor.at("require_approval", 16)),
                "requires_approval",
            )
        ]
    }
    elsewhere = types.Range(types.Position(0, 0), types.Position(0, 0))
    assert not await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            editor.document, elsewhere, types.CodeActionContext([], only=[types.CodeActionKind.QuickFix])
        )
    )


async def test_changes_made_elsewhere_are_noticed(editor: Editor, workspace: Path) -> None:
    editor.open(MANIFEST)
    await editor.until()
    (workspace / "copilot/context.yml").write_text(CONTEXT.replace("  test:", "  prod:"))
    change = types.FileEvent((workspace / "copilot/context.yml").as_uri(), types.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
    await editor.until("PH301")


async def test_run_orders_stand_beside_the_actions(editor: Editor) -> None:
    editor.open(MANIFEST)
    await editor.until()
    everything = types.Range(types.Position(0, 0), types.Position(99, 0))
    hints = await editor.client.text_document_inlay_hint_async(
        types.InlayHintParams(editor.document, everything)
    )
    assert hints
    shown = {(hint.position.line, hint.position.character): hint.label for hint in hints}
    assert shown == {(9, 11): "runs #1", (12, 9): "runs #2", (13, 12): "runs #3"}


async def test_a_closed_manifest_shows_nothing_more(editor: Editor) -> None:
    editor.open(MANIFEST.replace("[api]", "[apy]"))
    await editor.until("PH204")
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document))
    await editor.until()
