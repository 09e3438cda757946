// What a template does with what is put into it: text is escaped, markup is not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, html, trusted } from '../../../../src/report/html/markup.ts';

test('what is put into a template is text, whatever it holds', () => {
  const name = `<script>alert("1 & 2")</script>'`;
  assert.equal(
    html`<p title="${name}">${name}</p>`.html,
    '<p title="&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;&#39;">' +
      '&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;&#39;</p>',
  );
});

test('markup stays markup, lists are joined, null leaves nothing, 0 is shown', () => {
  const items = ['a', 'b'].map((item) => html`<li>${item}</li>`);
  assert.equal(html`<ul>${items}${null}</ul>${0}`.html, '<ul><li>a</li><li>b</li></ul>0');
  assert.equal(html`${trusted('<br>')}`.html, '<br>');
  assert.equal(html`${[]}`.html, '');
});

test('a figure names the place where it stands, and keeps its unit beside it', () => {
  assert.equal(
    figure('cases[0].serviceNs.p50', '46.4 µs').html,
    '<span data-field="cases[0].serviceNs.p50">46.4\u00a0µs</span>',
  );
});
