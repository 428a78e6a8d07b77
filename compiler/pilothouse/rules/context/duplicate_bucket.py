"""A region with two artifact buckets. A pipeline uses one in each region."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.context import Context


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding for each second bucket (the API maps regions to stores)."""
    first: dict[str, int] = {}
    for index, bucket in enumerate(context.artifact_buckets):
        earlier = first.setdefault(bucket.region, index)
        if earlier != index:
            yield Diagnostic(
                codes.DUPLICATE_BUCKET,
                f"{bucket.region} has a second artifact bucket",
                Place(context.path, Value(("artifact_buckets", index, "region"))),
                "keep the one that the application's stack set created there",
                (
                    Related(
                        Place(context.path, Value(("artifact_buckets", earlier, "region"))),
                        "first bucket here",
                    ),
                ),
            )
