"""Stages, and what waits for what in them."""

from tests.conformance.case import Case, depends_on
from tests.conformance.flaws.names import repeats


def no_stages(case: Case) -> bool:
    """Nothing to deploy to."""
    return not case.stages


def duplicate_stage(case: Case) -> bool:
    """Two stages for one environment."""
    return repeats(str(stage.get("name")) for stage in case.stages)


def unknown_dependency(case: Case) -> bool:
    """An action before or after the deployments waits for one that isn't there."""
    groups = case.groups("pre_deployments", "post_deployments")
    return any(
        name not in group for _, group in groups for entry in group.values() for name in depends_on(entry)
    )


def repeated_dependency(case: Case) -> bool:
    """A name appears twice in one `depends_on`."""
    groups = case.groups("pre_deployments", "deployments", "post_deployments")
    return any(repeats(depends_on(entry)) for _, group in groups for entry in group.values())


def shared_stack(case: Case) -> bool:
    """Two deployments of a stage into one stack."""
    groups = case.groups("deployments")
    return any(repeats(e["stack_name"] for e in group.values() if e.get("stack_name")) for _, group in groups)


def great_size(case: Case) -> bool:
    """Much of something: what is many or long makes a manifest so."""
    return len(case.manifest.text) > 900
