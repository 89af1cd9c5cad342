import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { daysBetween } from '../../../shared/domain/dates.ts';
import { calibrated, measured, order, policyWith } from '../../support/measured.ts';

const FILE = new URL('../../../../shared/data/cdnow/CDNOW_sample.txt', import.meta.url);
const here = existsSync(FILE);
if (!here) console.log('The CDNOW sample is not here: its published fit is not compared.');

const purchases = () =>
  readFileSync(FILE, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => {
      const [, customer = '', day = '', , dollars = ''] = line.trim().split(/\s+/);
      return order({
        ...{ customer_id: customer, currency: 'USD', amount: Math.round(Number(dollars) * 100) },
        ordered_at: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`,
      });
    });

const close = (found: number | null | undefined, wanted: number, share: number) =>
  expect(Math.abs((found ?? 0) / wanted - 1)).toBeLessThan(share);

const CUT_OFF = '1997-09-30';
const END = '1998-06-30';
const HOLDOUT = daysBetween(CUT_OFF, END);

/** What is learnt as of a day, tested on the last `holdoutDays` before it; the reference counts purchases of nothing too. */
async function learntAsOf(model: 'bgnbd' | 'mbgnbd', asOf: string, holdoutDays: number) {
  const policy = policyWith({
    ...{ currency: { code: 'USD' }, window: { days: 900 }, zeroCounts: true },
    lifetime: { model, nextDays: HOLDOUT, holdoutDays },
    scores: { worth: { of: 'lifetimeValue', better: 'higher', bands: { quantile: 4 } } },
  });
  return calibrated(await measured({ exports: [{ kind: 'orders', rows: purchases() }], policy, asOf }));
}

describe.runIf(here)('the CDNOW sample', () => {
  // Parameters in weeks: the optimum that the published fits (Fader, Hardie & Lee 2005; BTYD; CLVTools) surround.
  test('BG/NBD and Gamma-Gamma reach the published fit', async () => {
    const { lifetime } = await learntAsOf('bgnbd', CUT_OFF, 91);
    expect(lifetime).toMatchObject({ customers: 2357, repeaters: 946 });
    close(lifetime?.behaviour?.r, 0.2425945224, 1e-5);
    close(lifetime?.behaviour?.alpha, 4.413602019, 1e-5);
    close(lifetime?.behaviour?.a, 0.7929220172, 1e-4);
    close(lifetime?.behaviour?.b, 2.425906777, 1e-4);
    expect(lifetime?.behaviour?.ll).toBeCloseTo(-9582.42920667, 3);
    close(lifetime?.standardErrors?.a, 0.18573382, 1e-3);
    close(lifetime?.spend?.p, 6.2495723, 1e-4);
    close(lifetime?.spend?.q, 3.74422466, 1e-4);
    close(lifetime?.spend?.v, 1544.352086, 1e-4);
    // What the same parameters foretell for all customers together is the reference's hold-out total.
    close(lifetime?.next?.expected, 1653.4086979, 1e-4);
  });

  test.each([
    ['bgnbd', { total: 1653.4086979, mae: 0.78545423661, rmse: 1.6079820107 }, [5_993_163, 3_040.79]],
    ['mbgnbd', { total: 1576.7283017, mae: 0.76477894936, rmse: 1.6071826575 }, [5_712_810, 2_971]],
  ] as const)(
    '%s wins over the naive rate in the 39 weeks that it has not seen',
    async (kind, { total, mae, rmse }, [revenue, revenueMae]) => {
      const model = await learntAsOf(kind, END, HOLDOUT);
      const tested = model.lifetime?.backTest;
      expect(model.lifetime).toMatchObject({
        kind,
        verdict: 'used',
        spendVerdict: 'used',
        next: { days: 273 },
      });
      expect(tested).toMatchObject({ verdict: 'wins', holdoutDays: 273, customers: 2357, actual: 1882 });
      close(tested?.predicted, total, 1e-4);
      close(tested?.mae.model, mae, 1e-4);
      close(tested?.rmse.model, rmse, 1e-4);
      close(tested?.naive, 2930.1011257, 1e-9);
      close(tested?.mae.naive, 1.02366916327, 1e-9);
      close(tested?.rmse.naive, 2.2119180886, 1e-9);
      const spent = model.lifetime?.spendTest;
      expect(spent).toMatchObject({ verdict: 'wins', holdoutDays: 273, customers: 2357, actual: 7_097_639 });
      close(spent?.predicted, revenue, 1e-4);
      close(spent?.mae.model, revenueMae, 1e-4);
      expect(model.edges.worth).toHaveLength(3);
      expect(model.criteria[0]?.bands?.reduce((sum, customers) => sum + customers, 0)).toBe(2357);
    },
  );
});
