"""The style of the page of differences, in light and in dark."""

STYLE = """
:root {
  color-scheme: light dark;
  --text: #1f2328; --soft: #59636e; --page: #ffffff; --card: #f6f8fa; --line: #d1d9e0;
  --added: #116329; --added-back: #dafbe1; --removed: #a40e26; --removed-back: #ffebe9;
  --changed: #0550ae; --warn: #7d4e00; --warn-back: #fff8c5; --warn-line: #d4a72c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --soft: #9198a1; --page: #0d1117; --card: #161b22; --line: #3d444d;
    --added: #7ee787; --added-back: #12361f; --removed: #ffa198; --removed-back: #4a1419;
    --changed: #79c0ff; --warn: #f2cc60; --warn-back: #2d2305; --warn-line: #9e6a03;
  }
}
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--page); font: 16px/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
section + section, section + .same { margin-top: 3rem; border-top: 1px solid var(--line); }
h1 { font-size: 1.6rem; margin: 1rem 0 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
code, pre { font: .85em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.sides { color: var(--soft); margin: .25rem 0; }
.overview { font-weight: 600; margin: .75rem 0; }
.risks { padding: .25rem 1rem; background: var(--warn-back);
  border: 1px solid var(--warn-line); border-radius: .5rem; }
.risks > ul, .risks > details > ul { list-style: none; margin: 0; padding: 0; }
.risks > ul > li, .risks > details > ul > li { padding: .5rem 0; }
.risks > ul + *, .risks > details + *, .risks > ul > li + li, .risks > details > ul > li {
  border-top: 1px solid var(--warn-line); }
.risks li ul { margin: .25rem 0 0; padding-left: 1.25rem; }
.slug { color: var(--warn); margin-right: .35rem; }
details { margin: .5rem 0; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
summary { padding: .5rem .75rem; cursor: pointer; }
details.more { margin: 0; background: none; border: 0; border-radius: 0; }
.more > summary { padding: .5rem 0; color: var(--warn); }
li > .more > summary { padding: .1rem 0; }
summary:focus-visible { outline: 2px solid var(--changed); outline-offset: 2px; }
.type, .cause { color: var(--soft); }
.type { margin-left: .35rem; }
.fate { margin-left: .35rem; font-weight: 600; }
.cause { margin-left: .35rem; }
.number { white-space: nowrap; }
.note { color: var(--removed); font-style: normal; font-weight: 600; }
.changes { list-style: none; margin: 0; padding: .25rem 1rem .75rem; }
.changes li { padding: .1rem 0 .1rem 1.6rem; text-indent: -1.6rem; }
.sign { display: inline-block; width: 1.25rem; text-align: center; text-indent: 0; font-weight: 700;
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.sign.added { color: var(--added); } .sign.removed, .sign.replaced { color: var(--removed); }
.sign.changed { color: var(--changed); }
pre { margin: 0; padding: .5rem 0; overflow-x: auto; background: var(--page);
  border-top: 1px solid var(--line); border-radius: 0 0 .5rem .5rem; }
.line { display: block; min-width: max-content; padding: 0 .75rem; white-space: pre; }
.line.added { color: var(--added); background: var(--added-back); }
.line.removed { color: var(--removed); background: var(--removed-back); }
.line.gap { color: var(--soft); }
@media print { details > * { display: block; } }
"""
