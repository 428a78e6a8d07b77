"""Which lists of a template are sets, and which hold things that have a name.

Each line is a fact about a service, not about the template: a place is a resource type and the way to a
property, `*` for any item of a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A list of maps that `key` tells apart."""

    key: str
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Unordered:
    """A list whose order doesn't count; a single value stands for a list of one."""


Shape = Named | Unordered

PIPELINE = "AWS::CodePipeline::Pipeline"
PROJECT = "AWS::CodeBuild::Project"
ROLE = "AWS::IAM::Role"
USER = "AWS::IAM::User"
GROUP = "AWS::IAM::Group"
POLICY = "AWS::IAM::Policy"
MANAGED_POLICY = "AWS::IAM::ManagedPolicy"

# Stages run in the order of the list; within a stage only run orders count, names are unique there, and a
# pipeline has one artifact store a region (CodePipeline user guide, "Pipeline structure reference").
SHAPES: Mapping[Place, Shape] = {
    (PIPELINE, "Stages"): Named("Name", is_ordered=True),
    (PIPELINE, "Stages", "*", "Actions"): Named("Name"),
    (PIPELINE, "ArtifactStores"): Named("Region"),
    (PIPELINE, "DisableInboundStageTransitions"): Named("StageName"),
    (PIPELINE, "Variables"): Named("Name"),
    (PROJECT, "Environment", "EnvironmentVariables"): Named("Name"),
    (PROJECT, "SecondarySources"): Named("SourceIdentifier"),
    (PROJECT, "SecondaryArtifacts"): Named("ArtifactIdentifier"),
    (PROJECT, "VpcConfig", "Subnets"): Unordered(),
    (PROJECT, "VpcConfig", "SecurityGroupIds"): Unordered(),
    **{(principal, "Policies"): Named("PolicyName") for principal in (ROLE, USER, GROUP)},
    **{(principal, "ManagedPolicyArns"): Unordered() for principal in (ROLE, USER, GROUP)},
    **{
        (policy, attached): Unordered()
        for policy in (POLICY, MANAGED_POLICY)
        for attached in ("Roles", "Users", "Groups")
    },
}

_TAGS = Named("Key")
INLINE_BUILDSPECS: frozenset[Place] = frozenset(
    {(PROJECT, "Source", "BuildSpec"), (PROJECT, "SecondarySources", "*", "BuildSpec")}
)
ACTION: Place = (PIPELINE, "Stages", "*", "Actions", "*")


def shape_of(place: Place) -> Shape | None:
    """Return the shape of a list; None if its order counts and its items have no names."""
    return _TAGS if place[1:] == ("Tags",) else SHAPES.get(place)
