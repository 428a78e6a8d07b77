"""The worlds that manifests are compiled for: what may differ from one account to the other, differs here."""

from tests.emulator import OTHER_ACCOUNT, Environment, Workload, World

CONNECTIONS = ("connection", "Git_Hub connection-2")

SMALL = World(
    "demo",
    environments=(Environment("test"), Environment("prod")),
    workloads=(
        Workload("frontend", "Load Balanced Web Service"),
        Workload("api"),
        Workload("report", "Scheduled Job"),
    ),
    connections=CONNECTIONS,
)
WIDE = World(
    "shop-2",
    tags={"team": "till", "cost center": "a=b/c", "copilot-like": "x"},
    permissions_boundary="shop-limits",
    environments=(
        Environment("prod", region="us-east-1", account=OTHER_ACCOUNT),
        Environment("qa-2", region="eu-west-1"),
        Environment("test"),
        Environment("staging-eu", region="eu-west-1", account=OTHER_ACCOUNT),
    ),
    workloads=(Workload("web-1", "Request-Driven Web Service"), Workload("worker", "Worker Service")),
    connections=CONNECTIONS,
    newer_connections=("newer-connection",),
)
BARE = World(
    "ab",
    permissions_boundary="path/limits+x",
    environments=(Environment("t"), Environment("p-1-x", region="us-east-1")),
    workloads=(Workload("elsewhere", local=False), Workload("unregistered", registered=False)),
    connections=CONNECTIONS,
)
OLD = World(
    "old-app",
    region="eu-west-1",
    tags={"owner": "us"},
    environments=(
        Environment(
            "test",
            region="eu-west-1",
            manager_role_arn="arn:aws:iam::123456789012:role/path/custom-manager",
            execution_role_arn="arn:aws:iam::123456789012:role/custom-execution",
        ),
        Environment("prod", region="eu-central-1"),
    ),
    workloads=(Workload("api"), Workload("site", "Static Site"), Workload("zzz", local=False)),
    connections=CONNECTIONS,
    legacy_pipelines=("release", "pipeline-old-app-main"),
)
GOVERNMENT = World(
    "gov-app",
    region="us-gov-west-1",
    permissions_boundary="limits",
    environments=(
        Environment("test", region="us-gov-west-1"),
        Environment("prod", region="us-gov-east-1", account=OTHER_ACCOUNT),
    ),
    workloads=(Workload("api"),),
    connections=CONNECTIONS,
)
WORLDS = (SMALL, WIDE, BARE, OLD, GOVERNMENT)
"""The order counts: an example's number leads to its world by it."""
