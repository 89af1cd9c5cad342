import { type Bilingual, both } from '../bilingual.ts';
import { counted, type Say, safe } from './html.ts';

/** `mean`: what one of its customers spends, in minor units; null where nobody is. */
export interface HeatCell {
  customers: number;
  mean: number | null;
}

export interface HeatMap {
  /** What the columns and the rows are bands of. */
  across: string;
  up: string;
  /** `cells[row][column]`: from band 1 on, the last one is the best. */
  cells: readonly (readonly HeatCell[])[];
}

export const SHADES = 5;
const CELL = 44;
/** Percent of the width that the numbers of the rows take. */
const LEFT = 8;
/** With more columns than these a cell on a phone has no room for what is spent. */
const ROOMY = 6;
const HEAD = 20;

/** Shades 1 to 5 by the place among all means: as many cells of each, so that one big spender does not pale all others. */
export function shadesOf(means: readonly number[]): (mean: number) => number {
  const sorted = means.toSorted((a, b) => a - b);
  return (mean) =>
    1 +
    Math.min(
      SHADES - 1,
      Math.floor((SHADES * sorted.filter((each) => each < mean).length) / (sorted.length || 1)),
    );
}

/** Customers by two banded scores, the best in the upper right, shaded by what one of them spends; `money` writes that. */
export function heatMap(say: Say, title: Bilingual, map: HeatMap, money: (minor: number) => string): string {
  const { cells } = map;
  const means = cells.flat().flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const shade = shadesOf(means);
  const name = safe(say(title));
  const high = HEAD + CELL * cells.length + 2 * HEAD;
  const drawn = cells.map((row, r) => rowOf(row, { r, rows: cells.length, shade, money }));
  return `<figure><svg width="100%" height="${high}" role="img" aria-label="${name}"><title>${name}</title><desc>${safe(spoken(map, say, money))}</desc><text class="figure" y="12">↑ ${safe(map.up)}</text>${drawn.join('')}${columnNames(cells)}<text class="figure" x="100%" y="${high - 4}" text-anchor="end">→ ${safe(map.across)}</text></svg>
<figcaption>${name}<br>${legend(means, shade, money)}</figcaption></figure>`;
}

interface Drawing {
  r: number;
  rows: number;
  shade: (mean: number) => number;
  money: (minor: number) => string;
}

function rowOf(row: readonly HeatCell[], { r, rows, shade, money }: Drawing): string {
  const y = HEAD + (rows - 1 - r) * CELL;
  const wide = (100 - LEFT) / row.length;
  const cells = row.map(({ customers, mean }, c) => {
    const left = LEFT + c * wide;
    const level = mean === null ? 0 : shade(mean);
    const middle = `x="${(left + wide / 2).toFixed(2)}%" text-anchor="middle"`;
    const rect = `<rect class="cell h${level}" x="${left.toFixed(2)}%" y="${y}" width="${wide.toFixed(2)}%" height="${CELL}"/>`;
    if (mean === null) return rect;
    const roomy = row.length <= ROOMY;
    const count = `<text class="figure c${level}" ${middle} y="${y + (roomy ? 18 : 27)}">${brief(customers)}</text>`;
    return `${rect}${count}${roomy ? `<text class="small c${level}" ${middle} y="${y + 34}">${safe(money(mean))}</text>` : ''}`;
  });
  return `<text class="figure" x="0" y="${y + 27}">${r + 1}</text>${cells.join('')}`;
}

/** Five signs at most, as a narrow cell holds. */
const brief = (count: number): string =>
  count < 10_000
    ? counted(count)
    : count < 999_500
      ? `${Math.round(count / 1000)}k`
      : `${(count / 1e6).toFixed(1)}M`;

function columnNames(cells: HeatMap['cells']): string {
  const columns = cells[0]?.length ?? 0;
  const wide = (100 - LEFT) / (columns || 1);
  return Array.from(
    { length: columns },
    (_, c) =>
      `<text class="figure" x="${(LEFT + (c + 0.5) * wide).toFixed(2)}%" y="${HEAD + CELL * cells.length + 15}" text-anchor="middle">${c + 1}</text>`,
  ).join('');
}

/** Each shade that there is with the lowest and the highest mean in it. */
function legend(
  means: readonly number[],
  shade: (mean: number) => number,
  money: (minor: number) => string,
): string {
  return Array.from({ length: SHADES }, (_, i) => means.filter((mean) => shade(mean) === i + 1))
    .map((own, i) => ({ own, level: i + 1 }))
    .filter(({ own }) => own.length > 0)
    .map(({ own, level }) => {
      const [low, top] = [money(Math.min(...own)), money(Math.max(...own))];
      return `<span class="nowrap"><span class="key h${level}"></span>${safe(low === top ? low : `${low}–${top}`)}</span> `;
    })
    .join('');
}

/** The best cells first, as many as one can listen to; the table holds all. */
function spoken({ across, up, cells }: HeatMap, say: Say, money: (minor: number) => string): string {
  const found = cells
    .flatMap((row, r) => row.map((cell, c) => ({ ...cell, r: r + 1, c: c + 1 })))
    .filter(({ customers }) => customers > 0)
    .toSorted((a, b) => b.customers - a.customers)
    .slice(0, 5);
  return found
    .map(({ customers, mean, r, c }) =>
      say(
        both(
          `${up} ${r}, ${across} ${c}: ${counted(customers)} customers, ${money(mean ?? 0)} each`,
          `${up} ${r}、${across} ${c}：${counted(customers)} 人，人均 ${money(mean ?? 0)}`,
        ),
      ),
    )
    .join(say(both('; ', '；')));
}
