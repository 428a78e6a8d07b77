"""Artifact buckets by S3."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoArtifacts:
    """Writes to S3 in one region."""

    s3: Service

    def put(self, bucket: str, key: str, body: bytes) -> str:
        """Write an object; return the URL that CloudFormation reads it by."""
        self.s3.call(f"upload {key} to the bucket {bucket}", "PutObject", Bucket=bucket, Key=key, Body=body)
        return f"{self.s3.endpoint}/{bucket}/{key}"
