// How servers are told apart in every chart of a page: by colour, and by shape where points are
// drawn, always in the order in which they are named.

import { seriesColours } from './chart.ts';

const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];

/** The encodings of the field `server`; a name that comes twice counts once. */
export function serverScales(names: readonly string[]) {
  const domain = [...new Set(names)];
  const field = { field: 'server', type: 'nominal', title: null };
  return {
    color: { ...field, scale: { domain, range: seriesColours(domain.length) } },
    shape: {
      ...field,
      scale: { domain, range: domain.map((_, index) => shapes[index % shapes.length]) },
    },
  };
}
