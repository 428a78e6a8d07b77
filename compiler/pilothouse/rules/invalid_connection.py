"""A `connection_arn` that isn't the ARN of a connection."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, RenameKey
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.partition import partition_of
from pilothouse.rules.base import Subject

_ARN = re.compile(
    r"arn:(?P<partition>aws[\w-]*):(?:codestar-connections|codeconnections):[a-z0-9-]+:[0-9]{12}:connection/.+",
    re.ASCII,
)
"""Developer Tools console user guide, "Connections rename"; botocore codeconnections ConnectionArn."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding if the ARN has the wrong form, or is in a different partition than the pipeline."""
    source = subject.manifest.source
    arn = source.connection_arn
    if not arn:
        return
    place = subject.value((*source.origin, "properties", "connection_arn"))
    match = _ARN.fullmatch(arn)
    region = subject.context.application.region
    if match is None:
        message = f'"{arn}" is not the ARN of a connection'
        is_name = ":" not in arn
        help = "it looks like arn:aws:codeconnections:REGION:ACCOUNT:connection/ID"
        help = f'to refer to a connection by name, write "connection_name: {arn}"' if is_name else help
        route = (*source.origin, "properties", "connection_arn")
        renamed = Fix('write "connection_name"', (RenameKey(route, "connection_name"),), is_safe=False)
        fix = renamed if is_name and not source.connection_name else None
        yield Diagnostic(codes.INVALID_CONNECTION, message, place, help, fix=fix)
    elif match["partition"] != partition_of(region) and not subject.context.is_assumed:
        message = (
            f"the connection is in partition {match['partition']}, but the pipeline's region {region} is not"
        )
        help = "use a connection in the pipeline's partition"
        yield Diagnostic(codes.INVALID_CONNECTION, message, place, help).at_severity(Severity.WARNING)
