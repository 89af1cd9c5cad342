import { type Bilingual, both } from '../bilingual.ts';
import { type Say, safe } from './html.ts';

/** An estimate under its label; `figure` says the same in words. */
export interface PlottedInterval {
  label: string;
  figure: string;
  value: number;
  from: number;
  to: number;
}

const ROW = { label: 15, line: 31, figure: 51, high: 70 };
/** Percent of the width that is left free on each side. */
const EDGE = 3;

/**
 * Intervals under each other about one line at 0, which is no effect. Places are percent of the width and nothing is
 * scaled, so that the letters keep their size on a phone.
 */
export function intervalPlot(say: Say, title: Bilingual, rows: readonly PlottedInterval[]): string {
  const least = Math.min(0, ...rows.map(({ from }) => from));
  const most = Math.max(0, ...rows.map(({ to }) => to));
  const place = (value: number): string =>
    `${(EDGE + ((100 - 2 * EDGE) * (value - least)) / (most - least || 1)).toFixed(2)}%`;
  const name = safe(say(title));
  const high = rows.length * ROW.high;
  const spoken = rows.map(({ label, figure }) => `${label}${say(both(': ', '：'))}${figure}`);
  const zero = `<line x1="${place(0)}" x2="${place(0)}" y1="0" y2="${high}" stroke="currentColor" stroke-dasharray="3 3"/>`;
  return `<figure class="plot"><svg width="100%" height="${high}" role="img" aria-label="${name}"><title>${name}</title><desc>${safe(spoken.join(say(both('; ', '；'))))}</desc>${zero}${rows.map((row, i) => drawn(row, i * ROW.high, place)).join('')}</svg>
<figcaption>${name}${safe(say(KEY))}</figcaption></figure>`;
}

const KEY = both(
  '. Dashed: no difference. Line: where the truth lies with 95 %; dot: what was seen.',
  '。虚线：没有差异；横线：95% 置信区间；圆点：实际值。',
);

function drawn(
  { label, figure, value, from, to }: PlottedInterval,
  top: number,
  place: (value: number) => string,
): string {
  const y = top + ROW.line;
  return `<text y="${top + ROW.label}">${safe(label)}</text><line x1="${place(from)}" x2="${place(to)}" y1="${y}" y2="${y}" stroke="currentColor" stroke-width="2"/><circle class="after" cx="${place(value)}" cy="${y}" r="5"/><text class="figure" y="${top + ROW.figure}">${safe(figure)}</text>`;
}
