"""The server: the protocol's requests, answered by a session."""

from __future__ import annotations

import asyncio
from typing import BinaryIO, cast

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from pilothouse import __version__
from pilothouse.driver import Checker
from pilothouse.lsp.actions import FIX_ALL
from pilothouse.lsp.check import Check
from pilothouse.lsp.protocol import Protocol, Utf8Input
from pilothouse.lsp.session import Findings, Session

_PAUSE = 0.05
"""Seconds from a change to the check: continuous typing causes only one check."""
_WATCHED = ("**/copilot/**", "**/*.{yml,yaml}", "**/.pilothouse.toml", "**/pyproject.toml")
_TRIGGERS = [" ", ":", "[", ",", "-"]


def serve(checker: Checker) -> bool:
    """Serve on standard input and output; return whether the client shut down properly."""
    server = create_server(checker)
    server.start_io(cast("BinaryIO", Utf8Input()))
    return not cast("Protocol", server.protocol).is_abrupt


def create_server(checker: Checker) -> LanguageServer:
    """Return a server that checks manifests while they are typed, and runs cfn-lint when they are saved."""
    sync = types.TextDocumentSyncKind.Incremental
    server = LanguageServer("pilothouse", __version__, text_document_sync_kind=sync, protocol_cls=Protocol)
    session = Session(checker)
    publisher = _Publisher(server, session)
    _check_documents(server, session, publisher)
    _watch_files(server, session, publisher)
    _answer_questions(server, session, publisher)
    return server


class _Publisher:
    """Checks documents, and sends the findings to the client."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self._server = server
        self._session = session
        self._waiting: set[str] = set()
        self._has_warned = False

    def publish(self, findings: Findings) -> None:
        open_documents = self._server.workspace.text_documents
        for uri, found in findings.items():
            version = open_documents[uri].version if uri in open_documents else None
            self._server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, found, version=version)
            )

    def check(self, uri: str) -> None:
        self._waiting.discard(uri)
        document = self._server.workspace.get_text_document(uri)
        if done := self._session.check(document, validates=False):
            self._show(document, done)

    def check_soon(self, uri: str) -> None:
        """Check a document soon: once, however often it changes in the meantime."""
        if uri not in self._waiting:
            self._waiting.add(uri)
            asyncio.get_running_loop().call_later(_PAUSE, self._check_late, uri)

    def _check_late(self, uri: str) -> None:
        if uri in self._waiting and uri in self._server.workspace.text_documents:
            self.check(uri)

    def current(self, uri: str) -> TextDocument:
        """Return a document, checked in its current state if it is a manifest."""
        document = self._server.workspace.get_text_document(uri)
        if uri in self._session.manifests and not self._session.is_current(document):
            self.check(uri)
        return document

    async def validate(self, uri: str) -> None:
        """Run cfn-lint in the background; a result for an outdated text is dropped."""
        document = self._server.workspace.get_text_document(uri)
        version = document.version
        done = await asyncio.to_thread(self._session.check, document, validates=True)
        if done and uri in self._session.manifests and document.version == version:
            self._show(document, done)

    def _show(self, document: TextDocument, done: Check) -> None:
        self.publish(self._session.show(document, done))
        if done.is_unset and not self._has_warned:
            message = (
                "Pilothouse's settings cannot be read and have no effect: see the problems in their file"
            )
            warning = types.MessageType.Warning
            self._server.window_show_message(types.ShowMessageParams(warning, message))
        self._has_warned = done.is_unset


def _check_documents(server: LanguageServer, session: Session, publisher: _Publisher) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        publisher.check(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        publisher.check_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        """Check the saved manifest; any other file may be one that the open manifests refer to."""
        saved = params.text_document.uri
        for uri in [saved] if saved in session.manifests else session.manifests:
            publisher.check(uri)
            await publisher.validate(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        publisher.publish(session.close(params.text_document.uri))


def _watch_files(server: LanguageServer, session: Session, publisher: _Publisher) -> None:
    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        """Ask the client to report changes of the files that affect findings, whoever makes them."""
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            server.client_register_capability(
                types.RegistrationParams([types.Registration("watched-files", method, options)])
            )

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(_params: types.DidChangeWatchedFilesParams) -> None:
        for uri in session.manifests:
            publisher.check_soon(uri)


def _answer_questions(server: LanguageServer, session: Session, publisher: _Publisher) -> None:
    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))
    def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        return session.completion(
            server.workspace.get_text_document(params.text_document.uri), params.position
        )

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        return session.hover(publisher.current(params.text_document.uri), params.position)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        return session.definition(publisher.current(params.text_document.uri), params.position)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
    )
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        document = publisher.current(params.text_document.uri)
        return session.code_actions(document, params.range, params.context.only)

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        return session.hints(publisher.current(params.text_document.uri), params.range)
