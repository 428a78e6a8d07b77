"""An editor's session: a manifest changes key by key, and everything is asked about it in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from lsprotocol import types
from pygls.workspace import TextDocument

from pilothouse.driver import load_checker
from pilothouse.lsp.session import Session
from tests.fuzz import bases, hostile
from tests.fuzz.examine import MANIFEST, Files
from tests.fuzz.kind import Kind
from tests.fuzz.mutate import changed_text

EDITS = 12
_PATH = "copilot/pipelines/main/manifest.yml"
_URIS = (
    *("untitled:Untitled-1", f"untitled:{_PATH}", f"file:///nowhere/{_PATH}", f"http://host:x/{_PATH}"),
    *(f"git:/{_PATH}?x#y", f"file://host/{_PATH}", f"file:///%00/{_PATH}", f"file:///{'a' * 300}/{_PATH}"),
    *(f"file:///%FF%ED%A0%80/{_PATH}", "", "%", f"file:///proc/self/{_PATH}", f"file:///a/../../{_PATH}"),
    *("file:///copilot/pipeline.yml", _PATH, f"FILE:///C%3A/{_PATH}"),
)
_TYPED = (
    *hostile.TOKENS[:-12],
    *hostile.KEYS,
    *hostile.SCALARS[:60],
    "x",
    "\n  ",
    "  depends_on: [",
    "- name: ",
)


def generate(random: Random) -> dict[str, bytes]:
    """Make a manifest, edits of it, and places to ask about."""
    text = random.choice(bases.manifests())
    if random.random() < 0.3:
        text = changed_text(text, random)
    edits = list(_edits(random, text.count("\n") + 2))
    files = {MANIFEST: text.encode("utf-8", "replace"), "edits.json": json.dumps(edits).encode()}
    return {**files, "uri": random.choice(_URIS).encode()} if random.random() < 0.2 else files


def _edits(random: Random, lines: int) -> Iterator[dict[str, Any]]:
    for _ in range(random.randint(1, EDITS)):
        line = random.randrange(lines)
        start = [line, random.randrange(40)]
        end = [line + random.choice((0, 0, 0, 1, 3)), start[1] + random.choice((0, 0, 1, 5))]
        asked = [random.randrange(lines), random.randrange(40)]
        typed = "" if random.random() < 0.3 else random.choice(_TYPED).encode("utf-8", "replace").decode()
        yield {"start": start, "end": end, "text": typed, "asked": asked}


def attempt(files: Files) -> None:
    """Make the edits, and ask everything after each."""
    session = Session(load_checker())
    uri = files["uri"].decode() if "uri" in files else (_workspace() / _PATH).as_uri()
    document = TextDocument(uri, files[MANIFEST].decode("utf-8", "replace"), 0)
    _ask(session, document, types.Position(0, 0))
    for edit in json.loads(files["edits.json"]):
        span = types.Range(types.Position(*edit["start"]), types.Position(*edit["end"]))
        document.apply_change(types.TextDocumentContentChangePartial(span, edit["text"]))
        _ask(session, document, types.Position(*edit["asked"]))


def _ask(session: Session, document: TextDocument, at: types.Position) -> None:
    session.completion(document, at)  # between a change and its check, too
    if done := session.check(document, validates=False):
        session.show(document, done)
    for place in (at, types.Position(0, 0)):
        session.completion(document, place)
        session.hover(document, place)
        session.definition(document, place)
    everything = types.Range(types.Position(0, 0), types.Position(10_000, 0))
    session.code_actions(document, everything, None)
    session.hints(document, everything)


class _Folder(TemporaryDirectory[str]):
    """A workspace on the disk, gone with the process."""


@cache
def _folder() -> _Folder:
    folder = _Folder(prefix="fuzz-")
    pipeline = Path(folder.name, "copilot/pipelines/main")
    pipeline.mkdir(parents=True)
    (pipeline / "buildspec.yml").write_text(bases.BUILDSPEC)
    (pipeline.parent.parent / ".workspace").write_text("application: demo\n")
    (pipeline.parent.parent / "context.yml").write_text(bases.context_text())
    return folder


def _workspace() -> Path:
    return Path(_folder().name)


KIND = Kind("sessions", 4, generate, attempt)
