"""What Copilot's documentation says a manifest may hold is accepted, and warned of only where that is true.

The keys and forms are those of its pages on manifests of pipelines, on pipelines, and on the releases that
added to them (https://aws.github.io/copilot-cli/docs/manifest/pipeline/, docs/concepts/pipelines/,
blogs/release-v118/, blogs/release-v122/); the manifests are our own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pilothouse.cli import exits
from tests.cli.workspaces import BUILDSPEC, CONTEXT, run, write_files

GITHUB = """\
name: bakery
version: 1
source:
  provider: GitHub
  properties:
    branch: main
    repository: https://github.com/acme/bakery
"""
STAGES = """\
stages:
  - name: test
  - name: prod
    requires_approval: true
"""
ORDERED = """\
    deployments:
      oven:
      store:
      web:
        depends_on: [oven, store]
"""
ENVIRONMENTS = """\
    deployments:
      deploy-env:
        stack_name: demo-{0}
        template_path: infrastructure/{0}.env.yml
        template_config: infrastructure/{0}.env.params.json
"""
WORKLOADS = {"oven": "Backend Service", "store": "Worker Service", "web": "Load Balanced Web Service"}
CONNECTION = (
    "arn:aws:codestar-connections:us-west-2:123456789012:connection/0a1b2c3d-1111-2222-3333-444455556666"
)
LEGAL = {
    "services and jobs to two environments": GITHUB + STAGES,
    "no branch": GITHUB.replace("    branch: main\n", "") + STAGES,
    "a connection by its name": GITHUB + "    connection_name: shared\n" + STAGES,
    "a full clone": GITHUB + "    output_artifact_format: CODEBUILD_CLONE_REF\n" + STAGES,
    "a zip": GITHUB + "    output_artifact_format: CODE_ZIP\n" + STAGES,
    "GitHub by a token": GITHUB.replace("GitHub\n", "GitHubV1\n", 1)
    + "    access_token_secret: github-token-bakery\n"
    + STAGES,
    "GitHub by a token, as before connections": GITHUB
    + "    access_token_secret: github-token-bakery\n"
    + STAGES,
    "Bitbucket": GITHUB.replace("GitHub", "Bitbucket").replace("github.com", "bitbucket.org") + STAGES,
    "CodeCommit": GITHUB.replace("GitHub", "CodeCommit").replace(
        "https://github.com/acme/bakery",
        "https://us-west-2.console.aws.amazon.com/codesuite/codecommit/repositories/bakery/browse",
    )
    + STAGES,
    "an image of the build": GITHUB
    + "build:\n  image: aws/codebuild/amazonlinux2-x86_64-standard:5.0\n"
    + STAGES,
    "an image for ARM": GITHUB
    + "build:\n  image: aws/codebuild/amazonlinux2-aarch64-standard:3.0\n"
    + STAGES,
    "a buildspec elsewhere": GITHUB + "build:\n  buildspec: ci/release.yml\n" + STAGES,
    "more permissions": GITHUB
    + """\
build:
  additional_policy:
    PolicyDocument:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Action: ecr:GetAuthorizationToken
          Resource: '*'
"""
    + STAGES,
    "test commands": GITHUB
    + 'stages:\n  - name: test\n    test_commands:\n      - make test\n      - echo "woo! Passed"\n',
    "builds before and after": GITHUB
    + """\
stages:
  - name: test
    pre_deployments:
      migrate:
        buildspec: ./ci/release.yml
      seed:
        buildspec: ci/release.yml
        depends_on: [migrate]
    post_deployments:
      check:
        buildspec: ci/release.yml
"""
    + STAGES.splitlines(keepends=True)[2]
    + "    requires_approval: true\n",
    "deployments in order": GITHUB + "stages:\n  - name: test\n" + ORDERED + "  - name: prod\n" + ORDERED,
    "a list of dependencies in lines": GITHUB
    + "stages:\n  - name: test\n"
    + ORDERED.replace("[oven, store]", "\n          - oven\n          - store"),
    "environments' stacks": GITHUB
    + "stages:\n  - name: test\n"
    + ENVIRONMENTS.format("test")
    + "  - name: prod\n    requires_approval: true\n"
    + ENVIRONMENTS.format("prod"),
    "an empty build": GITHUB + "build:\n" + STAGES,
    "stages indented further, each dash on a separate line": GITHUB
    + "stages:\n    -\n      name: test\n    -\n      name: prod\n      requires_approval: true\n",
}
TRUE_WARNINGS = {
    "an approval as the guide spells it": (
        GITHUB + "stages:\n  - name: prod\n    require_approval: true\n",
        {"PH108"},
    ),
    "no version, as in the guide's newer samples": (GITHUB.replace("version: 1\n", "") + STAGES, {"PH107"}),
}


@pytest.fixture(autouse=True)
def _in_the_bakery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = CONTEXT[CONTEXT.index("  test:") : CONTEXT.index("workloads:")]
    context = CONTEXT.replace(test, test + test.replace("test", "prod"))
    workloads = ", ".join(f"{name}: {kind}" for name, kind in WORKLOADS.items())
    write_files(
        tmp_path,
        {
            "copilot/.workspace": "application: demo\n",
            "copilot/context.yml": context.replace("api: Backend Service", workloads)
            + f"connections: {{shared: {CONNECTION}}}\n",
            "copilot/pipelines/bakery/buildspec.yml": BUILDSPEC,
            "ci/release.yml": BUILDSPEC,
            **{
                f"copilot/{name}/manifest.yml": f"name: {name}\ntype: {kind}\n"
                for name, kind in WORKLOADS.items()
            },
        },
    )
    monkeypatch.chdir(tmp_path)


def lint(manifest: str) -> tuple[str, int]:
    write_files(Path(), {"copilot/pipelines/bakery/manifest.yml": manifest})
    result = run("lint", "--fail-on=note", "--no-cache")
    return result.stdout, result.exit_code


@pytest.mark.parametrize("manifest", LEGAL.values(), ids=LEGAL)
def test_what_is_documented_has_no_findings(manifest: str) -> None:
    assert lint(manifest) == ("", exits.DONE)


@pytest.mark.parametrize(("manifest", "codes"), TRUE_WARNINGS.values(), ids=TRUE_WARNINGS)
def test_keys_of_copilots_guide_that_copilot_ignores_are_warnings(manifest: str, codes: set[str]) -> None:
    said, code = lint(manifest)
    assert code == exits.FINDINGS
    assert "error[" not in said
    assert all(f"warning[{one}" in said for one in codes)
