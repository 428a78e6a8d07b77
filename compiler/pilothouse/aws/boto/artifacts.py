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
        purpose = f"upload {key} to the bucket {bucket}"
        answer = self.s3.call(purpose, "PutObject", Bucket=bucket, Key=key, Body=body)
        answer["ETag"]  # S3 gives one for each object, what answers in its place does not
        return f"{self.s3.endpoint}/{bucket}/{key}"
