import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { featureValues } from '../../../shared/domain/feature-values.ts';
import { scoreAll } from '../../../shared/domain/score-all.ts';
import { scoresOf } from '../../../shared/domain/scores.ts';
import { calibrated, measured, order, policyWith } from '../../support/measured.ts';

const DATA = new URL('../../../../shared/data/rfm-r/', import.meta.url);
const here = existsSync(DATA);
if (!here) console.log('The example of R’s rfm is not here: its scores are not compared.');

const linesOf = (name: string): string[][] =>
  readFileSync(new URL(name, DATA), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','));

describe.runIf(here)('the documented example of R’s rfm', () => {
  test('comes out for every customer by a policy that states its rule', async () => {
    const bands = { quantile: 5, rule: 'type7' };
    const policy = policyWith({
      ...{ currency: { code: 'USD' }, window: { days: 3000 } },
      scores: {
        recency: { of: 'daysSinceLastOrder', better: 'lower', bands },
        frequency: { of: 'orderCount', better: 'higher', bands },
        monetary: { of: 'netAmount', better: 'higher', bands },
      },
    });
    const rows = linesOf('rfm_data_orders.csv').map(([customer = '', date = '', revenue = '']) =>
      order({
        ...{ customer_id: customer, ordered_at: `${date}T00:00:00Z`, amount: Number(revenue) * 100 },
        currency: 'USD',
      }),
    );
    const asOf = '2006-12-31';
    const world = await measured({ exports: [{ kind: 'orders', rows }], policy, asOf });
    const { edges } = await calibrated(world);
    const ground = { policy, currency: 'USD', asOf, lifetime: null };
    const ours = world.features.map((features): [string, unknown] => [
      features.customerId,
      scoresOf(scoreAll(policy, edges, features, featureValues(features, ground))),
    ]);
    const published = linesOf('expected_rfm_orders.csv').map(
      ([customer = '', , , , , R, F, M]): [string, unknown] => [
        customer,
        { recency: Number(R), frequency: Number(F), monetary: Number(M) },
      ],
    );
    expect(published).toHaveLength(995);
    expect(new Map(ours)).toEqual(new Map(published));
  });
});
