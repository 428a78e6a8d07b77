"""The emulated AWS: moto's proxy in a thread of this process, on a free loopback port."""

import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache, cached_property
from http.server import ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self
from unittest.mock import patch

import boto3
from botocore.config import Config
from botocore.loaders import JSONFileLoader, Loader
from moto.core.base_backend import BackendDict
from moto.moto_proxy.certificate_creator import CertificateCreator
from moto.moto_proxy.proxy3 import MotoRequestHandler, ProxyRequestHandler
from werkzeug.exceptions import HTTPException

from tests.emulator.calls import Call, Disconnect, Interceptor, Lost, Reply, describe
from tests.emulator.connections import Connections
from tests.emulator.executions import Executions
from tests.emulator.gaps import fill_gaps

CA_CERTIFICATE = CertificateCreator.cacert
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "example"}


class Emulator:
    """An emulator; as a context manager it ends its thread and forgets everything that was made in it.

    One at a time in a process, since moto's state is the process's. `calls` lists every request in the order
    of arrival; `intercept` lets a test answer in moto's place; `crashes` are moto's own, raised at the end.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.crashes: list[Exception] = []
        self._interceptors: list[Interceptor] = []
        self.connections = Connections()
        self.executions = Executions()
        self._one_at_a_time = threading.Lock()  # moto's backends are plain dicts
        self._clients: dict[tuple[str, str], Any] = {}
        self._resources = ExitStack()
        self._server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            starting.enter_context(patch.dict(os.environ, {"TEST_PROXY_MODE": "true"}))
            starting.enter_context(_certificates_in_a_folder_of_their_own())
            starting.enter_context(_models_read_once())
            starting.enter_context(fill_gaps(self.connections, self.executions))
            starting.callback(BackendDict.reset)
            starting.callback(self._raise_crashes)
            self._server = _Server(self)
            thread = threading.Thread(
                target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="moto-proxy"
            )
            thread.start()
            starting.callback(thread.join)
            starting.callback(self._server.server_close)
            starting.callback(self._server.shutdown)
            starting.callback(self._close_clients)
            self._resources = starting.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._resources.close()

    def _close_clients(self) -> None:
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    def _raise_crashes(self) -> None:
        if self.crashes:
            raise ExceptionGroup("moto crashed on a call", self.crashes)

    @cached_property
    def _session(self) -> boto3.Session:
        return boto3.Session(
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        )

    @property
    def url(self) -> str:
        """The proxy's address, for `HTTPS_PROXY`."""
        assert self._server is not None, "the emulator isn't running"
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def environment(self, region: str) -> dict[str, str]:
        """The variables that lead a process to the emulator, with credentials of the emulated account."""
        return {
            "HTTPS_PROXY": self.url,
            "HTTP_PROXY": self.url,
            "AWS_CA_BUNDLE": CA_CERTIFICATE,
            "SSL_CERT_FILE": CA_CERTIFICATE,
            "AWS_REGION": region,
            **CREDENTIALS,
        }

    def client(self, service: str, region: str) -> Any:
        """A boto3 client of the emulated account, made once for each service and region."""
        if (service, region) not in self._clients:
            config = Config(proxies={"https": self.url, "http": self.url}, retries={"total_max_attempts": 1})
            make: Any = self._session.client  # its overloads ask for literal names
            self._clients[service, region] = make(service, region, config=config, verify=CA_CERTIFICATE)
        return self._clients[service, region]

    @contextmanager
    def intercept(self, interceptor: Interceptor) -> Iterator[None]:
        """Let `interceptor` see each call before moto, for the length of a `with` block."""
        self._interceptors.append(interceptor)
        try:
            yield
        finally:
            self._interceptors.remove(interceptor)

    def note(self, call: Call) -> Reply | Disconnect | Lost | None:
        """Note a call, and ask the interceptors what becomes of it."""
        self.calls.append(call)
        for interceptor in list(self._interceptors):
            reply = interceptor(call)
            if reply is not None:
                return reply
        return None

    def answer(self, call: Call) -> Reply | None:
        """Answer a call that isn't moto's to answer."""
        return self.connections.answer(call) or self.executions.answer(call)

    def ask_moto(
        self, method: str, host: str, path: str, headers: Any, body: bytes
    ) -> tuple[int, dict[str, Any], bytes]:
        """Have moto answer a call: status, headers, body."""
        with self._one_at_a_time:
            try:
                response = MotoRequestHandler(0).parse_request(method, host, path, headers, body)
            except HTTPException as refusal:
                return refusal.code or 400, dict(refusal.get_headers()), str(refusal.get_body()).encode()
            except Exception as crash:  # noqa: BLE001  # moto's bug: stored, and returned as an AWS error
                crash.add_note(f"{method} {host}{path} {body[:500]!r}")
                self.crashes.append(crash)
                return 500, {}, b"moto crashed"
        status, answered, content = response if isinstance(response, tuple) else (200, {}, response)
        return status, dict(answered), content.encode() if isinstance(content, str) else content


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # an idle kept-alive connection must not hold up the end

    def __init__(self, emulator: Emulator) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.emulator = emulator

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent where a client hung up: one that is ended in mid-call is part of the tests."""


class _Handler(ProxyRequestHandler):
    """moto's handler, with kept-alive connections, calls that are noted, and answers that can be replaced."""

    timeout = 30
    disable_nagle_algorithm = True  # it delays a body that follows its headers by 40 ms
    server: _Server

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            self.connection.close()  # the server closes only the plain socket beneath

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `Emulator.calls` is the log."""

    def do_GET(self) -> None:
        host, path = self._get_host_and_path(self)
        body = self._body()
        emulator = self.server.emulator
        call = describe(self.command, path, self.headers, body)
        verdict = emulator.note(call)
        if isinstance(verdict, Disconnect):
            self.close_connection = True
            return
        reply = verdict if isinstance(verdict, Reply) else emulator.answer(call)
        if reply is None:
            status, headers, content = emulator.ask_moto(self.command, host, path, self.headers, body)
        else:
            status, headers, content = reply.status, {"Content-Type": reply.content_type}, reply.body
        if isinstance(verdict, Lost):
            verdict.then()
            self.close_connection = True
        else:
            self._send(status, headers, content)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            return self.read_chunked_body(self.rfile)
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionError("the caller left in the middle of a call")
        return body

    def _send(self, status: int, headers: Mapping[str, Any], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                self.send_header(name, value.decode() if isinstance(value, bytes) else str(value))
        has_length = self.command == "HEAD" and "content-length" in {name.lower() for name in headers}
        length = (
            next(str(v) for k, v in headers.items() if k.lower() == "content-length")
            if has_length
            else str(len(body))
        )
        self.send_header("Content-Length", length)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def _models_read_once() -> Iterator[None]:
    """Read botocore's models once for all sessions of this process, as one session does for its clients."""
    search: Any = Loader.list_available_services
    found: dict[tuple[str, ...], list[str]] = {}

    def list_available_services(loader: Loader, type_name: str) -> list[str]:
        key = (type_name, *loader.search_paths)
        if key not in found:
            found[key] = search(loader, type_name)
        return found[key]

    with (
        patch.object(JSONFileLoader, "load_file", staticmethod(cache(JSONFileLoader().load_file))),
        patch.object(Loader, "list_available_services", list_available_services),
    ):
        yield


@contextmanager
def _certificates_in_a_folder_of_their_own() -> Iterator[None]:
    """Keep moto from writing host certificates into its own package, which may be read-only or shared."""
    with TemporaryDirectory(prefix="moto-certificates-") as folder:
        shutil.copy(Path(CertificateCreator.certdir) / "req.conf.tmpl", folder)
        with patch.object(CertificateCreator, "certdir", folder):
            yield
