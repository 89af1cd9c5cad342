import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../shared/domain/bilingual.ts';
import { PURCHASE_DAYS, REPEAT_NET } from '../../../shared/domain/measured-columns.ts';
import { customer, gradingPolicy } from '../../support/grading.ts';
import { FORETOLD, SCENES, told } from './explain-scenes.ts';

const golden = (name: string) => readFileSync(new URL(`./explained/${name}.txt`, import.meta.url), 'utf8');

describe.each(LANGUAGES)('explain in %s', (language) => {
  it.each(Object.entries(SCENES))('%s', (name, scene) => {
    expect(told(scene, language)).toBe(golden(`${name}.${language}`));
  });
});

const weighed = {
  policy: gradingPolicy({
    scores: {
      spend: { of: 'netAmount', better: 'higher', bands: { quantile: 3 } },
      fresh: { of: 'daysSinceLastOrder', better: 'lower', bands: { edges: [90] } },
      index: { weighted: { spend: 0.7, fresh: 0.6 } },
      quarter: { of: 'index', better: 'higher', bands: { quantile: 4 } },
    },
    tiers: [
      { id: 'high', name: { en: 'High', 'zh-CN': '高' }, when: { quarter: '= 4' } },
      { id: 'low', name: { en: 'Low', 'zh-CN': '低' } },
    ],
  }),
  edges: { spend: [5_000, 60_000], fresh: [90], quarter: [13_000, 25_500, 31_000] },
};

describe('what explain says', () => {
  it.each([
    // 0.7 × 2 + 0.6 × 2 = 2.6
    [
      'en',
      customer(),
      /quarter +band 3 of 4 +weighted score index +2\.6 +1\.3 \| 2\.55 \| 3\.1 +more is better$/m,
    ],
    ['zh-CN', customer(), /quarter +第 3 档（共 4 档） +加权评分 index +2\.6 /],
    [
      'en',
      customer({ orderCount: 0, netAmount: 0, lastOrderDate: null }),
      /quarter +band 1 of 4 +weighted score index +unknown /,
    ],
  ] as const)('of bands of a weighted score in %s', (language, now, line) => {
    expect(told({ ...weighed, now }, language)).toMatch(line);
  });

  it('of where a band lies is counted, and nothing is said where it was not', () => {
    const counted = { key: 'spend', score: 'spend', edges: [5_000, 60_000], bands: [50, 30, 20] };
    const review = { ...counted, before: null, moved: null, drifted: false, collapsed: [], proposed: null };
    const scene = { ...weighed, now: customer() };
    // Bands 2 and 3 of 100 customers hold 50.
    expect(told({ ...scene, criteria: [review] }, 'en')).toMatch(
      /spend +band 2 of 3 .*more is better, in the top 50\.0% of 100 customers/,
    );
    expect(told({ ...scene, criteria: [review] }, 'zh-CN')).toMatch(
      /spend +第 2 档（共 3 档） .*在 100 位客户中居前 50\.0%/,
    );
    expect(told(scene, 'en')).not.toMatch(/top \d/);
  });

  it('of the cause is what was decided', () => {
    const scene = SCENES['others-rose'];
    if (!scene) throw new Error('no such scene');
    expect(told(scene, 'en')).toContain('On the earlier cut points the customer would have kept the tier');
    expect(told(scene, 'zh-CN')).toContain('按之前的分档线会保持原等级');
  });

  it('of the lifetime model comes in one order, with units, an interval and what the value means', () => {
    const text = told(FORETOLD, 'en');
    const order = [
      '  lifetime value',
      'orders expected in the next',
      'chance that the customer still buys',
      'days until the next',
    ];
    const places = order.map((each) => text.indexOf(each));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text).toMatch(/orders expected in the next period +[\d.]+ orders/);
    expect(text).toMatch(/still buys here +[\d.]+% \(95% interval [\d.]+% to [\d.]+%\)/);
    expect(text).toContain(
      'predicted by the model over the next 12 months at a margin of 50%, discounted by 1% a month',
    );
    expect(told(FORETOLD, 'zh-CN')).toMatch(/下个周期预计下单次数 +[\d.]+ 单/);
  });

  it('of somebody who is most likely gone is why no next order is foretold, and no chance of nothing', () => {
    const now = customer({
      ...{ firstOrderDate: '2016-01-01', lastOrderDate: '2016-03-01', lifetimeOrders: 9, orderCount: 0 },
      ...{ netAmount: 0, measured: { [PURCHASE_DAYS]: 9, [REPEAT_NET]: 90_000 } },
    });
    const text = told({ ...FORETOLD, now }, 'en');
    expect(text).toContain('unknown: it is more likely that no further order comes');
    expect(text).toMatch(/still buys here +< 0\.1% \(/);
    expect(told({ ...FORETOLD, now }, 'zh-CN')).toContain('未知：不再下单的可能性更大');
  });

  it('keeps the languages apart', () => {
    for (const scene of Object.values(SCENES).filter(({ policy, overrides }) => !policy && !overrides))
      expect(told(scene, 'en')).not.toMatch(/\p{Script=Han}/u);
  });
});
