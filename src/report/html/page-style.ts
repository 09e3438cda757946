// The page's style sheet: one column on a telephone, two charts side by side where there is room,
// light or dark as the reader's system is, and black on white on paper, where what is folded is
// shown. Shades of heat are steps of equal lightness (OKLab): they read alike without colour.

import { namedColumnCountMax, placePixels } from './table.ts';

/** What paper says of what is too long for it, or what a browser cannot unfold. */
const notPrinted = 'content: " (not printed; unfold it to print it)"; font-weight: 400;';

/** Each column of a table by the name that the table gives it. */
const columnNames = Array.from(
  { length: namedColumnCountMax },
  (_, index) => `td:nth-child(${index + 2}) { --name: var(--c${index + 1}); }`,
).join(' ');

/** Rows of tables as cards: the heading of each, and below it the figures under their names. */
function cards(tables: string): string {
  const rules = {
    '': 'display: block;',
    ' thead': 'display: none;',
    ' tbody': 'display: block;',
    ' tr': `display: grid; grid-template-columns: repeat(auto-fill, minmax(var(--w), 1fr));
      align-items: end; gap: .1rem .7rem; padding: .5rem 0; border-bottom: 1px solid var(--line);`,
    ' th[scope=row]': 'grid-column: 1 / -1; padding: 0; border: 0;',
    ' td': 'padding: 0; border: 0; text-align: left; white-space: normal; min-width: 0;',
    ' td::before': 'content: var(--name); display: block; color: var(--faint); font-size: .8rem;',
    ' td:has(.words)': 'grid-column: 1 / -1;',
    ' td:has(.words)::before': 'display: none;',
    ' td:empty': 'display: none;',
  };
  return Object.entries(rules)
    .map(([part, rule]) => `${tables}${part} { ${rule} }`)
    .join('\n');
}

const cardsByPlace = placePixels
  .map((pixels) => `@container (max-width: ${pixels}px) { ${cards(`.needs-${pixels}`)} }`)
  .join('\n');

/** The whole style sheet. */
export const pageStyle = `
:root { color-scheme: light dark; print-color-adjust: exact;
  --paper: #ffffff; --card: #f6f7f9; --ink: #1b1f24; --faint: #57606a; --grid: #e3e6ea;
  --axis: #8c959f; --line: #d4d9df; --good: #1a7f37; --bad: #c2201d; --open: #8a5a00;
  --series-1: #0072b2; --series-2: #d55e00; --series-3: #009e73; --series-4: #b5488c;
  --series-5: #9a6c00; --series-6: #2f8fca; --series-7: #555e68; --series-8: #7a5195;
  --band: #c9d1d9; --heat-1: #95e1e0; --heat-2: #58bed5; --heat-3: #2e97ca; --heat-4: #1f6db9;
  --heat-5: #294598; --heat-6: #232168; }
@media screen and (prefers-color-scheme: dark) { :root {
  --paper: #0f1318; --card: #171c23; --ink: #e6e9ed; --faint: #9aa4af; --grid: #29303a;
  --axis: #6e7883; --line: #303843; --good: #57c26d; --bad: #ff7b72; --open: #e0a84a;
  --series-1: #58b2ef; --series-2: #ff9147; --series-3: #3fcf9f; --series-4: #ec8cc3;
  --series-5: #e6c350; --series-6: #9ad4ff; --series-7: #aeb7c1; --series-8: #c3a0e8;
  --band: #3a444f; --heat-1: #36397b; --heat-2: #355da9; --heat-3: #2d86c8; --heat-4: #35b1da;
  --heat-5: #5ddae0; --heat-6: #afffe2; } }
@media print { :root { color-scheme: light;
  --paper: #fff; --card: #fff; --ink: #000; --faint: #333; --line: #999; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1240px; padding: 1.2rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto,
  "Helvetica Neue", sans-serif; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin-bottom: .8rem; font-size: .9rem; }
nav a { padding: .3rem 0; }
h1 { font-size: 1.5rem; margin: 0 0 .2rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
p, ul { margin: .4rem 0; max-width: 75ch; } ul { padding-left: 1.2rem; }
.facts { color: var(--faint); font-size: .9rem; } .facts [data-field] { white-space: nowrap; }
.answer { border-left: 4px solid var(--series-1); background: var(--card); padding: .7rem 1rem;
  margin: 1rem 0; font-size: 1.1rem; }
.answer p { margin: .2rem 0; } .answer .lead { font-size: 1.3rem; font-weight: 700; }
.answer h2 { font-size: 1rem; margin: .8rem 0 .2rem; color: var(--faint); }
.warning { border-left: 4px solid var(--bad); background: var(--card); padding: .7rem 1rem;
  margin: 1rem 0; }
.charts { display: grid; margin-top: .8rem; gap: 1rem; align-items: start;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr)); }
figure { margin: 0; padding: .8rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; min-width: 0; break-inside: avoid; }
figcaption { font-size: .9rem; margin-bottom: .5rem; color: var(--faint); }
figcaption b { display: block; color: var(--ink); font-size: 1rem; }
.chart svg { display: block; width: 100%; height: auto; max-width: 620px; margin: 0 auto;
  font-size: 13px; }
details { margin-top: .4rem; } summary { cursor: pointer; color: var(--faint); font-size: .85rem; }
.scroll { overflow-x: auto; container-type: inline-size; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: right;
  white-space: nowrap; }
th[scope=row], th:first-child { text-align: left; font-weight: 600; }
thead th { color: var(--faint); font-weight: 500; vertical-align: bottom; white-space: pre; }
a { color: var(--series-1); } .text td, .text th { text-align: left; }
.text td { white-space: normal; align-self: start; }
.needs-${placePixels.at(-1)} :is(th, td) { padding: .25rem .4rem; }
td:has(.words) { min-width: 18rem; }
${columnNames}
.word { font-weight: 700; } .improved, .ok { color: var(--good); }
.regressed, .failed { color: var(--bad); } .inconclusive, .minor { color: var(--open); }
@media (max-width: 640px) { th[scope=row] { white-space: normal; min-width: 5rem; } }
${cardsByPlace}
@media print { nav { display: none; } body { padding: 0; font-size: 14px; }
  figure { border-color: #999; } .scroll { overflow: visible; }
  h2, h3, summary { break-after: avoid; } tr, li { break-inside: avoid; }
  summary { list-style: none; font-weight: 600; }
  details::details-content { content-visibility: visible; }
  .bulky:not([open])::details-content { content-visibility: hidden; }
  .bulky:not([open]) > summary::after { ${notPrinted} } }
@supports not selector(::details-content) {
  @media print { details:not([open]) > summary::after { ${notPrinted} } } }
`.trim();
