"""Access that is opened to everybody, and lost protections against it.

Source: Amazon EC2 user guide, "Security group rules"; Amazon S3 user guide, "Blocking public access"; and the
CloudFormation template reference of each property below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_network

from pilothouse.diff.difference import Comparison
from pilothouse.diff.node import FunctionNode, MapNode, Node, ScalarNode
from pilothouse.diff.normalize import Resource, Template
from pilothouse.diff.permissions.holders import items_of
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.show import show

_GROUP, _INGRESS = "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress"
_WIDE = {4: 8, 6: 16}  # bits: splitting 0.0.0.0/0 in two halves opens just as much
_BLOCKS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
_S3_BLOCK = "PublicAccessBlockConfiguration"

# The path of a property, and the values that keep a resource private; None: it isn't given.
_PRIVATE: Mapping[tuple[str, ...], tuple[str | None, ...]] = {
    **{("AWS::S3::Bucket", _S3_BLOCK, block): ("true",) for block in _BLOCKS},
    **{("AWS::S3::AccessPoint", _S3_BLOCK, block): ("true", None) for block in _BLOCKS},
    ("AWS::S3::Bucket", "AccessControl"): (
        *(None, "Private", "BucketOwnerRead", "BucketOwnerFullControl"),
        *("LogDeliveryWrite", "AwsExecRead"),
    ),
    ("AWS::RDS::DBInstance", "PubliclyAccessible"): ("false", None),
    ("AWS::Redshift::Cluster", "PubliclyAccessible"): ("false", None),
    ("AWS::DMS::ReplicationInstance", "PubliclyAccessible"): ("false",),
    ("AWS::AmazonMQ::Broker", "PubliclyAccessible"): ("false", None),
    ("AWS::Lambda::Url", "AuthType"): ("AWS_IAM",),
    ("AWS::CodeBuild::Project", "Visibility"): ("PRIVATE", None),
    ("AWS::EKS::Cluster", "ResourcesVpcConfig", "EndpointPublicAccess"): ("false",),
}


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each access that is, or may be, open to everybody, and was not before."""
    if not comparison.before.resources:
        return
    known = {words for words, _ in _open_rules(comparison.before, comparison.renames)}
    for words, node in _open_rules(comparison.after, {}):
        if words not in known:
            yield Risk(RiskKind.ACCESS_OPENED, str(node.path[1]), words, (), None, node.path)
    old = {comparison.renames.get(name, name): one for name, one in comparison.before.resources.items()}
    for resource in comparison.after.resources.values():
        yield from _no_longer_private(old.get(resource.logical_id), resource)


def _open_rules(template: Template, renames: Mapping[str, str]) -> Iterator[tuple[str, Node]]:
    """Yield the rules that allow everybody, in words."""
    for resource in template.resources.values():
        properties = resource.properties
        if resource.type == _INGRESS:
            group = properties.entries.get("GroupId") or properties.entries.get("GroupName")
            yield from _open_rule(show(group) if group else resource.logical_id, properties)
        elif resource.type == _GROUP:
            name = renames.get(resource.logical_id, resource.logical_id)
            for rule in items_of(properties.entries.get("SecurityGroupIngress")):
                yield from _open_rule(f"!GetAtt {name}.GroupId", rule)


def _open_rule(group: str, rule: Node) -> Iterator[tuple[str, Node]]:
    if not isinstance(rule, MapNode):
        return
    for key in ("CidrIp", "CidrIpv6"):
        address = rule.entries.get(key)
        if address is None:
            continue
        is_open = _is_wide(address)
        if is_open is not False:
            sure = (
                "is open to"
                if is_open
                else "may be open to everybody, depending on a value that is unknown here:"
            )
            yield f"the security group {group} {sure} {show(address)} on {_ports(rule)}", address


def _is_wide(address: Node) -> bool | None:
    """Whether addresses cover nearly the whole address space; None if they can't be read."""
    if isinstance(address, FunctionNode) or not isinstance(address, ScalarNode):
        return None
    try:
        network = ip_network(address.value or "", strict=False)
    except ValueError:
        return None
    is_wide = network.prefixlen <= _WIDE[network.version]
    return network.prefixlen == 0 or (is_wide and not network.is_private)


def _ports(rule: MapNode) -> str:
    first, last, protocol = (rule.entries.get(key) for key in ("FromPort", "ToPort", "IpProtocol"))
    if protocol is None or show(protocol) == "-1" or first is None or last is None:
        return "all ports" if protocol is None or show(protocol) == "-1" else f"all ports of {show(protocol)}"
    ports = show(first) if show(first) == show(last) else f"{show(first)} to {show(last)}"
    return f"{show(protocol)} {ports}"


def _no_longer_private(old: Resource | None, new: Resource) -> Iterator[Risk]:
    for (kind, *way), private in _PRIVATE.items():
        if new.type != kind:
            continue
        before, now = _value(old, way) if old else None, _value(new, way)
        was_private = _is_private(before, private) if old and before else now is not None
        if was_private and not _is_private(now, private):
            value = "not set" if now is None else show(now)
            summary = f"{new.logical_id} may be open to the public: {'.'.join(way)} is {value}"
            path = new.path if now is None else now.path
            yield Risk(
                RiskKind.ACCESS_OPENED, new.logical_id, summary, (), before.path if before else None, path
            )


def _is_private(value: Node | None, private: tuple[str | None, ...]) -> bool:
    if value is None:
        return None in private
    return isinstance(value, ScalarNode) and value.value in private


def _value(resource: Resource, way: list[str]) -> Node | None:
    node: Node = resource.properties
    for key in way:
        if not isinstance(node, MapNode) or key not in node.entries:
            return None
        node = node.entries[key]
    return node
