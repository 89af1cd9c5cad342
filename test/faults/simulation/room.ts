import { feedback as feedbackStep } from '../../../lambdas/feedback/step.ts';
import type { SendDependencies } from '../../../lambdas/send/dependencies.ts';
import { send as sendStep } from '../../../lambdas/send/step.ts';
import { openBudgets } from '../../../shared/adapters/budgets.ts';
import { openCampaigns } from '../../../shared/adapters/campaign-store.ts';
import { openChunkClaims } from '../../../shared/adapters/chunk-claims.ts';
import { memoryOf, notePass } from '../../../shared/adapters/fingerprint.ts';
import { openLedger } from '../../../shared/adapters/ledger.ts';
import { openMailFacts } from '../../../shared/adapters/mail-facts.ts';
import { openMailboxes } from '../../../shared/adapters/mailboxes.ts';
import { openSenders } from '../../../shared/adapters/senders.ts';
import { openSes } from '../../../shared/adapters/ses.ts';
import type { OutcomeLine, SendCounts } from '../../../shared/contract/artifacts.ts';
import { MailNewsSchema } from '../../../shared/contract/mail-events.ts';
import type { RunPart } from '../../../shared/contract/steps.ts';
import type { Path, ReportedEvent } from './bus.ts';
import type { SendOnce } from './execution.ts';
import { keys, MAKINGS, type SimulatedRun } from './mails.ts';
import { type Process, StoreFailed } from './process.ts';
import type { Sabotage } from './sabotage.ts';
import type { World } from './world.ts';

const LOGIN = {
  endpoint: 'http://ses.invalid',
  region: 'local',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
};
/** Mails that SES takes a second; slow enough for people to come between. */
const PER_SECOND = 3;

interface Saved {
  outcomes: OutcomeLine[];
  counts: SendCounts;
}

export type Room = ReturnType<typeof roomOf>;

/** The real steps with the real adapters, as one process of a simulated world has them. */
export function roomOf(world: World, runs: readonly SimulatedRun[], sabotage: Sabotage = {}) {
  const saved = new Map<string, Saved>();
  const ses = openSes({ ...LOGIN, requestHandler: world.requestHandler });
  let ids = 0;

  const tablesOf = (by: Process) => ({
    ledger: (sabotage.ledger ?? same)(world.tableOf(by, world.ledger)),
    mailboxes: world.tableOf(by, world.mailboxes),
    runs: world.tableOf(by, world.runs),
  });

  function outboxOf(by: Process): SendDependencies['outbox'] {
    return {
      load: ({ runId, part }) =>
        by.call('outbox load', () => {
          const run = runs.find((each) => each.runId === runId);
          const mails = run?.parts[part] ?? [];
          return {
            ...MAKINGS,
            mails,
            planned: mails.length,
            runSeq: run?.runSeq ?? 0,
            period: '2026-Q4',
            seen: [],
          };
        }),
      save: ({ runId, part }: RunPart, outcomes, counts) =>
        by.call('outbox save', () => void saved.set(`${runId}/${part}`, { outcomes: [...outcomes], counts })),
    };
  }

  function storesOf(by: Process) {
    const { ledger, mailboxes, runs: table } = tablesOf(by);
    return {
      memory: () => memoryOf(table, ledger, keys.fingerprint),
      notePass: () => notePass(table, ledger),
      ledger: openLedger(ledger),
      claims: openChunkClaims(ledger),
      mailboxes: openMailboxes(mailboxes),
      campaigns: openCampaigns(table),
      budgets: openBudgets(table),
      senders: openSenders(table),
      offers: { draw: async () => [] },
    };
  }

  const sesOf = (by: Process): SendDependencies['ses'] => ({
    sendRaw(mail) {
      world.asking.set(mail.tags.sid ?? '', by);
      return ses.sendRaw(mail);
    },
  });

  const send: SendOnce = (by, input, call) => {
    const dependencies: SendDependencies = {
      ...storesOf(by),
      ...{ outbox: outboxOf(by), ses: sesOf(by), keys, settings: SETTINGS },
      withdrawals: async () => [],
      purchases: async () => [],
      account: async () => ({ ...ACCOUNT }),
      mime: async () => Buffer.from('a mail'),
      ...{ now: by.now, elapsed: by.elapsed, sleep: by.sleep, at: by.at },
      newId: () => String(++ids),
    };
    return sendStep((sabotage.send ?? same)(dependencies))(input, call);
  };

  /** One try of the feedback function, on the path's own form of the event. */
  async function feedback(path: Path, event: ReportedEvent): Promise<'taken' | 'failed'> {
    const by = world.process(`feedback-${path}`);
    const { ledger, mailboxes, runs: table } = tablesOf(by);
    const take = feedbackStep({
      facts: openMailFacts(ledger),
      mailboxes: openMailboxes(mailboxes),
      campaigns: openCampaigns(table),
      returned: mustBeTheStore,
      now: () => new Date(by.now()),
      at: by.at,
    });
    const died = new Promise<'failed'>((resolve) => by.onDeath(() => resolve('failed')));
    return Promise.race([died, judged(take(MailNewsSchema.parse(formOf(path, event))))]);
  }

  /** `undefined` where no pass has ever come to its end. */
  const savedBy = (name: string): Saved | undefined => saved.get(name);

  /** Before its first request the SDK reads its settings from the disk, which is no part of a simulated world. */
  const warmUp = async (): Promise<void> => {
    const nobody = { handle: () => Promise.reject(new Error('nobody')), destroy: () => undefined };
    await openSes({ ...LOGIN, requestHandler: { ...world.requestHandler, ...nobody } }).sendRaw(NO_MAIL);
  };

  return { warmUp, send, feedback, savedBy };
}

const NO_MAIL = { from: '', to: '', raw: Buffer.from(''), configurationSet: '', tags: {} };

const same = <T>(value: T): T => value;

const SETTINGS = {
  sender: 'members@mail.example.com',
  configurationSet: 'tierwise',
  unsubscribeUrl: 'https://u.example.com/',
  redirectTo: '',
  leaseMs: 960_000,
};

const ACCOUNT = {
  ...{ sendingEnabled: true, production: true, identityVerified: true, dkim: true, configurationSet: true },
  ...{ destinations: { eventBridge: true, queue: true }, suppression: ['BOUNCE', 'COMPLAINT'], denied: [] },
  ...{ perSecond: PER_SECOND, perDay: 50_000, sentLast24Hours: 0 },
};

const formOf = (path: Path, event: ReportedEvent): unknown =>
  path === 'bus'
    ? event
    : { Records: [{ eventSource: 'aws:sqs', messageId: 'one', body: JSON.stringify(event.detail) }] };

function mustBeTheStore(error: unknown): void {
  if (!(error instanceof StoreFailed)) throw error;
}

/** The queue gets back what failed; the bus hears the error. */
async function judged(work: ReturnType<ReturnType<typeof feedbackStep>>): Promise<'taken' | 'failed'> {
  try {
    const answer = await work;
    return 'batchItemFailures' in answer && answer.batchItemFailures.length > 0 ? 'failed' : 'taken';
  } catch (error) {
    mustBeTheStore(error);
    return 'failed';
  }
}
