// Reads pairs of templates from standard input, and writes what `cdk diff` sees in each: its own engine, without the CLI.
const { fullDiff } = require('@aws-cdk/cloudformation-diff');

function entries(collection) {
  const found = {};
  collection.forEachDifference((name, change) => {
    if (change.isDifferent) found[name] = change;
  });
  return found;
}

function resource(change) {
  const parts = [];
  if (change.isUpdate) {
    change.forEachDifference((kind, name, part) => {
      if (part.isDifferent) parts.push(name);
    });
  }
  return { parts, impact: change.changeImpact };
}

function told({ before, after }) {
  const diff = fullDiff(before, after);
  const resources = entries(diff.resources);
  return {
    resources: Object.fromEntries(Object.keys(resources).map((id) => [id, resource(resources[id])])),
    sections: Object.fromEntries(
      ['outputs', 'parameters', 'conditions', 'mappings'].map((name) => [name, Object.keys(entries(diff[name]))])
    ),
    broadened: diff.permissionsBroadened,
  };
}

const pairs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(pairs.map(told)));
