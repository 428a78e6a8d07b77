"""A region that lacks a resource of the template."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.manifest import Provider
from pilothouse.rules.base import Subject

WITHOUT_CONNECTIONS = frozenset(
    {
        "af-south-1",
        "ap-east-1",
        "ap-east-2",
        "ap-northeast-3",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-6",
        "ap-southeast-7",
        "ca-west-1",
        "cn-north-1",
        "cn-northwest-1",
        "eu-central-2",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "mx-central-1",
        "us-gov-west-1",
    }
)
"""Without AWS::CodeStarConnections::Connection (CloudFormation's resource schemas, from cfn-lint)."""
WITHOUT_BUILDS = frozenset({"ap-east-2", "ca-west-1", "mx-central-1"})
"""Without AWS::CodeBuild::Project (the same)."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each resource that isn't available in the pipeline's region."""
    region = subject.context.application.region
    if region in WITHOUT_BUILDS:
        message = f"CodeBuild is not available in {region}, the application's region"
        help = "create the application, and so the pipeline, in another region"
        yield Diagnostic(codes.UNAVAILABLE_IN_REGION, message, subject.key(("build",)), help)
    source = subject.manifest.source
    uses_connection = source.provider in (Provider.GITHUB, Provider.BITBUCKET) and not (
        source.provider is Provider.GITHUB and source.access_token_secret
    )
    is_given = source.connection_name or source.connection_arn
    if uses_connection and not is_given and region in WITHOUT_CONNECTIONS:
        message = f"a connection to {source.provider} cannot be created in {region}, the pipeline's region"
        help = 'use one from another region with "connection_name", or use CodeCommit'
        yield Diagnostic(
            codes.UNAVAILABLE_IN_REGION, message, subject.value((*source.origin, "provider")), help
        )
