"""The origins of a template's parts, in the manifest and in the context."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pilothouse.diagnostics.place import Key, Place
from pilothouse.ir.graph import Action, ConnectionSource, DeployAction, Graph, Source, Stage
from pilothouse.ir.stack import STACK_HOME, STACK_TAGS, TemplatePath
from pilothouse.source.route import Route

APPLICATION: Route = ("application",)
APPLICATION_NAME: Route = ("application", "name")
BOUNDARY: Route = ("application", "permissions_boundary")
LEGACY: Route = ("legacy_pipelines",)
_GROUPS = ("pre_deployments", "deployments", "post_deployments")


@dataclass(frozen=True, slots=True)
class Origin:
    """The route of the manifest that causes a part; the other causes, the most likely first.

    `also` are routes of the manifest, `context` of the context file.
    """

    route: Route
    also: tuple[Route, ...] = ()
    context: tuple[Route, ...] = ()

    def place(self, manifest: str, context: str) -> Place:
        """Return the place in the two files, given by their paths."""
        also = tuple(Place(manifest, Key(route)) for route in self.also)
        known = self.context if context else ()
        return Place(manifest, Key(self.route), (*also, *(Place(context, Key(route)) for route in known)))


Origins = Mapping[TemplatePath, Origin]


def source_origin(source: Source, route: Route | None = None) -> Origin:
    """Return what decides how the source is read; `route` is another main one than the provider's."""
    provider, properties = (*source.origin, "provider"), (*source.origin, "properties")
    keys = ("connection_name", "access_token_secret", "output_artifact_format", "repository")
    routes = (provider, *((*properties, key) for key in keys), source.origin)
    name = source.known_as if isinstance(source, ConnectionSource) else ""
    context: tuple[Route, ...] = (("connections", name),) if name else ()
    return Origin(provider if route is None else route, routes, context)


def bucket_origin(index: int, key: str = "") -> Origin:
    """Return what decides an artifact bucket."""
    route: Route = ("artifact_buckets", index)
    return Origin((), (), ((*route, key), route) if key else (route,))


def environment_origin(stage: Stage, route: Route, *keys: str) -> Origin:
    """Return what decides a part that comes from a stage's environment; `keys` are those of the context."""
    environment = stage.environment.origin
    return Origin(route, (stage.origin,), (*((*environment, key) for key in keys), environment))


def run_order_origin(stage: Stage, action: Action) -> Origin:
    """Return what decides when an action runs: what it waits for, and all that runs before."""
    others = tuple((*one.origin, "depends_on") for one in stage.actions if one.kind is action.kind)
    groups = tuple((*stage.origin, group) for group in _GROUPS)
    own: Route = (*action.origin, "depends_on")
    return Origin(own, ((*stage.origin, "requires_approval"), *others, *groups))


def action_origin(stage: Stage, action: Action) -> Origin:
    """Return what decides that there is an action."""
    if isinstance(action, DeployAction) and action.origin == stage.origin:
        return Origin(action.origin, ((*stage.origin, "deployments"),), (("workloads", action.deployment),))
    return Origin(action.origin)


def stack_origins(graph: Graph) -> Origins:
    """Return what decides the stack's name, its tags, and where it is."""
    tags = {
        key: Origin(("name",), (), (APPLICATION_NAME, LEGACY))
        if key.startswith("copilot-")
        else Origin((), (), (("application", "tags", key), ("application", "tags")))
        for key in graph.tags
    }
    return {
        (STACK_HOME, "name"): Origin(("name",), (), (APPLICATION_NAME, LEGACY)),
        **{(STACK_HOME, key): Origin((), (), ((*APPLICATION, key),)) for key in ("account", "region")},
        **{(STACK_TAGS, key): origin for key, origin in tags.items()},
    }


def policy_origins(graph: Graph, role: Callable[[Stage], str], resources: Mapping[str, Any]) -> Origins:
    """Return the origins of resources in policies, found by the values that they are made of.

    `role` gives the role that deploys to a stage's environment.
    """
    known: dict[str, Origin] = {}
    for index, bucket in enumerate(graph.artifact_buckets):
        known[bucket.kms_key_arn] = bucket_origin(index, "kms_key_arn")
        known[bucket.bucket] = bucket_origin(index, "bucket")
    for stage in graph.stages:
        known[role(stage)] = environment_origin(stage, stage.origin, "account")
    return dict(_in_policies(resources, known))


def _in_policies(
    resources: Mapping[str, Any], known: Mapping[str, Origin]
) -> Iterator[tuple[TemplatePath, Origin]]:
    for logical_id, resource in resources.items():
        properties = resource.get("Properties", {})
        path: TemplatePath = ("Resources", logical_id, "Properties")
        documents = {(*path, "PolicyDocument"): properties.get("PolicyDocument")}
        for index, policy in enumerate(properties.get("Policies", ())):
            documents[*path, "Policies", index, "PolicyDocument"] = policy["PolicyDocument"]
        for place, document in documents.items():
            for index, statement in enumerate((document or {}).get("Statement") or ()):
                yield from _in_statement((*place, "Statement", index), statement.get("Resource"), known)


def _in_statement(
    path: TemplatePath, resource: Any, known: Mapping[str, Origin]
) -> Iterator[tuple[TemplatePath, Origin]]:
    if isinstance(resource, str) and resource in known:
        yield path, known[resource]
    for index, item in enumerate(resource if isinstance(resource, list) else ()):
        parts = [item] if isinstance(item, str) else item.get("Fn::Join", ["", []])[1]
        for part in parts:
            if isinstance(part, str) and part in known:
                yield (*path, "Resource", index), known[part]
