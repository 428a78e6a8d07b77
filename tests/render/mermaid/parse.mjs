// Reads a flow chart from standard input with the real Mermaid; writes what it understood as JSON.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const dom = new JSDOM("");
globalThis.window = dom.window;
globalThis.document = dom.window.document;
const { default: mermaid } = await import("mermaid");

// Mermaid keeps escaped characters under signs of its own until a label becomes HTML.
const decoded = (text) =>
  text
    .replace(/<\/?(?:b|small)>/g, "")
    .split(/<br ?\/?>/)
    .map((line) => line.replace(/ﬂ°°(\d+)¶ß/g, (_, number) => String.fromCodePoint(Number(number))));

const text = readFileSync(0, "utf8");
await mermaid.parse(text); // throws at a mistake, and loads what the next line needs
const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
const chart = diagram.db;
const understood = {
  nodes: [...chart.getVertices().values()].filter((node) => node.type).map((node) => ({
    id: node.id,
    label: decoded(node.text),
    shape: node.type,
  })),
  edges: chart.getEdges().map((edge) => [edge.start, edge.end, edge.stroke]),
  stages: chart.getSubGraphs().map((stage) => ({ id: stage.id, label: decoded(stage.title)[0] })),
};
process.stdout.write(JSON.stringify(understood));
