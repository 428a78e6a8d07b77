"""A region that the pipeline uses, without an artifact bucket."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for the pipeline's region and each stage's (CodePipeline, cross-region actions)."""
    context = subject.context
    covered = {bucket.region for bucket in context.artifact_buckets}
    help = f'add one under "artifact_buckets" in {context.path}'
    if context.application.region not in covered:
        message = f"the pipeline's region {context.application.region} has no artifact bucket"
        yield Diagnostic(codes.MISSING_BUCKET, message, subject.key(()), help)
    covered.add(context.application.region)
    for stage in subject.manifest.stages:
        environment = context.environments.get(stage.name)
        if environment and environment.region not in covered:
            message = f'environment "{stage.name}" is in {environment.region}, which has no artifact bucket'
            yield Diagnostic(codes.MISSING_BUCKET, message, subject.value((*stage.origin, "name")), help)
