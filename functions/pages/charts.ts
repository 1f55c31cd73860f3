import { html } from './html.ts';
import type { Html } from './html.ts';
import { pick, wholeNumber } from './words.ts';
import type { Language } from './words.ts';

export interface Chart {
  readonly title: string;
  /** Label and count; shown from the largest down, or as they come when `inOrder`. */
  readonly bars: ReadonlyArray<readonly [string, number]>;
  readonly inOrder?: true;
}

const MOST_BARS = 10;
const OTHERS = { id: 'lainnya', en: 'others' } as const;

/** Bars beside their numbers: a table for readers, a drawing for eyes, no script and no outside resource. */
export function chartTable(chart: Chart, language: Language): Html {
  const bars = chart.inOrder === true ? chart.bars : shortened(chart.bars, language);
  const largest = Math.max(1, ...bars.map(([, count]) => count));
  return html`<div>
    <h3>${chart.title}</h3>
    <table>
      <tbody>
        ${bars.map(
          ([label, count]) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                  <rect width="${barWidth(count, largest)}" height="8" rx="1"></rect>
                </svg>
              </td>
              <td class="num">${wholeNumber(count, language)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Of 100; anything above zero stays visible. */
function barWidth(count: number, largest: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round((count / largest) * 100));
}

function shortened(bars: Chart['bars'], language: Language): Chart['bars'] {
  const sorted = bars.filter(([, count]) => count > 0).toSorted(([, a], [, b]) => b - a);
  if (sorted.length <= MOST_BARS) return sorted;
  const rest = sorted.slice(MOST_BARS - 1).reduce((sum, [, count]) => sum + count, 0);
  return [...sorted.slice(0, MOST_BARS - 1), [pick(OTHERS, language), rest]];
}
