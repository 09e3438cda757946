// Drawings made small: what goes, and that what is seen stays.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactSvg } from '../../../../src/report/html/compact-svg.ts';

const rows: readonly [claim: string, svg: string, compact: string][] = [
  [
    'the size goes, the view box stays',
    '<svg class="marks" width="512" height="367" viewBox="0 0 512 367"></svg>',
    '<svg  viewBox="0 0 512 367"></svg>',
  ],
  [
    'names of parts go, classes stay',
    '<g class="role-mark" role="graphics-symbol" aria-label="a &gt; b" aria-hidden="true"></g>',
    '<g class="role-mark"></g>',
  ],
  [
    'what is so anyway goes, anything else stays',
    '<line stroke-width="1" opacity="1" x2="0" y2="5"/><line stroke-width="1.5" opacity="0.1"/>',
    '<line y2="5"/><line stroke-width="1.5" opacity="0.1"/>',
  ],
  [
    'paths that show nothing go, backgrounds that do stay',
    '<path class="background" d="M0,0h9v9h-9Z"/><path class="foreground" d="" display="none"/>' +
      '<path class="background" d="M0,0h9v9h-9Z" stroke="red"/>',
    '<path d="M0,0h9v9h-9Z" stroke="red"/>',
  ],
  [
    'labels without room go with their ticks, others stay',
    '<text opacity="0">2 s</text><line x2="5" opacity="0"/><text opacity="1">3 s</text>',
    '<text>3 s</text>',
  ],
  [
    'neighbours of one paint become one path',
    '<path d="M0,0h1v1Z" fill="a"/><path d="M5,0h1v1Z" fill="a"/><path d="M9,0h1v1Z" fill="b"/>',
    '<path d="M0,0h1v1ZM5,0h1v1Z" fill="a"/><path d="M9,0h1v1Z" fill="b"/>',
  ],
  [
    'paths with an outline or a shine stay apart',
    '<path d="M0,0h1" fill="a" opacity="0.5"/><path d="M5,0h1" fill="a" opacity="0.5"/>',
    '<path d="M0,0h1" fill="a" opacity="0.5"/><path d="M5,0h1" fill="a" opacity="0.5"/>',
  ],
  [
    'places are rounded to a hundredth',
    '<path d="M0,198.5551094704561h3.606v-1.23456e-7L-10.005,7.25" stroke="a"/>' +
      '<g transform="translate(44.1025641025641,22)"/>',
    '<path d="M0,198.56h3.61v-0L-10.01,7.25" stroke="a"/><g transform="translate(44.1,22)"/>',
  ],
  [
    'text stays as it is, whatever it says',
    '<text font-size="13px">99.9999 % role="x" d="1.23456" &lt;g opacity="1"&gt;</text>',
    '<text>99.9999 % role="x" d="1.23456" &lt;g opacity="1"&gt;</text>',
  ],
];

for (const [claim, svg, compact] of rows) {
  test(claim, () => {
    assert.equal(compactSvg(svg), compact);
  });
}
