import { describe, it } from 'vitest';
import { survives } from '../support/killed-day.ts';

const STEPS = [
  'Claim',
  'Inventory',
  'Measure',
  'Calibrate',
  'PlanPart',
  'ComposePart',
  'Preflight',
  'Review',
  'ShowPlan',
  'Release',
  'StartApply',
  'Reclaim',
  'ApplyPart',
  'Commit',
  'Report',
  'StartMail',
  'SendPart',
  'Close',
];

describe('killed and started again: same tiers, no mail twice, no customer lost', () => {
  it('around each step: before it begins, or after it and before the machine heard of it', async () => {
    const moments = ['before', 'after'];
    await survives(
      'steps',
      STEPS.map((step, i) => `state:${step}:1:${moments[i % 2]}`),
      0,
    );
  }, 240_000);
});
