import type { LocalDate } from '../dates.ts';
import type { Scope } from './scopes.ts';

interface Leavings {
  unsubscribedAt?: string | undefined;
  unsubscribedBy?: 'form' | undefined;
  left?: Record<string, string> | undefined;
}

/** What is left of his leavings once these are taken back; `undefined`: he had left none of them. */
export function without(
  { unsubscribedAt, left = {} }: Leavings,
  scopes: readonly Scope[],
): Leavings | undefined {
  const taken = new Set<string>(scopes);
  const kept = Object.entries(left).filter(([scope]) => !taken.has(scope));
  const back = taken.has('all') && unsubscribedAt !== undefined;
  if (!back && kept.length === Object.keys(left).length) return undefined;
  return {
    ...(back ? { unsubscribedAt: undefined, unsubscribedBy: undefined } : {}),
    left: kept.length > 0 ? Object.fromEntries(kept) : undefined,
  };
}

/** Soft bounces remembered of one mailbox; more than rest it. */
const REMEMBERED = 10;

/**
 * The newest days of soft bounces by mail, of one mail the latest. Whatever order the reports come in, and however
 * often, they end alike. `undefined`: nothing changes.
 */
export function newestDays(
  known: Record<string, LocalDate>,
  sid: string,
  on: LocalDate,
): { softBounces: Record<string, LocalDate> } | undefined {
  if ((known[sid] ?? '') >= on) return undefined;
  const days = Object.entries({ ...known, [sid]: on }).sort(([a, x], [b, y]) => (x + a < y + b ? 1 : -1));
  const newest = days.slice(0, REMEMBERED);
  return newest.some(([name]) => name === sid) ? { softBounces: Object.fromEntries(newest) } : undefined;
}
