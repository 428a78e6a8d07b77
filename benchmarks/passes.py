"""Compile a manifest past AWS's limits: 50 stages of 50 deployments are more than a pipeline may have.

`compile` refuses so large a manifest before it emits; here the same passes run to the end, for their time.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from pilothouse.driver import load_context
from pilothouse.passes.bind import bind
from pilothouse.passes.check_graph import check_graph
from pilothouse.passes.check_limits import check_limits
from pilothouse.passes.check_rules import check_rules
from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.emit import emit
from pilothouse.passes.lower import lower
from pilothouse.passes.parse import parse
from pilothouse.rules.base import Subject
from pilothouse.schema_files import schema_text
from pilothouse.workspace.read import read_source
from pilothouse.yaml_text.template import template_yaml


def compile_to_the_end(manifest: Path, context_file: Path) -> str:
    """Run every pass and return the template's text."""
    context = load_context(read_source(context_file))[0].value
    document = parse(read_source(manifest)).value
    assert context
    assert document
    list(check_schema(document, schema_text("manifest")))
    bound = bind(document, "")
    workloads = tuple(context.workloads)
    list(check_rules(Subject(bound, context, workloads)))
    graph = lower(bound, context, workloads)
    list(check_graph(graph, str(manifest)))
    stack = emit(graph, str(manifest)).value
    assert stack
    text = template_yaml(stack.template)
    list(check_limits(stack, text, context.application.region))
    return text


if __name__ == "__main__":
    gc.disable()  # as the command line does
    sys.stdout.write(compile_to_the_end(Path(sys.argv[1]), Path(sys.argv[2])))
