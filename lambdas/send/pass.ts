import type { Pace } from '../../shared/domain/mail/pace.ts';
import type { Delivered } from './deliver.ts';
import type { Letter } from './letters.ts';

/** Why a pass ended before its mails did, and when to try the rest. */
export interface Stop {
  why: 'time' | 'quota' | 'broken' | 'account';
  waitSeconds: number;
}

export interface PassParts {
  pace: Pace;
  /** Mails that today's quota leaves. */
  budget: number;
  timeLeft(): number;
  now(): number;
  sleep(ms: number): Promise<unknown>;
  deliver(letter: Letter): Promise<Delivered>;
}

export interface PassResult {
  stop: Stop | undefined;
  sent: number;
}

/** Calls to SES on their way at a time. */
const LANES = 10;
/** Milliseconds that a pass leaves to write down what it did. */
const RESERVE_MS = 30_000;
const QUOTA_SECONDS = 3600;
const BROKEN_SECONDS = 60;

/** Sends what is due at the pace that SES allows, until all is done or something says stop. */
export async function pass(due: readonly Letter[], parts: PassParts): Promise<PassResult> {
  const queue = [...due];
  const result: PassResult = { stop: undefined, sent: 0 };
  let budget = parts.budget;

  const stopping = (): Stop | undefined => {
    result.stop ??= mustStop(parts, budget);
    return result.stop;
  };

  async function lane(): Promise<void> {
    while (queue.length > 0 && !stopping()) {
      await parts.sleep(parts.pace.take(parts.now()));
      const next = stopping() ? undefined : queue.shift();
      if (next === undefined) return;
      budget -= 1;
      const delivered = await parts.deliver(next);
      if (delivered.kind === 'sent') result.sent += 1;
      if (delivered.kind === 'settled' || delivered.kind === 'retry') budget += 1;
      if (delivered.kind === 'retry' && delivered.cause === 'rate') queue.push(next);
      if (delivered.kind === 'retry') result.stop ??= stopBy(delivered);
      learn(parts.pace, delivered, parts.now());
    }
  }

  /** One lane that cannot write the ledger stops them all, after the mails on their way. */
  const careful = () =>
    lane().catch((error) => {
      result.stop ??= { why: 'broken', waitSeconds: BROKEN_SECONDS };
      throw error;
    });
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, careful));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  return result;
}

function mustStop({ pace, timeLeft }: PassParts, budget: number): Stop | undefined {
  if (timeLeft() < RESERVE_MS) return { why: 'time', waitSeconds: 1 };
  if (pace.broken()) return { why: 'broken', waitSeconds: BROKEN_SECONDS };
  if (budget <= 0) return { why: 'quota', waitSeconds: QUOTA_SECONDS };
  return undefined;
}

/** The first mail that meets an empty quota or a closed account speaks for all the others. */
function stopBy({ cause, waitSeconds }: Extract<Delivered, { kind: 'retry' }>): Stop | undefined {
  if (cause === 'daily') return { why: 'quota', waitSeconds };
  return cause === 'account' ? { why: 'account', waitSeconds } : undefined;
}

function learn(pace: Pace, delivered: Delivered, now: number): void {
  if (delivered.kind === 'sent' || delivered.kind === 'refused') pace.succeeded();
  if (delivered.kind === 'unknown') pace.failed();
  if (delivered.kind !== 'retry') return;
  if (delivered.cause === 'rate') pace.throttled(now);
  if (delivered.cause === 'unreached') pace.failed();
}
