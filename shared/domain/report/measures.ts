import { type Bilingual, both } from '../bilingual.ts';
import { type Say, safe } from './html.ts';

/** A bar under its label; `figure` says its value as people read it. */
export interface Measure {
  label: string;
  value: number;
  figure: string;
  /** Stands apart from the others, for what the others are compared with. */
  apart?: true;
}

const ROW = { label: 15, bar: 18, high: 52 };
/** Percent of the width that the longest bar takes; its figure stands beside it. */
const LONGEST = 58;

/** Bars of one kind of figure under their labels; a value below 0 has no length. The table beside it holds the same figures. */
export function measures(say: Say, title: Bilingual, rows: readonly Measure[]): string {
  const most = Math.max(0, ...rows.map(({ value }) => value)) || 1;
  const name = safe(say(title));
  const spoken = rows.map(({ label, figure }) => `${label}${say(both(': ', '：'))}${figure}`);
  return `<figure><svg width="100%" height="${rows.length * ROW.high}" role="img" aria-label="${name}"><title>${name}</title><desc>${safe(spoken.join(say(both('; ', '；'))))}</desc>${rows.map((row, i) => drawn(row, i * ROW.high, most)).join('')}</svg>
<figcaption>${name}</figcaption></figure>`;
}

function drawn({ label, value, figure, apart }: Measure, top: number, most: number): string {
  const percent = ((LONGEST * Math.max(0, value)) / most).toFixed(2);
  const y = top + ROW.label + 5;
  return `<text y="${top + ROW.label}">${safe(label)}</text><rect class="${apart ? 'before' : 'after'}" y="${y}" width="${percent}%" height="${ROW.bar}"/><text class="figure" x="${percent}%" dx="6" y="${y + 13}">${safe(figure)}</text>`;
}
