"""Compile AWS Copilot pipeline manifests to CloudFormation, offline and deterministically."""

__version__ = "0.2.0"
