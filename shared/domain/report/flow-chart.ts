import { type Bilingual, both } from '../bilingual.ts';
import { apart, type Flow, type FlowBand, type FlowEnd, flowPlaces } from './flow.ts';
import { counted, type Say, safe } from './html.ts';
import { labelLines } from './label-lines.ts';

export type Direction = 'same' | 'up' | 'down';
export interface DirectedFlow extends Flow {
  direction: Direction;
}
export interface NamedEnd {
  key: string;
  label: string;
}

/** Percent of the width: the labels end, their lines begin, the bars of the ends, the bands between them. */
const LEFT = { label: 31, line: 31.8, bar: 34.5, band: 36 };
const BAR = LEFT.band - LEFT.bar;
const LINE = 15;
const LEAST_HIGH = 320;
/** Em that a label has on a phone, and lines that a name may take. */
const ROOM = { em: 8, lines: 2 };

/**
 * Who went from where to where, as bands between two ladders. Places across are percent and letters are not scaled, so
 * that they keep their size on a phone; only the bands are stretched. The table behind it holds the same figures.
 */
export function flowChart(
  say: Say,
  title: Bilingual,
  [starts, ends]: readonly [readonly NamedEnd[], readonly NamedEnd[]],
  flows: readonly DirectedFlow[],
): string {
  const row = rowHigh([...starts, ...ends]);
  const high = Math.max(LEAST_HIGH, row * Math.max(starts.length, ends.length));
  const keys = (side: readonly NamedEnd[]) => side.map(({ key }) => key);
  const places = flowPlaces(keys(starts), keys(ends), flows, high);
  const body = [
    bandsIn(places.bands, flows, high),
    ...side(places.starts, starts, 'left', row, high),
    ...side(places.ends, ends, 'right', row, high),
  ];
  const name = safe(say(title));
  return `<figure><svg class="flows" width="100%" height="${high}" role="img" aria-label="${name}"><title>${name}</title><desc>${safe(spoken(say, [starts, ends], flows))}</desc>${body.join('')}</svg>
<figcaption>${name}<br>${(['up', 'down', 'same'] as const).map((kind) => ` <span class="nowrap"><span class="key ${kind}"></span>${safe(say(KEYS[kind]))}</span>`).join('')}</figcaption></figure>`;
}

const KEYS: Record<Direction, Bilingual> = {
  up: both('moved up', '升级'),
  down: both('moved down', '降级'),
  same: both('unchanged, new or left', '不变、新加入或移出'),
};

/** The name takes its lines, the figure one more. */
const rowHigh = (ends: readonly NamedEnd[]): number =>
  LINE * (1 + Math.max(1, ...ends.map(({ label }) => linesOf(label).length))) + 4;

const linesOf = (label: string): string[] => labelLines(label, ROOM.em, ROOM.lines);

/** What did not move lies below; a hair line keeps the thinnest band visible. */
function bandsIn(bands: readonly FlowBand[], flows: readonly DirectedFlow[], high: number): string {
  const directions = new Map(flows.map((flow) => [`${flow.from} ${flow.to}`, flow.direction]));
  const drawn = bands
    .filter(({ count }) => count > 0)
    .map((band) => ({ band, direction: directions.get(`${band.from} ${band.to}`) ?? 'same' }))
    .sort((a, b) => Number(a.direction !== 'same') - Number(b.direction !== 'same'))
    .map(({ band, direction }) => `<path class="flow ${direction}" d="${pathOf(band)}"/>`);
  return `<svg x="${LEFT.band}%" width="${100 - 2 * LEFT.band}%" height="${high}" viewBox="0 0 100 ${high}" preserveAspectRatio="none">${drawn.join('')}</svg>`;
}

function pathOf({ fromTop, toTop, size }: FlowBand): string {
  const [a, b, c, d] = [fromTop, toTop, toTop + size, fromTop + size].map((y) => y.toFixed(2));
  return `M0 ${a}C50 ${a} 50 ${b} 100 ${b}V${c}C50 ${c} 50 ${d} 0 ${d}Z`;
}

/** Bars of one ladder with their labels; a line leads to a label that had to give way. */
function side(
  places: readonly FlowEnd[],
  named: readonly NamedEnd[],
  at: 'left' | 'right',
  row: number,
  high: number,
): string[] {
  const middles = places.map(({ top, size }) => top + size / 2);
  const labels = apart(middles, row, row / 2, high - row / 2);
  const x = (percent: number) => `${at === 'left' ? percent : 100 - percent}%`;
  const barAt = at === 'left' ? LEFT.bar : 100 - LEFT.band;
  return places.map(({ top, size, count }, i) => {
    const [middle = 0, y = 0] = [middles[i], labels[i]];
    const lines = [...linesOf(named[i]?.label ?? ''), counted(count)];
    const first = y - (LINE * lines.length) / 2 + 12;
    const texts = lines.map(
      (line, k) =>
        `<text class="${k === lines.length - 1 ? 'figure' : 'name'}" x="${x(LEFT.label)}" y="${(first + k * LINE).toFixed(1)}"${at === 'left' ? ' text-anchor="end"' : ''}>${safe(line)}</text>`,
    );
    return `<rect class="end" x="${barAt}%" y="${top.toFixed(2)}" width="${BAR}%" height="${Math.max(1, size).toFixed(2)}"/><line class="lead-line" x1="${x(LEFT.line)}" y1="${y.toFixed(1)}" x2="${x(LEFT.bar)}" y2="${middle.toFixed(1)}"/>${texts.join('')}`;
  });
}

/** For those who cannot see it: both ladders, then who changed from where to where, the most first. */
function spoken(
  say: Say,
  [starts, ends]: readonly [readonly NamedEnd[], readonly NamedEnd[]],
  flows: readonly DirectedFlow[],
): string {
  const [comma, colon, stop] = [both(', ', '，'), both(': ', '：'), both('. ', '。')].map(say);
  const of = (side: 'from' | 'to', { key, label }: NamedEnd) =>
    `${label} ${counted(flows.filter((flow) => flow[side] === key).reduce((sum, { count }) => sum + count, 0))}`;
  const labels = new Map([...starts, ...ends].map(({ key, label }) => [key, label]));
  const moves = flows
    .filter(({ from, to, count }) => from !== to && count > 0)
    .toSorted((a, b) => b.count - a.count)
    .map(({ from, to, count }) => `${labels.get(from)} → ${labels.get(to)} ${counted(count)}`);
  const parts: [Bilingual, string[]][] = [
    [both('Before', '之前'), starts.map((end) => of('from', end))],
    [both('After', '之后'), ends.map((end) => of('to', end))],
    [both('Moves', '变动'), moves],
  ];
  return parts.map(([head, list]) => `${say(head)}${colon}${list.join(comma)}`).join(stop);
}
