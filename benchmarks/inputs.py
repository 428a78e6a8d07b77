"""The manifests that are measured, and the context they are compiled in."""

from __future__ import annotations

from pathlib import Path

ACCOUNT = "123456789012"


def write_context(path: Path, stages: int) -> Path:
    """Write a context with environments `env0`, `env1` and so on."""
    role = f"arn:aws:iam::{ACCOUNT}:role/demo"
    environments = "".join(
        f'  env{n}: {{account: "{ACCOUNT}", region: us-west-2,'
        f" manager_role_arn: {role}-env{n}-EnvManagerRole,"
        f" execution_role_arn: {role}-env{n}-CFNExecutionRole}}\n"
        for n in range(stages)
    )
    path.write_text(
        "version: 1\n"
        f'application: {{name: demo, account: "{ACCOUNT}", region: us-west-2}}\n'
        f"environments:\n{environments}"
        "artifact_buckets:\n"
        "  - region: us-west-2\n"
        "    bucket: artifacts-of-demo\n"
        f"    kms_key_arn: arn:aws:kms:us-west-2:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555\n"
    )
    return path


def write_manifest(path: Path, name: str, stages: int, deployments: int, *, actions: int = 0) -> Path:
    """Write a manifest; each stage has `actions` before and as many after its deployments."""
    head = (
        f"# A pipeline to measure.\nname: {name}\nversion: 1\nsource:\n  provider: GitHub\n  properties:\n"
        "    branch: main\n    repository: https://github.com/example/shop\n"
        "build:\n  image: aws/codebuild/amazonlinux2-x86_64-standard:5.0\nstages:\n"
    )
    path.write_text(head + "".join(_stage(name, n, deployments, actions) for n in range(stages)))
    return path


def _stage(pipeline: str, number: int, deployments: int, actions: int) -> str:
    text = f"  - name: env{number}\n    requires_approval: {'true' if number else 'false'}\n"
    text += _group("pre_deployments", "before", actions, "buildspec: ci/before.yml")
    text += _group(
        "deployments", f"{pipeline}-service", deployments, "template_path: infrastructure/service.yml"
    )
    return text + _group("post_deployments", "after", actions, "buildspec: ci/after.yml")


def _group(key: str, name: str, count: int, entry: str) -> str:
    entries = (
        f"      {name}{n}:\n        {entry}\n" + (f"        depends_on: [{name}{n - 1}]\n" if n % 3 else "")
        for n in range(count)
    )
    return f"    {key}:\n{''.join(entries)}" if count else ""
