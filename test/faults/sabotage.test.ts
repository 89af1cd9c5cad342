import { describe, expect, it } from 'vitest';
import { live } from './simulation/life.ts';
import { SABOTAGES } from './simulation/sabotage.ts';

/** Seeds within which a broken protocol must have shown itself. */
const ENOUGH = 60;

async function firstCry(oracle: string, sabotage: Parameters<typeof live>[1]): Promise<string | undefined> {
  for (let seed = 1; seed <= ENOUGH; seed += 1) {
    const { broken } = await live(seed, sabotage);
    const cry = broken.find((what) => what.startsWith(`${oracle}:`));
    if (cry !== undefined) return cry;
  }
  return undefined;
}

describe('the oracles notice when a part of the protocol is taken out', () => {
  it.each(Object.entries(SABOTAGES))('%s', async (_, { oracle, sabotage }) => {
    expect(await firstCry(oracle, sabotage)).toBeDefined();
  });
});
