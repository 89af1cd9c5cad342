import { type Bilingual, both } from '../bilingual.ts';
import { type Say, safe } from './html.ts';

/** A row of parts that make up a whole; the parts of all rows are of the same kinds. */
export interface Stack {
  label: string;
  parts: readonly number[];
}

const ROW = { label: 15, bar: 22, high: 56 };
/** Percent of the width from which on a part has room for its figure. */
const ROOM = 13;

/** One bar for each row, as wide as the page, parted by shares; a row without anything is left out. */
export function stacked(
  say: Say,
  title: Bilingual,
  kinds: readonly Bilingual[],
  rows: readonly Stack[],
): string {
  const filled = rows.filter(({ parts }) => whole(parts) > 0);
  const name = safe(say(title));
  const keys = kinds.map(
    (kind, k) => ` <span class="nowrap"><span class="key p${k}"></span>${safe(say(kind))}</span>`,
  );
  const spoken = filled.map((row) => spokenRow(row, kinds, say)).join(say(both('; ', '；')));
  return `<figure><svg width="100%" height="${filled.length * ROW.high}" role="img" aria-label="${name}"><title>${name}</title><desc>${safe(spoken)}</desc>${filled.map((row, i) => drawn(row, i * ROW.high)).join('')}</svg>
<figcaption>${name}<br>${keys.join('')}</figcaption></figure>`;
}

const whole = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);
const percentOf = (part: number, all: number): number => (100 * part) / all;

function drawn({ label, parts }: Stack, top: number): string {
  const all = whole(parts);
  const y = top + ROW.label + 5;
  let left = 0;
  const bars = parts.map((part, k) => {
    const percent = percentOf(part, all);
    const at = left;
    left += percent;
    const bar = `<rect class="part p${k}" x="${at.toFixed(2)}%" y="${y}" width="${percent.toFixed(2)}%" height="${ROW.bar}"/>`;
    if (percent < ROOM) return bar;
    return `${bar}<text class="figure t${k}" x="${(at + percent / 2).toFixed(2)}%" y="${y + 15}" text-anchor="middle">${Math.round(percent)}%</text>`;
  });
  return `<text y="${top + ROW.label}">${safe(label)}</text>${bars.join('')}`;
}

const spokenRow = ({ label, parts }: Stack, kinds: readonly Bilingual[], say: Say): string =>
  `${label}${say(both(': ', '：'))}${kinds
    .map((kind, k) => `${say(kind)} ${Math.round(percentOf(parts[k] ?? 0, whole(parts)))}%`)
    .join(say(both(', ', '，')))}`;
