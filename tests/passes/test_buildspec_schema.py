"""The schema of buildspecs accepts everything in CodeBuild's reference, and rejects other keys."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.parse import parse
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile

EVERYTHING = """
version: 0.2
run-as: builder
env:
  shell: bash
  variables: {A: text, B: 1, C: true}
  parameter-store: {D: /copilot/d}
  secrets-manager: {E: "secret:key:AWSCURRENT"}
  exported-variables: [A]
  git-credential-helper: yes
proxy: {upload-artifacts: no, logs: yes}
batch:
  fast-fail: true
  build-list: [{identifier: one}]
phases:
  install:
    run-as: root
    on-failure: RETRY-3
    runtime-versions: {nodejs: 20, python: "3.12"}
    commands: [npm ci]
    finally: [echo done]
  pre_build: {commands: [echo 1]}
  build: {on-failure: ABORT, commands: [make]}
  post_build:
    commands:
reports:
  unit: {files: ["**/*"], base-directory: out, discard-paths: no, file-format: CucumberJson}
artifacts:
  files: ["infrastructure/*"]
  name: build
  discard-paths: no
  base-directory: .
  exclude-paths: ["*.tmp"]
  enable-symlinks: yes
  s3-prefix: p
  secondary-artifacts:
    more: {files: [a], name: more}
cache: {key: k, fallback-keys: [f], action: restore, paths: ["/root/.npm/**/*"]}
"""


def found(text: str) -> list[tuple[str, str]]:
    document = parse(SourceFile("buildspec.yml", dedent(text))).value
    assert document is not None
    return [
        (finding.code.slug, finding.message) for finding in check_schema(document, schema_text("buildspec"))
    ]


def test_every_key_of_the_reference_is_known() -> None:
    assert found(EVERYTHING) == []


@pytest.mark.parametrize(
    ("text", "slug", "part"),
    [
        ("phases: {build: {commands: [a]}}", "missing-key", '"version"'),
        ("version: 0.2", "missing-key", '"phases"'),
        ("version: 0.3\nphases: {}", "invalid-value", "0.2, 0.1"),
        ("version: 0.2\nphases: {test: {commands: [a]}}", "unknown-key", '"test" in phases'),
        ("version: 0.2\nphases: {build: {command: [a]}}", "unknown-key", '"command" in phases.build'),
        ("version: 0.2\nphases: {build: [make]}", "wrong-type", "phases.build must be a mapping"),
        ("version: 0.2\nphases: {build: {commands: make}}", "wrong-type", "must be a list"),
        ("version: 0.2\nphases: {build: {runtime-versions: {a: 1}}}", "misplaced-key", "runtime-versions"),
        ("version: 0.2\nphases: {build: {on-failure: STOP}}", "invalid-value", "ABORT, CONTINUE or RETRY"),
        ("version: 0.2\nphases: {}\nenv: {shell: zsh}", "invalid-value", "bash"),
        (
            "version: 0.2\nphases: {}\nenv: {variables: {A: [1]}}",
            "wrong-type",
            "env.variables.A must be text",
        ),
        ("version: 0.2\nphases: {}\nreports: {a: {file-format: TAP}}", "invalid-value", "JUNITXML"),
    ],
)
def test_what_the_reference_does_not_know_is_found(text: str, slug: str, part: str) -> None:
    ((code, message),) = found(text)
    assert code == slug
    assert part in message
