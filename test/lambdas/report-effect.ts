import type { Effect, EffectLine } from '../../shared/contract/effect.ts';
import { NASTY } from '../support/report-run.ts';

/** A campaign of which the data tell something. */
export const LINE: EffectLine = {
  ...{ campaign: 'care', name: { en: `Care${NASTY}`, 'zh-CN': '关怀' }, tier: null },
  treated: { customers: 1000, bought: 331, lost: 200, revenue: 5_000_000 },
  heldOut: { customers: 200, bought: 60, lost: 60, revenue: 700_000 },
  before: { customers: 1000, bought: 300, lost: 150, revenue: 4_000_000 },
  ...{ days: { least: 30, most: 90, whole: 700 }, leftOut: 7, sent: 950 },
  bought: { value: 0.031, from: 0.004, to: 0.058, verdict: { kind: 'told' } },
  lost: { value: -0.1, from: -0.17, to: -0.03, verdict: { kind: 'told' } },
  revenue: { value: 1500, from: -250, to: 3250, verdict: { kind: 'needs', customers: 1200 } },
  margin: { value: 350, from: -175, to: 875 },
  cost: { mails: 9500, codes: 100_000 },
  returned: { value: 3.1, from: 0.6, to: 5.6, support: 'supported' },
  lostChange: { value: -0.33, from: -0.47, to: -0.16, support: 'open' },
};

export const EFFECT: Effect = {
  ...{ version: 1, runId: 'r2', asOf: '2026-09-30', currency: 'CNY', days: 90, quietDays: 180 },
  ...{ marginShare: 0.3, runs: [{ runId: 'r1', asOf: '2026-06-30' }], shared: 3, unmeasured: [] },
  lines: [LINE],
};
