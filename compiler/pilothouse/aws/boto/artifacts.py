"""Artifact buckets in S3."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoArtifacts:
    """Writes to S3 in one region."""

    s3: Service

    def put(self, bucket: str, key: str, body: bytes) -> str:
        """Write an object; return the URL of exactly this object, even if others write to its key later."""
        url = f"{self.s3.endpoint}/{bucket}/{key}"
        if version := self._put(bucket, key, body):
            return f"{url}?versionId={quote(version, safe='')}"
        # The bucket has no versioning (Copilot's does), so the key must be unique to this content.
        self._put(bucket, f"{key}.{sha256(body).hexdigest()}", body)
        return f"{url}.{sha256(body).hexdigest()}"

    def _put(self, bucket: str, key: str, body: bytes) -> str:
        """Write an object; return its version, empty if the bucket has no versioning."""
        purpose = f"upload {key} to bucket {bucket}"
        answer = self.s3.call(purpose, "PutObject", Bucket=bucket, Key=key, Body=body)
        _ = answer["ETag"]  # S3 returns one for each object; a proxy or similar doesn't
        version = answer.get("VersionId", "")
        return "" if version == "null" else version
