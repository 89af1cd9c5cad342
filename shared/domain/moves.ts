import type { Cause, ChangeKind } from './held.ts';

/** How many customers go from one tier to another for one cause; null = no tier. */
export interface Move {
  from: string | null;
  to: string | null;
  change: ChangeKind;
  cause: Cause;
  count: number;
}

/** Adds up moves that are alike. Their order does not depend on the order of `moves`. */
export function addMoves(moves: readonly Move[]): Move[] {
  const sums = new Map<string, Move>();
  for (const move of moves) {
    const { from, to, change, cause, count } = move;
    const key = JSON.stringify([change, from, to, cause]);
    sums.set(key, { ...move, count: (sums.get(key)?.count ?? 0) + count });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move);
}
