import type { Bilingual } from '../bilingual.ts';
import type { Capacity } from './capacity.ts';
import type { Machine } from './machine.ts';
import { days, parts, writes } from './met-slows.ts';
import { disk, files, history, lifetime, scan } from './met-stops.ts';

/** A limit that a run meets. `stops`: the run cannot end with it. */
export interface Met {
  id: string;
  stops: boolean;
  /** In a few words, for a cell of a table. */
  brief: Bilingual;
  say: Bilingual;
}

/** A run foretold, before it is asked what it meets. */
export type Found = Omit<Capacity, 'met'>;

/** Every limit that the run meets; those that stop it first. */
export function metOf(found: Found, machine: Machine): Met[] {
  const met = [
    ...found.steps.flatMap(lifetime),
    ...disk(found),
    ...files(found),
    ...scan(found, machine),
    ...history(found),
    ...parts(found, machine),
    ...writes(found),
    ...days(found),
  ];
  return met.toSorted((a, b) => Number(b.stops) - Number(a.stops));
}
