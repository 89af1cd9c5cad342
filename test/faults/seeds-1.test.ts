import { describe, expect, it } from 'vitest';
import { proveSeeds, total } from './simulation/proof.ts';

describe('seeds 1 to 250: whatever goes wrong, O1 to O5 and O8 to O10 hold', () => {
  // O6 and O7 are about tiers and exports: test/pipeline and test/lambdas/intake.
  it('and enough goes wrong for that to mean something', async () => {
    const lives = await proveSeeds(1, 250);
    const rows = (state: string) => total(lives, (life) => life.rows[state] ?? 0);
    expect(total(lives, ({ accepted }) => accepted)).toBeGreaterThan(2500);
    expect(total(lives, ({ requests, accepted }) => requests - accepted)).toBeGreaterThan(150);
    for (const state of ['sent', 'unknown', 'refused', 'suppressed', 'capped', 'released'])
      expect([state, rows(state) > 0]).toEqual([state, true]);
    const happened = lives.flatMap(({ history }) => history).join('\n');
    const deeds = ['dies: send.', 'freezes', 'clock steps back', 'askedTwice', 'pauses', 'cancels', 'leaves'];
    for (const deed of deeds) expect([deed, happened.includes(deed)]).toEqual([deed, true]);
  }, 300_000);
});
