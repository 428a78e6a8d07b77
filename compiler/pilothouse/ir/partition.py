"""AWS's partitions: separate clouds, whose ARNs differ."""

from __future__ import annotations

_PREFIXES = (
    ("cn-", "aws-cn"),
    ("us-gov-", "aws-us-gov"),
    ("us-isob-", "aws-iso-b"),
    ("us-isof-", "aws-iso-f"),
    ("eu-isoe-", "aws-iso-e"),
    ("us-iso-", "aws-iso"),
    ("eusc-", "aws-eusc"),
)


def partition_of(region: str) -> str:
    """Return the partition that a region is in (botocore's partitions.json, regionRegex)."""
    return next((name for prefix, name in _PREFIXES if region.startswith(prefix)), "aws")
