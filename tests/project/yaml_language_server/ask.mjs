// Opens texts in yaml-language-server, as an editor does, and writes what it says of each as JSON.
//
// Standard input: {"schema": URI, "texts": {NAME: {"text": TEXT, "at": [LINE, CHARACTER]}}}; with "at", a completion is
// asked for. Standard output: {NAME: {"messages": [[LINE, MESSAGE]], "offers": {LABEL: TEXT}}}, errors and warnings only.
import { spawn } from 'node:child_process';
import { text as all } from 'node:stream/consumers';
import { createRequire } from 'node:module';

const { createMessageConnection, StreamMessageReader, StreamMessageWriter } =
  createRequire(createRequire(import.meta.url).resolve('vscode-languageserver'))('vscode-jsonrpc/node');

const { schema, texts } = JSON.parse(await all(process.stdin));
const program = 'node_modules/yaml-language-server/bin/yaml-language-server';
const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const connection = createMessageConnection(
  new StreamMessageReader(server.stdout),
  new StreamMessageWriter(server.stdin),
);
const customTags = ['!Ref', '!Sub', '!GetAtt', '!Join sequence', '!ImportValue'];
const schemas = { [schema]: '**/manifest.yml' };
const settings = { schemas, customTags, schemaStore: { enable: false } };
const published = new Map();
connection.onRequest('workspace/configuration', ({ items }) =>
  items.map(({ section }) => (section === 'yaml' ? settings : null)),
);
connection.onRequest('client/registerCapability', () => null);
connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) =>
  published.get(uri)?.(diagnostics),
);
connection.listen();

const completionItem = { snippetSupport: true };
await connection.sendRequest('initialize', {
  processId: process.pid,
  rootUri: null,
  capabilities: { workspace: { configuration: true }, textDocument: { completion: { completionItem } } },
});
await connection.sendNotification('initialized', {});

const said = {};
for (const [index, [name, { text, at }]] of Object.entries(texts).entries()) {
  const uri = `file:///workspace/${index}/manifest.yml`;
  const checked = new Promise((resolve) => published.set(uri, resolve));
  const textDocument = { uri, languageId: 'yaml', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  const seen = (await checked).filter(({ severity }) => severity <= 2);
  const messages = seen.map(({ range, message }) => [range.start.line + 1, message]);
  const offers = {};
  if (at) {
    const position = { line: at[0], character: at[1] };
    const list = await connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
    for (const item of list.items) offers[item.label] = item.insertText;
  }
  said[name] = { messages, offers };
}
process.stdout.write(JSON.stringify(said), () => process.exit(0));
