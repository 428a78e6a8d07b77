"""What the conformance suite reads of a manifest itself."""

from tests.conformance.manifest import Manifest

FLOW = "{name: web, stages: [{name: prod, deployments: {api: {\n\t  stack_name: a, stackname: b}}}]}\n"


def test_a_tab_in_the_indentation_of_a_flow_collection_is_read() -> None:
    data = Manifest(FLOW).data
    assert data["stages"][0]["deployments"]["api"] == {"stack_name": "a", "stackname": "b"}


def test_invalid_yaml_has_no_data() -> None:
    assert Manifest("name: [\n\t").data is None
