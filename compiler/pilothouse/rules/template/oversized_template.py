"""A template that CloudFormation takes only from a bucket, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Output
from pilothouse.rules.template.too_many_resources import RESOURCES

INLINE, UPLOADED = 51_200, 1_000_000
"""Bytes: CloudFormation quotas, "Template body size in a request" and "in an Amazon S3 object"."""


def check(output: Output) -> Iterator[Diagnostic]:
    """Yield an error past the upper limit, a note past the lower if it can be deployed at all.

    Counted as JSON without white space, which no form of the template is shorter than by much.
    """
    text = json.dumps(output.stack.template, separators=(",", ":"), ensure_ascii=False)
    size = len(text.encode("utf-8", "surrogatepass"))
    place = output.stages
    if size > UPLOADED:
        message = f"the template has {size:,} bytes; AWS allows {UPLOADED:,}"
        help = "each pre- or post-deployment adds about 4 KB: split the pipeline"
        yield Diagnostic(codes.OVERSIZED_TEMPLATE, message, place, help)
    elif size > INLINE and len(output.stack.resources) <= RESOURCES:
        message = f"the template has {size:,} bytes; AWS takes more than {INLINE:,} only from a bucket"
        help = "deploy it by `pilothouse deploy`, or by `aws cloudformation deploy --s3-bucket BUCKET`"
        yield Diagnostic(codes.LARGE_TEMPLATE, message, place, help)
