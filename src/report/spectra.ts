// Which spectra a group of cases has: that of its headline first, and where clients wait for each
// other or for their turn the other one too, since neither is shown without the other.

import type { CaseFigures } from './case-figures.ts';
import { renderSpectrum } from './percentile-spectrum.ts';

/** The spectra of cases of one load, at most `columns` wide; none without samples. */
export function spectra(cases: readonly CaseFigures[], columns: number): string[] {
  const isOpen = cases.some(({ load }) => load.open !== undefined);
  const isCrowded = cases.some(({ load }) => load.clientCount > 1);
  const service = spectrum('service', { cases, columns });
  const response = spectrum('response', { cases, columns });
  const drawn = isOpen ? [response, service] : isCrowded ? [service, response] : [service];
  return drawn.filter((text) => text !== '');
}

function spectrum(
  kind: 'service' | 'response',
  { cases, columns }: { cases: readonly CaseFigures[]; columns: number },
): string {
  const servers = cases.map(({ server, quantiles }) => ({
    name: server,
    quantiles: quantiles[kind],
  }));
  return renderSpectrum(kind === 'service' ? 'handshake' : 'response', servers, columns);
}
