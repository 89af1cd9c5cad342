import { type ChunkClaim, claimSid, type OutboxMail } from '../../shared/contract/mails.ts';
import { waitFor } from '../../shared/domain/mail/lease.ts';
import { claimChunk } from './claim.ts';
import type { SendDependencies } from './dependencies.ts';
import { type Done, type Doubt, longerDoubt, nothingDone } from './done.ts';
import { sendAll } from './lanes.ts';
import { chunksOf, dueOf, type Letter } from './letters.ts';
import { prepare } from './prepare.ts';
import { type Granted, giveBack } from './spending.ts';
import { attemptsAt } from './standing.ts';
import type { Stop } from './stops.ts';
import type { Pass, Work } from './work.ts';

export interface PassResult {
  stop: Stop | undefined;
  sent: number;
  /**
   * Until what was left might be worth another try: a chunk that somebody else works at, at most a minute, or a mail that
   * SES did not take up; 0 = there is none.
   */
  againSeconds: number;
  /** Most passes that SES has been out of reach for one mail, this one included. */
  unreachedTries: number;
  /** A mail that could not be made, and may not be at fault. */
  doubted: Doubt | undefined;
}

export const NOTHING_PASSED: PassResult = {
  ...{ stop: undefined, sent: 0, againSeconds: 0, unreachedTries: 0, doubted: undefined },
};

interface Chunk {
  sid: string;
  mails: OutboxMail[];
}

const LONGEST_WAIT_SECONDS = 60;

/**
 * One chunk after the other, each under a claim: two workers at one part share its chunks. What another worker is at is
 * left to him.
 */
export async function passOver(
  part: number,
  due: readonly Letter[],
  pass: Pass,
  deps: SendDependencies,
): Promise<PassResult> {
  const result = { ...NOTHING_PASSED };
  const open = openChunks(part, due, pass);
  const standing = await deps.claims.find(open.map(({ sid }) => sid));
  for (const chunk of open) {
    const done = await workAt(chunk, standing.get(chunk.sid), pass, deps);
    result.sent += done?.sent ?? 0;
    const again = done?.againSeconds ?? heldSeconds(standing.get(chunk.sid), deps);
    result.againSeconds = Math.max(result.againSeconds, again);
    result.unreachedTries = Math.max(result.unreachedTries, done?.unreachedTries ?? 0);
    result.doubted = longerDoubt(result.doubted, done?.doubted);
    if (done?.stop && done.stop.why !== 'lease') result.stop = done.stop;
    if (result.stop) break;
  }
  if (result.unreachedTries > 0) result.stop ??= { why: 'unreached', waitSeconds: result.againSeconds };
  if (result.doubted) result.stop ??= { why: 'broken', waitSeconds: result.againSeconds };
  return result;
}

/** Those with a mail that is due. */
function openChunks(part: number, due: readonly Letter[], { batch, runId }: Pass): Chunk[] {
  const wanted = new Set(due.map(({ mail }) => mail));
  return chunksOf(batch.mails)
    .map((mails, chunk) => ({ sid: claimSid(runId, part, chunk), mails }))
    .filter(({ mails }) => mails.some((mail) => wanted.has(mail)));
}

const heldSeconds = (standing: ChunkClaim | undefined, { now, settings }: SendDependencies): number =>
  Math.min(
    LONGEST_WAIT_SECONDS,
    1 + Math.ceil((standing ? waitFor(standing, now(), settings.leaseMs) : 0) / 1000),
  );

/** `undefined` = somebody else is at it. */
async function workAt(
  chunk: Chunk,
  standing: ChunkClaim | undefined,
  pass: Pass,
  deps: SendDependencies,
): Promise<Done | undefined> {
  const { runSeq } = pass.batch;
  const lease = await claimChunk({ sid: chunk.sid, runSeq, owner: pass.owner }, standing, deps);
  if (lease === undefined) return undefined;
  await deps.at('send.after_claim');
  try {
    // What the last owner did is read after the claim, when he writes no more.
    const letters = dueOf(chunk.mails, await attemptsAt(chunk.mails, deps), deps);
    const mailboxes = await deps.mailboxes.findMany(letters.map(({ mail }) => mail.mailbox));
    return await send(letters, { ...pass, lease, mailboxes }, deps);
  } finally {
    await lease.giveUp();
  }
}

/**
 * Budgets are paid back for what did not go out, also when something breaks. A worker that is killed pays nothing back: of
 * a budget up to a chunk of mails then stays unused, never one too many.
 */
async function send(letters: readonly Letter[], work: Work, deps: SendDependencies): Promise<Done> {
  const done = nothingDone();
  const granted: Granted[] = [];
  try {
    await sendAll(await prepare(letters, granted, work, deps), done, work, deps);
  } finally {
    await giveBack(granted, done.wentOut, work.batch, deps);
  }
  return done;
}
