"""A template that CloudFormation accepts only from S3, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Output
from pilothouse.rules.template.too_many_resources import RESOURCES

INLINE, UPLOADED = 51_200, 1_000_000
"""Bytes: CloudFormation quotas, "Template body size in a request" and "in an Amazon S3 object"."""


def check(output: Output) -> Iterator[Diagnostic]:
    """Yield an error past the upper limit, a note past the lower one.

    A template with too many resources must be split anyway, so it gets no other finding.
    """
    if len(output.stack.resources) > RESOURCES:
        return
    size = len(output.text.encode())
    place = output.stages
    if size > UPLOADED:
        message = f"the template has {size:,} bytes; AWS allows {UPLOADED:,}"
        help = "each pre- or post-deployment adds 4 KB or more: split the pipeline"
        yield Diagnostic(codes.OVERSIZED_TEMPLATE, message, place, help)
    elif size > INLINE:
        message = f"the template has {size:,} bytes; CloudFormation accepts more than {INLINE:,} only from S3"
        help = "deploy it with `pilothouse deploy`, or with `aws cloudformation deploy --s3-bucket BUCKET`"
        yield Diagnostic(codes.LARGE_TEMPLATE, message, place, help)
