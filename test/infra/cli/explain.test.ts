import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../shared/domain/bilingual.ts';
import { customer, gradingPolicy } from '../../support/grading.ts';
import { SCENES, told } from './explain-scenes.ts';

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
      /quarter +3 of 4 +weighted score index +2\.6 +1\.3 \| 2\.55 \| 3\.1 +more is better, about/,
    ],
    ['zh-CN', customer(), /quarter +3（共 4 档） +加权评分 index +2\.6 /],
    [
      'en',
      customer({ orderCount: 0, netAmount: 0, lastOrderDate: null }),
      /quarter +1 of 4 +weighted score index +unknown /,
    ],
  ] as const)('of bands of a weighted score in %s', (language, now, line) => {
    expect(told({ ...weighed, now }, language)).toMatch(line);
  });

  it('keeps the languages apart', () => {
    for (const scene of Object.values(SCENES).filter(({ policy, overrides }) => !policy && !overrides))
      expect(told(scene, 'en')).not.toMatch(/\p{Script=Han}/u);
  });
});
