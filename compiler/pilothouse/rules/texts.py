"""The texts of a manifest that go to AWS unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pilothouse.rules.base import Subject
from pilothouse.source.route import Route


@dataclass(frozen=True, slots=True)
class Text:
    """A text at `route`. If it `is_free`, AWS accepts any text, and only a run of the pipeline fails."""

    value: str
    route: Route
    is_free: bool


def texts(subject: Subject) -> Iterator[Text]:
    """Yield the names, paths and references of a manifest that are given."""
    return (text for text in _texts(subject) if text.value)


def _texts(subject: Subject) -> Iterator[Text]:
    manifest = subject.manifest
    yield Text(manifest.name, ("name",), is_free=False)
    source = manifest.source
    properties = (*source.origin, "properties")
    yield Text(source.repository, (*properties, "repository"), is_free=False)
    yield Text(source.branch, (*properties, "branch"), is_free=True)
    yield Text(source.connection_name, (*properties, "connection_name"), is_free=False)
    yield Text(source.connection_arn, (*properties, "connection_arn"), is_free=False)
    yield Text(source.access_token_secret, (*properties, "access_token_secret"), is_free=False)
    yield Text(manifest.build.image, (*manifest.build.origin, "image"), is_free=True)
    yield Text(manifest.build.buildspec, (*manifest.build.origin, "buildspec"), is_free=True)
    for stage in manifest.stages:
        yield Text(stage.name, (*stage.origin, "name"), is_free=False)
        for action in (*stage.pre_deployments, *stage.post_deployments):
            yield Text(action.buildspec, (*action.origin, "buildspec"), is_free=True)
        for deployment in stage.deployments:
            yield Text(deployment.stack_name, (*deployment.origin, "stack_name"), is_free=False)
            yield Text(deployment.template_path, (*deployment.origin, "template_path"), is_free=True)
            yield Text(deployment.template_config, (*deployment.origin, "template_config"), is_free=True)
