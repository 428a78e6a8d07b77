"""From a workspace with overrides to a validated stack."""

from pathlib import Path

import pytest

from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.diagnostics.locate import locate
from pilothouse.driver import Compilation, compile_manifest, load_checker, validate
from tests.golden import FIXTURES, ROOT


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def compiled(workspace: str) -> Compilation:
    """Compile the only pipeline of a workspace among the fixtures."""
    manifest = FIXTURES / "overrides" / workspace / "copilot" / "pipelines" / "release" / "manifest.yml"
    (request,) = select([str(manifest)], None, Report())
    return compile_manifest(request)


def test_a_finding_of_validation_is_at_the_patch_that_caused_it() -> None:
    compilation = validate(compiled("faulty-patch"), load_checker())
    found = []
    for one in compilation.diagnostics:
        span = locate(one.place, compilation.sources).span
        assert span is not None
        found.append((Path(one.place.path).name, span.start.line, one.message.split(":")[0]))
    assert found == [
        ("cfn.patches.yml", 4, "cfn-lint E3003"),
        ("cfn.patches.yml", 5, "cfn-lint E3002"),
        ("cfn.patches.yml", 7, "cfn-lint E3003"),
    ]
