"""A real browser, driven by the WebDriver protocol over loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.node import lacking

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_SECONDS = 60


class Browser:
    """One window. W3C WebDriver, and Chromium's own protocol where that has no word for it."""

    def __init__(self, port: int, profile: str) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        options = {"args": [*_FLAGS, f"--user-data-dir={profile}"], "binary": shutil.which("chromium")}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = self._ask("", {"capabilities": {"alwaysMatch": wanted}})
        self._base += f"/{answer['sessionId']}"

    def open(self, page: Path) -> None:
        """Open a file."""
        self._ask("/url", {"url": page.as_uri()})

    def run(self, script: str) -> Any:
        """Run a script in the page, and return what it returns."""
        return self._ask("/execute/sync", {"script": script, "args": []})

    def emulate(self, *, width: int, scheme: str) -> None:
        """Be a screen of a width in CSS pixels that prefers `light` or `dark`."""
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self._command("Emulation.setDeviceMetricsOverride", metrics)
        preference = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self._command("Emulation.setEmulatedMedia", preference)

    def complaints(self) -> list[str]:
        """Return what the browser wrote to its console since the last time."""
        return [entry["message"] for entry in self._ask("/se/log", {"type": "browser"})]

    def close(self) -> None:
        """Leave."""
        self._ask("", None, method="DELETE")

    def _command(self, name: str, parameters: dict[str, Any]) -> None:
        self._ask("/goog/cdp/execute", {"cmd": name, "params": parameters})

    def _ask(self, path: str, body: dict[str, Any] | None, method: str = "POST") -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=_SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start a browser, and end it. Skips where none is installed; in CI that is a failure."""
    driver = shutil.which("chromedriver")
    if driver is None or shutil.which("chromium") is None:
        lacking("chromium and chromedriver are not installed (Debian: chromium, chromium-driver)")
    port = _free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [driver, f"--port={port}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        try:
            assert process.stdout is not None
            next(line for line in process.stdout if "started successfully" in line)
            browser = Browser(port, profile)
            yield browser
            browser.close()
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # the browser's own processes, too
            process.communicate()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
