"""The server: the protocol's requests, answered by a session."""

from __future__ import annotations

import asyncio

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from pilothouse import __version__
from pilothouse.driver import Checker
from pilothouse.lsp.session import Findings, Session

_TRIGGERS = [" ", ":", "[", ",", "-"]


def create_server(checker: Checker) -> LanguageServer:
    """Return a server that checks manifests while they are typed, and asks cfn-lint when they are saved."""
    sync = types.TextDocumentSyncKind.Incremental
    server = LanguageServer("pilothouse", __version__, text_document_sync_kind=sync)
    session = Session(checker)
    _check_documents(server, session)
    _answer_questions(server, session)
    return server


class _Publisher:
    """Checks documents, and tells the client what was found."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self._server = server
        self._session = session

    def publish(self, findings: Findings) -> None:
        for uri, found in findings.items():
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))

    def check(self, uri: str) -> None:
        document = self._server.workspace.get_text_document(uri)
        if done := self._session.check(document, validates=False):
            self.publish(self._session.show(document, done))

    async def validate(self, uri: str) -> None:
        """Ask cfn-lint beside; an answer about a text that has changed meanwhile is dropped."""
        document = self._server.workspace.get_text_document(uri)
        version = document.version
        done = await asyncio.to_thread(self._session.check, document, validates=True)
        if done and uri in self._session.manifests and document.version == version:
            self.publish(self._session.show(document, done))


def _check_documents(server: LanguageServer, session: Session) -> None:
    publisher = _Publisher(server, session)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        publisher.check(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        publisher.check(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        """Check the saved manifest; any other file may be what the open ones refer to."""
        saved = params.text_document.uri
        for uri in [saved] if saved in session.manifests else session.manifests:
            publisher.check(uri)
            await publisher.validate(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        publisher.publish(session.close(params.text_document.uri))


def _answer_questions(server: LanguageServer, session: Session) -> None:
    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))
    def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        return session.completion(
            server.workspace.get_text_document(params.text_document.uri), params.position
        )

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        return session.hover(server.workspace.get_text_document(params.text_document.uri), params.position)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        return session.definition(
            server.workspace.get_text_document(params.text_document.uri), params.position
        )

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        return session.code_actions(
            server.workspace.get_text_document(params.text_document.uri), params.range
        )

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        return session.hints(server.workspace.get_text_document(params.text_document.uri), params.range)
