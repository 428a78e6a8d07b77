"""An example workspace, to try the compiler on without an AWS account."""

from __future__ import annotations

from pilothouse.scaffold.buildspec import buildspec_text
from pilothouse.scaffold.plan import Kind, manifest_path

_PIPELINE = "shop"
EXAMPLE_MANIFEST = """\
name: shop
version: 1
source:
  provider: GitHub
  properties:
    repository: https://github.com/acme/shop
    branch: main
stages:
  - name: test
    deployments:
      api:
      web: {depends_on: [api]}
    test_commands: [make smoke-test]
  - name: prod
    requires_approval: true
"""
_CONTEXT = """\
# Facts about AWS accounts. These are invented; in a workspace of yours, `pilothouse context pull` writes the
# real ones.
version: 1
application: {name: shop, account: "111122223333", region: us-west-2}
environments:
  test:
    account: "111122223333"
    region: us-west-2
    manager_role_arn: arn:aws:iam::111122223333:role/shop-test-EnvManagerRole
    execution_role_arn: arn:aws:iam::111122223333:role/shop-test-CFNExecutionRole
  prod:
    account: "444455556666"
    region: us-west-2
    manager_role_arn: arn:aws:iam::444455556666:role/shop-prod-EnvManagerRole
    execution_role_arn: arn:aws:iam::444455556666:role/shop-prod-CFNExecutionRole
workloads: {api: Backend Service, web: Load Balanced Web Service}
artifact_buckets:
  - region: us-west-2
    bucket: stackset-shop-infrastr-pipelinebuiltartifactbucket-example
    kms_key_arn: arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555
"""


def example_files() -> dict[str, str]:
    """Return the files of the example by their paths from the workspace's root.

    The account numbers are those of AWS's own documentation.
    """
    manifest = manifest_path(_PIPELINE)
    return {
        "copilot/.workspace": "application: shop\n",
        "copilot/context.yml": _CONTEXT,
        "copilot/api/manifest.yml": "name: api\ntype: Backend Service\n",
        "copilot/web/manifest.yml": "name: web\ntype: Load Balanced Web Service\n",
        manifest: EXAMPLE_MANIFEST,
        manifest.replace("manifest.yml", "buildspec.yml"): buildspec_text(
            _PIPELINE, manifest, [Kind.WORKLOADS]
        ),
    }
