import { type Bilingual, both } from '../bilingual.ts';
import { counted, type Say, safe } from './html.ts';

export interface Bar {
  label: string;
  before: number;
  after: number;
}

const ROW = { label: 15, bar: 16, gap: 22 };
/** Percent of the width that the longest bar takes; its figure stands beside it. */
const LONGEST = 78;

/**
 * Bars under their labels, before above after, which `keys` name. Lengths are percent and nothing is scaled, so that the
 * letters keep their size on a phone. The table beside it holds the same figures.
 */
export function bars(say: Say, title: Bilingual, rows: readonly Bar[], keys = KEYS): string {
  const first = rows.every(({ before }) => before === 0);
  const kinds = first ? (['after'] as const) : (['before', 'after'] as const);
  const most = Math.max(1, ...rows.flatMap(({ before, after }) => [before, after]));
  const high = ROW.label + kinds.length * ROW.bar + ROW.gap;
  const one = (row: Bar, i: number) =>
    `<text y="${i * high + ROW.label}">${safe(row.label)}</text>${kinds
      .map((kind, k) => bar(kind, row[kind], most, i * high + ROW.label + 6 + k * ROW.bar))
      .join('')}`;
  const name = safe(say(title));
  const figures = safe(rows.map((row) => spoken(row, kinds, say, keys)).join(say(both('; ', '；'))));
  return `<figure><svg width="100%" height="${rows.length * high}" role="img" aria-label="${name}"><title>${name}</title><desc>${figures}</desc>${rows.map(one).join('')}</svg>
<figcaption>${name}${first ? '' : `<br>${kinds.map((kind) => key(say, kind, keys)).join('')}`}</figcaption></figure>`;
}

/** One row for those who cannot see its bars. */
const spoken = (row: Bar, kinds: readonly Kind[], say: Say, keys: typeof KEYS): string =>
  `${row.label}${say(both(': ', '：'))}${kinds.map((kind) => `${say(keys[kind])} ${counted(row[kind])}`).join(say(both(', ', '，')))}`;

type Kind = 'before' | 'after';

function bar(kind: Kind, count: number, most: number, y: number): string {
  const percent = ((LONGEST * count) / most).toFixed(2);
  return `<rect class="${kind}" y="${y}" width="${percent}%" height="${ROW.bar - 3}"/><text class="figure" x="${percent}%" dx="6" y="${y + 11}">${counted(count)}</text>`;
}

const KEYS: Record<Kind, Bilingual> = { before: both('before', '之前'), after: both('now', '现在') };
const key = (say: Say, kind: Kind, keys: typeof KEYS): string =>
  ` <span class="nowrap"><span class="key ${kind}"></span>${safe(say(keys[kind]))}</span>`;
