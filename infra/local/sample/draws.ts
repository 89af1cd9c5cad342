/** A seeded source of chance (mulberry32): only whole-number arithmetic, so every machine draws the same. */
export function drawsFrom(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    /** From 0 up to 1, without 1. */
    next,
    chance: (share: number): boolean => next() < share,
    /** A whole number, both ends included. */
    between: (low: number, high: number): number => low + Math.floor(next() * (high - low + 1)),
    pick<T>(options: readonly [T, ...T[]]): T {
      return options[Math.floor(next() * options.length)] ?? options[0];
    },
  };
}

export type Draws = ReturnType<typeof drawsFrom>;
