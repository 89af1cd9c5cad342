import { expect } from 'vitest';
import { type Life, live } from './life.ts';

/** Lives these seeds; the first that breaks a promise is told with its history. */
export async function proveSeeds(first: number, last: number): Promise<Life[]> {
  const lives: Life[] = [];
  for (let seed = first; seed <= last; seed += 1) {
    const life = await live(seed);
    expect(life.broken, told(life)).toEqual([]);
    lives.push(life);
  }
  return lives;
}

const told = ({ seed, broken, history }: Life): string =>
  broken.length === 0 ? '' : [`SEED=${seed} npm run faultsim tells this again`, ...history].join('\n');

export const total = (lives: readonly Life[], count: (life: Life) => number): number =>
  lives.reduce((sum, life) => sum + count(life), 0);
