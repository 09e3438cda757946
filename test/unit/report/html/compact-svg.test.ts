// Drawings made small: what goes, and that what is seen stays.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactSvg } from '../../../../src/report/html/compact-svg.ts';

const rows: readonly [claim: string, svg: string, compact: string][] = [
  [
    'the size goes, the view box stays',
    '<svg class="marks" width="512" height="367" viewBox="0 0 512 367"></svg>',
    '<svg class="marks"  viewBox="0 0 512 367"></svg>',
  ],
  [
    'names of parts go, classes stay',
    '<g class="role-mark" role="graphics-symbol" aria-label="a &gt; b" aria-hidden="true"></g>',
    '<g class="role-mark"></g>',
  ],
  [
    'what is so anyway goes, anything else stays',
    '<line stroke-width="1" opacity="1"/><line stroke-width="1.5" opacity="0.1"/>',
    '<line/><line stroke-width="1.5" opacity="0.1"/>',
  ],
  [
    'paths that show nothing go, backgrounds that do stay',
    '<path class="background" d="M0,0h0v0h0Z"/><path class="foreground" d="" display="none"/>' +
      '<path class="background" d="M0,0h430v90h-430Z"/>',
    '<path class="background" d="M0,0h430v90h-430Z"/>',
  ],
  [
    'paths are rounded to a hundredth',
    '<path d="M0,198.5551094704561h3.606v-1.23456e-7L-10.005,7.25"/>',
    '<path d="M0,198.56h3.61v-0L-10.01,7.25"/>',
  ],
  [
    'text stays as it is, whatever it says',
    '<text font-family="serif">99.9999 % role="x" d="1.23456" &lt;g opacity="1"&gt;</text>',
    '<text>99.9999 % role="x" d="1.23456" &lt;g opacity="1"&gt;</text>',
  ],
];

for (const [claim, svg, compact] of rows) {
  test(claim, () => {
    assert.equal(compactSvg(svg), compact);
  });
}
