import { describe, expect, it } from 'vitest';
import { live } from './simulation/life.ts';
import { proveSeeds } from './simulation/proof.ts';

describe('seeds 251 to 500', () => {
  it('hold too', async () => {
    expect(await proveSeeds(251, 500)).toHaveLength(250);
  }, 300_000);

  it('a seed tells the same life again, event by event', async () => {
    const [once, again] = [await live(7), await live(7)];
    expect(once.history.length).toBeGreaterThan(10);
    expect(again.history).toEqual(once.history);
  });
});
