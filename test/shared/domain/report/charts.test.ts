import { describe, expect, it } from 'vitest';
import { type Bilingual, both } from '../../../../shared/domain/bilingual.ts';
import { type DirectedFlow, flowChart } from '../../../../shared/domain/report/flow-chart.ts';
import { heatMap, shadesOf } from '../../../../shared/domain/report/heat-map.ts';
import { sayIn } from '../../../../shared/domain/report/html.ts';
import { measures } from '../../../../shared/domain/report/measures.ts';
import { stacked } from '../../../../shared/domain/report/stacked.ts';

const say = sayIn('en');
const TITLE: Bilingual = both('A <picture>', '<图>');
const NASTY = '<script>&"';

const ladder = (tiers: number) =>
  Array.from({ length: tiers }, (_, i) => ({ key: `t${i}`, label: `Tier number ${i} ${NASTY}` }));

/** Everybody stays but one in each tier, who goes to the next one. */
const nearlyStill = (tiers: number): DirectedFlow[] =>
  Array.from({ length: tiers }, (_, i): DirectedFlow[] => [
    { from: `t${i}`, to: `t${i}`, count: 100_000, direction: 'same' },
    { from: `t${i}`, to: `t${(i + 1) % tiers}`, count: 1, direction: i + 1 < tiers ? 'down' : 'up' },
  ]).flat();

const numbersOf = (svg: string, attribute: string): number[] =>
  [...svg.matchAll(new RegExp(` ${attribute}="(-?[\\d.]+)%?"`, 'g'))].map(([, value]) => Number(value));
const heightOf = (svg: string): number => Number(/<svg[^>]* height="(\d+)"/.exec(svg)?.[1]);

const heat = (bands: number) => {
  const cells = Array.from({ length: bands }, (_, r) =>
    Array.from({ length: bands }, (_, c) => ({
      customers: r === c ? 123_456 : c,
      mean: c === 0 && r !== c ? null : 100 * r + c,
    })),
  );
  return heatMap(say, TITLE, { across: NASTY, up: 'frequency', cells }, String);
};

const PICTURES: [string, string][] = [
  ...[2, 5, 11].map((tiers): [string, string] => [
    `the flow of ${tiers} tiers`,
    flowChart(say, TITLE, [ladder(tiers), ladder(tiers)], nearlyStill(tiers)),
  ]),
  ...[2, 5, 10].map((bands): [string, string] => [`the heat map of ${bands} bands`, heat(bands)]),
  [
    'bars, of which one is below nothing',
    measures(say, TITLE, [
      { label: NASTY, value: -5, figure: '−5' },
      { label: 'b', value: 7, figure: '7' },
    ]),
  ],
  ['shares', stacked(say, TITLE, [both('yes', '是'), both('no', '否')], [{ label: NASTY, parts: [3, 97] }])],
];

describe.each(PICTURES)('%s', (_, svg) => {
  it('draws nothing outside its field', () => {
    const high = heightOf(svg);
    for (const attribute of ['y', 'y1', 'y2', 'cy'])
      for (const y of numbersOf(svg, attribute)) {
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(high);
      }
    for (const attribute of ['x', 'x1', 'x2'])
      for (const x of numbersOf(svg, attribute)) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(100);
      }
    for (const width of numbersOf(svg, 'width')) expect(width).toBeGreaterThanOrEqual(0);
  });

  it('says in words what it shows, and shows hostile names as text', () => {
    expect(svg).toMatch(
      /<svg[^>]* role="img" aria-label="A &#60;picture&#62;"><title>[^<]+<\/title><desc>[^<]+<\/desc>/,
    );
    expect(svg).not.toContain('<script');
    expect(svg).not.toMatch(/NaN|undefined|Infinity| style=/);
  });
});

describe('the flow', () => {
  it.each([2, 5, 11])(
    'keeps the labels of %i tiers apart on each side, however thin their flows',
    (tiers) => {
      const svg = flowChart(say, TITLE, [ladder(tiers), ladder(tiers)], nearlyStill(tiers));
      const texts = [...svg.matchAll(/<text class="\w+" x="([\d.]+)%" y="([\d.]+)"/g)];
      for (const side of new Set(texts.map(([, x]) => x))) {
        const lines = texts.filter(([, x]) => x === side).map(([, , y]) => Number(y));
        for (const [i, y] of lines.entries())
          if (i > 0) expect(y - (lines[i - 1] ?? 0)).toBeGreaterThanOrEqual(14.9);
      }
    },
  );

  it('draws every flow that there is, moves on top', () => {
    const kinds = [
      ...flowChart(say, TITLE, [ladder(3), ladder(3)], nearlyStill(3)).matchAll(/class="flow (\w+)"/g),
    ];
    expect(kinds.map(([, kind]) => kind)).toEqual(['same', 'same', 'same', 'down', 'down', 'up']);
  });

  it('tells the moves to those who cannot see it, the most first', () => {
    const ends = [
      { key: 'a', label: 'Gold' },
      { key: 'b', label: 'Silver' },
    ];
    const flows: DirectedFlow[] = [
      { from: 'a', to: 'b', count: 2, direction: 'down' },
      { from: 'b', to: 'a', count: 1_300, direction: 'up' },
      { from: 'b', to: 'b', count: 5, direction: 'same' },
    ];
    expect(flowChart(say, TITLE, [ends, ends], flows)).toContain(
      '<desc>Before: Gold 2, Silver 1,305. After: Gold 1,300, Silver 7. Moves: Silver → Gold 1,300, Gold → Silver 2</desc>',
    );
  });
});

describe('the heat map', () => {
  it('puts the best band of both scores into the upper right', () => {
    const cells = [
      [
        { customers: 1, mean: 10 },
        { customers: 2, mean: 20 },
      ],
      [
        { customers: 3, mean: 30 },
        { customers: 4, mean: 40 },
      ],
    ];
    const svg = heatMap(say, TITLE, { across: 'recency', up: 'frequency', cells }, String);
    const rects = [...svg.matchAll(/<rect class="cell h(\d)" x="([\d.]+)%" y="(\d+)"/g)];
    const [best] = rects.toSorted((a, b) => Number(a[3]) - Number(b[3]) || Number(b[2]) - Number(a[2]));
    expect(best?.[1]).toBe('4');
    expect(svg).toContain('frequency 2, recency 2: 4 customers, 40 each');
  });

  it.each([
    ['five means take the five shades', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]],
    ['one big spender does not pale the others', [1, 2, 3, 4, 1_000_000], [1, 2, 3, 4, 5]],
    ['equal means have one shade', [7, 7, 7], [1, 1, 1]],
  ])('%s', (_, means, shades) => {
    expect(means.map(shadesOf(means))).toEqual(shades);
  });
});

describe('shares', () => {
  it('fill the bar, leave rows without anybody out, and have figures where there is room', () => {
    const kinds = [both('yes', '是'), both('no', '否')];
    const rows = [
      { label: 'Gold', parts: [30, 70] },
      { label: 'Silver', parts: [1, 99] },
      { label: 'Empty', parts: [0, 0] },
    ];
    const svg = stacked(say, TITLE, kinds, rows);
    const widths = [...svg.matchAll(/<rect class="part p\d"[^>]* width="([\d.]+)%"/g)].map(([, w]) =>
      Number(w),
    );
    expect(widths).toEqual([30, 70, 1, 99]);
    expect(svg).not.toContain('Empty');
    expect([...svg.matchAll(/>(\d+%)<\/text>/g)].map(([, figure]) => figure)).toEqual(['30%', '70%', '99%']);
  });
});
