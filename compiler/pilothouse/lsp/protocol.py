"""Answers to malformed messages, which pygls drops, as required by the protocol's specification."""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol

_NOT_INITIALIZED = types.ResponseError(
    types.ErrorCodes.ServerNotInitialized.value, "the first request must be initialize"
)


class Protocol(LanguageServerProtocol):
    """Also records whether the client sent `exit` without `shutdown`."""

    is_abrupt = False
    _is_initialized = False

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Read a message; a request with invalid parameters gets its error at once."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if isinstance(data.get("id"), int | str) and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Handle a message."""
        method = getattr(message, "method", "")
        if method == types.INITIALIZE:
            self._is_initialized = True
        elif method == types.EXIT:
            self.is_abrupt = not self._shutdown
        elif not self._is_initialized and method and hasattr(message, "id"):
            self._send_response(message.id, error=_NOT_INITIALIZED)
            return
        elif self._shutdown and method and hasattr(message, "id"):
            error = types.ResponseError(types.ErrorCodes.InvalidRequest.value, "the server is shutting down")
            self._send_response(message.id, error=error)
            return
        super().handle_message(message)


class Utf8Input:
    """Standard input, in which invalid UTF-8 is replaced: a dropped message would be worse.

    After a lost change of text, everything that follows would be about a different text than the client's.
    """

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self._stream = stream or sys.stdin.buffer

    def readline(self) -> bytes:
        """Read a line of a message's header."""
        return self._stream.readline()

    def read(self, size: int) -> bytes:
        """Read a message's body."""
        return self._stream.read(size).decode("utf-8", "replace").encode()
