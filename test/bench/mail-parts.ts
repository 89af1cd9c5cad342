import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { handler as compose } from '../../lambdas/compose/handler.ts';
import { handler as preflight } from '../../lambdas/preflight/handler.ts';
import { handler as send } from '../../lambdas/send/handler.ts';
import { openLedger } from '../../shared/adapters/ledger.ts';
import { openMailboxes } from '../../shared/adapters/mailboxes.ts';
import { composeMime } from '../../shared/adapters/mime.ts';
import { openSes } from '../../shared/adapters/ses.ts';
import { openTable } from '../../shared/adapters/table.ts';
import type { LedgerRow } from '../../shared/contract/mails.ts';
import { envelopeTo, letterTo } from './mail-letters.ts';
import { approve, layRun, mailsOf } from './mail-run.ts';

/** Milliseconds of CPU a mail, by what was done. */
export type Costs = Record<string, number>;

/** As many at a time as the send step has on their way. */
const LANES = 10;

async function cpuIn(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Milliseconds of this process's CPU for one of `count`. */
export async function cpuOf(count: number, one: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const lane = async () => {
    while (next < count) await one(next++);
  };
  return (await cpuIn(() => Promise.all(Array.from({ length: LANES }, lane)))) / count;
}

const CONTEXT = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 900_000 } as Context;
let runSeq = 0;

/** The real functions, from the planned mails in the bucket until SES has accepted each. */
export async function pathOf(runId: string, count: number): Promise<Costs> {
  runSeq += 1;
  await layRun(runId, runSeq, mailsOf(runId, count));
  const part = { runId, part: 0 };
  const look = (before: string) => preflight({ runId, parts: 1, before }, CONTEXT);
  const composed = await cpuIn(() => compose(part, CONTEXT));
  const planned = await cpuIn(() => look('PLAN'));
  await approve(runId);
  const looked = await cpuIn(() => look('MAIL'));
  const sent = await cpuIn(() => sendAll(part, count));
  return { compose: composed / count, preflight: (planned + looked) / count, send: sent / count };
}

async function sendAll(part: { runId: string; part: number }, count: number): Promise<void> {
  const { sent } = await send(part, CONTEXT);
  if (sent !== count) throw new Error(`${sent} of ${count} mails were accepted`);
}

const rowOf = (n: number): LedgerRow => ({
  ...{ sid: `bench-${n}`.padEnd(43, '_'), mailbox: `bench-${n}`.padEnd(43, '_'), campaignId: 'news@bench' },
  ...{ customer: `c${n}`, runId: 'bench', state: 'sending', digest: 'd'.repeat(64), facts: {} },
  ...{ owner: `bench/${randomUUID()}`, startedAt: 1, attempts: 0, epoch: 1_000_001 },
});

/** What the path is made of, each piece by itself. */
export async function partsOf(count: number): Promise<Costs> {
  const [ledger, mailboxes] = [openLedger(openTable('ledger')), openMailboxes(openTable('mailboxes'))];
  const rows = Array.from({ length: count }, (_, n) => rowOf(n));
  const row = (n: number) => rows[n] as LedgerRow;
  const raw = await composeMime(envelopeTo(0));
  const mail = { from: 'members@mail.example.com', raw, configurationSet: 'tierwise' };
  const recent = (n: number) => ({ [row(n).sid]: { on: '2026-09-30', rule: 'news', tier: 'gold' } });
  const { sendRaw, close } = openSes();
  const costs: Costs = {
    rendering: await cpuOf(count, async (n) => letterTo(n)),
    MIME:
      (await cpuOf(count, (n) => composeMime(envelopeTo(n)))) -
      (await cpuOf(count, async (n) => envelopeTo(n))),
    'ledger: sending': await cpuOf(count, (n) => ledger.write(row(n))),
    gate: await cpuOf(count, (n) => mailboxes.remember({ mailbox: row(n).mailbox }, recent(n))),
    SES: await cpuOf(count, (n) => sendRaw({ ...mail, to: `c${n}@example.com`, tags: { sid: row(n).sid } })),
    'ledger: sent': await cpuOf(count, (n) => ledger.settle(row(n), { state: 'sent', messageId: `m${n}` })),
  };
  close();
  return costs;
}
