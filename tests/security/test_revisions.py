"""Untrusted commits: `diff` runs nothing, writes nothing outside, and reads no more than it needs."""

from __future__ import annotations

import subprocess
import tempfile
import tracemalloc
from pathlib import Path

import pytest

from pilothouse.workspace import revision
from tests.cli.workspaces import MANIFEST_PATH, run, write_files, write_workspace

IDENTITY = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
Entry = tuple[bytes, bytes, str]
"""An entry of a tree: mode, name, object."""


def git(*arguments: str, given: bytes = b"") -> str:
    done = subprocess.run(["git", *IDENTITY, *arguments], input=given, capture_output=True, check=True)
    return done.stdout.decode().strip()


def blob(content: bytes) -> str:
    return git("hash-object", "-w", "--stdin", given=content)


def tree(*entries: Entry) -> str:
    """Write a tree with any names."""
    content = b"".join(mode + b" " + name + b"\0" + bytes.fromhex(one) for mode, name, one in entries)
    return git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=content)


def commit_with(*extra: Entry) -> str:
    """Create a commit whose folder `copilot` has more than that of HEAD; return it."""
    entries: list[Entry] = []
    for line in git("ls-tree", "HEAD:copilot").splitlines():
        facts, _, name = line.partition("\t")
        mode, _, one = facts.split()
        entries.append((mode.lstrip("0").encode(), name.encode(), one))
    root = tree((b"40000", b"copilot", tree(*entries, *extra)))
    return git("commit-tree", "-p", "HEAD", "-m", "evil", root)


@pytest.fixture(autouse=True)
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one pipeline, the current folder; temporary folders are next to it."""
    root = tmp_path / "checkout"
    write_workspace(root)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(root)
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message", "first")
    return root


@pytest.mark.parametrize("name", [b"..", b".", b".git", b".GIT"])
def test_names_of_a_tree_are_not_paths(tmp_path: Path, name: bytes) -> None:
    evil = tree((b"100644", b"escaped", blob(b"escaped")))
    for _ in range(6):
        evil = tree((b"40000", name, evil))
    before = sorted(tmp_path.rglob("escaped"))
    ran = run("diff", "--rev", commit_with((b"40000", name, evil)))
    assert ran.exit_code == 2
    assert "is not a valid file name" in ran.stderr
    assert sorted(tmp_path.rglob("escaped")) == before == []


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([(b"100644", b"x.yml", "1" * 40)], "this clone does not contain copilot/x.yml of it"),
        ([(b"100644", b"x" * 300 + b".yml", "")], "File name too long"),
        ([(b"100644", b"x.yml", ""), (b"100644", b"x.yml", "")], 'it contains "copilot/x.yml" twice'),
    ],
    ids=["missing object", "long name", "same name twice"],
)
def test_a_tree_that_cannot_be_checked_out_is_reported(entries: list[Entry], said: str) -> None:
    filled = [(mode, name, one or blob(b"1")) for mode, name, one in entries]
    ran = run("diff", "--rev", commit_with(*filled))
    assert ran.exit_code == 2
    assert said in ran.stderr


def test_a_file_that_is_also_a_folder_is_reported() -> None:
    folder = tree((b"100644", b"y.yml", blob(b"1")))
    ran = run("diff", "--rev", commit_with((b"100644", b"x.yml", blob(b"1")), (b"40000", b"x.yml", folder)))
    assert ran.exit_code == 2
    assert "cannot be written" in ran.stderr


def test_large_files_that_no_compilation_reads_are_not_read() -> None:
    zeros = blob(bytes(20_000_000))
    evil = commit_with(*((b"100644", b"z%d%s" % (n, end), zeros) for n in range(4) for end in (b"", b".yml")))
    tracemalloc.start()
    ran = run("diff", "--rev", evil)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (0, "no difference")
    assert peak < 40_000_000


def test_an_oversized_manifest_of_a_revision_is_rejected(checkout: Path) -> None:
    manifest = checkout / MANIFEST_PATH
    text = manifest.read_text()
    manifest.write_text(text + "#" * 2_000_000)
    git("commit", "--quiet", "--all", "--message", "large")
    manifest.write_text(text)
    ran = run("diff")
    assert ran.exit_code == 1
    assert "risk[unjudged]" in ran.stdout
    assert f"HEAD:{MANIFEST_PATH}: the file is larger than the limit of 1,048,576 bytes" in ran.stdout


def test_the_size_that_is_read_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revision, "MOST_FILES", 3)
    ran = run("diff")
    assert ran.exit_code == 2
    assert "it contains more than 3 files or 64 MiB to read under copilot" in ran.stderr


def test_an_endless_tree_of_trees_is_not_listed() -> None:
    bomb = tree((b"100644", b"x", blob(b"1")))
    for _ in range(30):
        bomb = tree((b"40000", b"a", bomb), (b"40000", b"b", bomb))
    ran = run("diff", "--rev", commit_with((b"40000", b"z", bomb)))
    assert ran.exit_code == 2
    assert "it contains more than 100,000 files under copilot" in ran.stderr


def test_a_git_directory_among_the_files_configures_nothing(checkout: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    folder = "copilot/pipelines/web"
    write_files(
        checkout,
        {
            f"{folder}/HEAD": "ref: refs/heads/main\n",
            f"{folder}/objects/info/.keep": "",
            f"{folder}/refs/heads/main": "1" * 40 + "\n",
            f"{folder}/config": f"""\
[core]
	repositoryformatversion = 1
	bare = false
	worktree = ../../..
	sshCommand = "sh -c 'touch {mark}' --"
[extensions]
	partialClone = origin
[remote "origin"]
	url = ssh://nowhere.invalid/x
	promisor = true
""",
        },
    )
    git("add", "--all", "--force")
    git("commit", "--quiet", "--message", "evil")
    git("clone", "--quiet", ".", str(tmp_path / "clone"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "clone")
        ran = run("diff")
    assert not mark.exists()
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (0, "no difference")
