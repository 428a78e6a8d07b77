"""Artifact buckets by S3."""

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
        """Write an object; return the URL that CloudFormation reads just that by, whoever writes next."""
        url = f"{self.s3.endpoint}/{bucket}/{key}"
        if version := self._put(bucket, key, body):
            return f"{url}?versionId={quote(version, safe='')}"
        # The bucket keeps no versions (Copilot's does): a key that only this content has.
        self._put(bucket, f"{key}.{sha256(body).hexdigest()}", body)
        return f"{url}.{sha256(body).hexdigest()}"

    def _put(self, bucket: str, key: str, body: bytes) -> str:
        """Write an object; return its version, empty if the bucket keeps none."""
        purpose = f"upload {key} to the bucket {bucket}"
        answer = self.s3.call(purpose, "PutObject", Bucket=bucket, Key=key, Body=body)
        _ = answer["ETag"]  # S3 gives one for each object, what answers in its place does not
        version = answer.get("VersionId", "")
        return "" if version == "null" else version
