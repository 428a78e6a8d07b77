"""The AWS operations that the product uses: one narrow Protocol per file, with plain values; no boto3."""
