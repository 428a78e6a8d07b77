"""Scaffold a CDK app in JavaScript, typed by comments. It needs no compiler, and changes nothing yet."""

from __future__ import annotations

import json
from collections.abc import Collection

from pilothouse.ir.stack import Stack
from pilothouse.scaffold.override_outline import resource_types, stage_lines

CDK_VERSION, LIBRARY_VERSION, CONSTRUCTS_VERSION = "^2.1148.1", "^2.276.0", "^10.8.1"

_APP = """\
#!/usr/bin/env node
// @ts-check
const cdk = require('aws-cdk-lib');
const { TransformedStack } = require('../stack');

const app = new cdk.App();
new TransformedStack(app, 'Stack', { appName: process.env.COPILOT_APPLICATION_NAME || '' });
"""
_STACK = """\
// @ts-check
// Changes the template of the pipeline "{pipeline}" on every compilation.
//
// Each method below gets one resource as an object of its CDK class, with CloudFormation's properties
// (https://docs.aws.amazon.com/cdk/v2/guide/cfn-layer.html). You can create new resources with any construct.
// The stages of the pipeline are:
{stages}
const path = require('path');
const cdk = require('aws-cdk-lib');
const {{ CfnInclude }} = require('aws-cdk-lib/cloudformation-include');

class TransformedStack extends cdk.Stack {{
  /**
   * @param {{cdk.App}} scope
   * @param {{string}} id
   * @param {{cdk.StackProps & {{appName: string}}}} props
   */
  constructor(scope, id, props) {{
    super(scope, id, props);
    this.appName = props.appName;
    this.template = new CfnInclude(this, 'Template', {{ templateFile: path.join('.build', 'in.yml') }});
{calls}
  }}
{methods}
}}

module.exports = {{ TransformedStack }};
"""
_METHOD = """
  // {kind}
  transform{logical_id}() {{
    const resource = /** @type {{cdk.{module}.{name}}} */ (this.template.getResource('{logical_id}'));
{body}
    return resource;
  }}
"""
_EXAMPLES = {
    "BuildProject": """\
    // A larger build environment.
    // resource.addPropertyOverride('Environment.ComputeType', 'BUILD_GENERAL1_MEDIUM');
    // Longer builds, in minutes.
    // resource.timeoutInMinutes = 90;""",
    "Pipeline": """\
    // A newer execution waits for the one before instead of superseding it.
    // resource.pipelineType = 'V2';
    // resource.executionMode = 'QUEUED';""",
}
_ANY_EXAMPLE = "    // resource.addPropertyOverride('Path.To.Property', 'value');"
_GITIGNORE = """\
# The app's input and output templates.
.build
cdk.out

node_modules
"""


def cdk_files(stack: Stack, pipeline: str, chosen: Collection[str] = ()) -> dict[str, str]:
    """Return the files of a CDK override, by name, with a method for each of the chosen resources.

    None chosen means all.
    """
    types = {name: kind for name, kind in resource_types(stack).items() if not chosen or name in chosen}
    return {
        ".gitignore": _GITIGNORE,
        "bin/override.js": _APP,
        "cdk.json": _json({"app": "node bin/override.js", "versionReporting": False}),
        "package.json": _json(
            {
                "name": "override",
                "private": True,
                "dependencies": {"aws-cdk-lib": LIBRARY_VERSION, "constructs": CONSTRUCTS_VERSION},
                "devDependencies": {"aws-cdk": CDK_VERSION},
            }
        ),
        "stack.js": _STACK.format(
            pipeline=pipeline,
            stages="\n".join(stage_lines(stack, "//   ")),
            calls="\n".join(f"    this.transform{logical_id}();" for logical_id in types),
            methods="".join(_method(logical_id, kind) for logical_id, kind in types.items()).rstrip("\n"),
        ),
    }


def _method(logical_id: str, kind: str) -> str:
    _, service, name = kind.split("::")
    return _METHOD.format(
        kind=kind,
        logical_id=logical_id,
        module=f"aws_{service.lower()}",
        name=f"Cfn{name}",
        body=_EXAMPLES.get(logical_id, _ANY_EXAMPLE),
    )


def _json(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"
