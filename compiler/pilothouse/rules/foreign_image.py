"""A build image in another account's registry, which version 1's build project cannot pull."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Subject

_ECR = re.compile(r"(?P<account>[0-9]{12})\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/.+")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning: pulling an image from another account requires the service role's credentials.

    Source: botocore codebuild, ProjectEnvironment.imagePullCredentialsType; its default is CODEBUILD.
    """
    build, own = subject.manifest.build, subject.context.application.account
    match = _ECR.fullmatch(build.image)
    if match and match["account"] != own and not subject.context.is_assumed:
        message = f"the image is in the registry of account {match['account']}, but the pipeline is in {own}"
        help = "copy it to the pipeline's account, or override ImagePullCredentialsType with SERVICE_ROLE"
        yield Diagnostic(codes.FOREIGN_IMAGE, message, subject.value((*build.origin, "image")), help)
