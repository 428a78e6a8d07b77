"""Compile AWS Copilot pipeline manifests to CloudFormation, offline and deterministically."""
