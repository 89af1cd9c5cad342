/** All chance of one simulated life comes from one seed, so that a seed tells the whole story again. */
export type Random = ReturnType<typeof randomOf>;

/** Mulberry32: small, fast, and good enough to choose faults by. */
export function randomOf(seed: number) {
  let state = seed >>> 0;

  /** In [0, 1). */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const chance = (share: number): boolean => next() < share;
  const between = (least: number, most: number): number => least + next() * (most - least);
  const whole = (least: number, most: number): number => Math.floor(between(least, most + 1));

  function pick<T>(list: readonly T[]): T {
    const found = list[whole(0, list.length - 1)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  return { next, chance, between, whole, pick };
}
