import { describe, expect, it } from 'vitest';
import { valuationOf } from '../../../../shared/domain/explain/worth-words.ts';
import { LifetimeSchema } from '../../../../shared/domain/policy/feature-schema.ts';
import { LIFETIME } from '../../../lambdas/report-rich.ts';

describe('how lifetime values were reckoned', () => {
  const predicted = LifetimeSchema.parse({ model: 'mbgnbd' });

  it.each([
    ['by history, whatever was learnt', LifetimeSchema.parse({ model: 'historic' }), {}, 'historic'],
    ['by the models that are used', predicted, {}, 'model'],
    [
      'by the rate so far where nobody’s leaving can be told',
      predicted,
      { verdict: 'no_churn_signal' },
      'naive',
    ],
    ['by the rate so far where amounts cannot be', predicted, { spendVerdict: 'loses' }, 'naive'],
    [
      'not at all where the policy wants no fallback',
      LifetimeSchema.parse({ model: 'bgnbd', fallback: 'none' }),
      { verdict: 'loses' },
      undefined,
    ],
  ] as const)('%s', (_, settings, over, by) => {
    expect(valuationOf(settings, { ...LIFETIME, ...over })?.by).toBe(by);
  });

  it('not at all without settings', () => expect(valuationOf(undefined, null)).toBeNull());
});
