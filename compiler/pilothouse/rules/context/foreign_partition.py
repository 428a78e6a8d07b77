"""An ARN in a different partition than its region."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.context import Context
from pilothouse.ir.partition import partition_of
from pilothouse.source.route import Route


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding for each ARN, and for each environment in another partition than the pipeline."""
    home = partition_of(context.application.region)
    for arn, region, route in _arns(context):
        given, wanted = arn.split(":")[1], partition_of(region)
        if given != wanted:
            message = f"the ARN is in partition {given}, but region {region} is in {wanted}"
            help = f"write arn:{wanted}:…"
            yield Diagnostic(codes.FOREIGN_PARTITION, message, Place(context.path, Value(route)), help)
    for environment in context.environments.values():
        if partition_of(environment.region) != home:
            message = f"a pipeline in {context.application.region} cannot deploy to {environment.region}"
            place = Place(context.path, Value((*environment.origin, "region")))
            help = f"{environment.region} is in another AWS partition: use a separate pipeline there"
            yield Diagnostic(codes.FOREIGN_PARTITION, message, place, help)


def _arns(context: Context) -> Iterator[tuple[str, str, Route]]:
    for environment in context.environments.values():
        for key in ("manager_role_arn", "execution_role_arn"):
            yield getattr(environment, key), environment.region, (*environment.origin, key)
    for index, bucket in enumerate(context.artifact_buckets):
        yield bucket.kms_key_arn, bucket.region, ("artifact_buckets", index, "kms_key_arn")
    for name, arn in context.connections.items():
        yield arn, context.application.region, ("connections", name)
