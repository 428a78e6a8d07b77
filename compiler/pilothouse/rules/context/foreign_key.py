"""A key in a different region than the bucket that it encrypts."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.context import Context


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding for each (S3 user guide, SSE-KMS: key and bucket must be in the same region)."""
    for index, bucket in enumerate(context.artifact_buckets):
        region = bucket.kms_key_arn.split(":")[3]
        if region != bucket.region:
            yield Diagnostic(
                codes.FOREIGN_KEY,
                f"the key is in {region}, the bucket in {bucket.region}",
                Place(context.path, Value(("artifact_buckets", index, "kms_key_arn"))),
                "use the key that the application's stack set created with the bucket",
            )
