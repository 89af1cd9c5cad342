import { readFileSync } from 'node:fs';
import { compose } from '../../lambdas/compose/step.ts';
import type { PreflightDependencies } from '../../lambdas/preflight/dependencies.ts';
import { preflight } from '../../lambdas/preflight/step.ts';
import { openComposeRoom } from '../../shared/adapters/compose-room.ts';
import { openKeys } from '../../shared/adapters/keys.ts';
import { getJson, getLines, putJson, putLines } from '../../shared/adapters/lines.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { openPreflightRoom } from '../../shared/adapters/preflight-room.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { sourceOf } from '../../shared/adapters/templates.ts';
import { PlanCountsSchema } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { type Mail, MailSchema, OutboxMailSchema } from '../../shared/contract/mails.ts';
import { ComposeCountsSchema, PreflightSchema } from '../../shared/contract/preflight.ts';
import { RunSchema } from '../../shared/contract/runs.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import type { AccountState } from '../../shared/domain/mail/account.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { openModel, tableModel } from './dynamo/table.ts';
import { memoryBucket } from './memory-bucket.ts';

const shipped = (path: string): string =>
  readFileSync(new URL(`../../shared/${path}`, import.meta.url), 'utf8');

/** A shipped template whose plain text ends with something more. */
export const endingWith = (file: string, more: string) => ({
  [file]: `${shipped(`templates/${file}`)}\n${more}\n`,
});

const shop = parsePolicy(shipped('presets/default.yaml'));

const campaign = (rule: string, more: Partial<Policy['campaigns'][number]> = {}) =>
  ({ ...shop.campaigns[0], rule, template: 'gold', ...more }) as Policy['campaigns'][number];

/** Two campaigns of the shipped shop, one of them with an offer; no control group. */
export const mailPolicy = (more: Partial<Policy> = {}): Policy => ({
  ...shop,
  campaigns: [
    campaign('news'),
    campaign('gift', { template: 'win-back', offer: { list: 'autumn', cost: '1' } }),
  ],
  ...more,
});

export function mailOf(n: number, more: Partial<Mail> = {}): Mail {
  const customerId = `c${String(n).padStart(3, '0')}`;
  return MailSchema.parse({
    ...{ campaignId: 'news@2026-Q3', rule: 'news', kind: 'membership', customerId, tier: 'gold' },
    ...{ previousTier: null, address: `${customerId}@example.com`, name: `Name ${n}`, language: 'en' },
    ...{ template: 'gold', skip: null, consentOn: '2026-01-01', since: '2026-06-30' },
    ...more,
  });
}

export const gift = { campaignId: 'gift@2026-Q3', rule: 'gift', template: 'win-back' };

const RUN = 'r2';
const READY: AccountState = {
  ...{ sendingEnabled: true, production: true, identityVerified: true, dkim: true, configurationSet: true },
  ...{ destinations: { eventBridge: true, queue: true }, suppression: ['BOUNCE', 'COMPLAINT'] },
  ...{ perSecond: 14, perDay: 50_000, sentLast24Hours: 0, denied: [] },
};

interface Given {
  policy?: Policy;
  /** Template sources that differ from the shipped ones, by file. */
  templates?: Record<string, string>;
  simulated?: boolean;
}

/** A run folder in memory with planned mails, one list a part; `done` does the steps up to there on it. */
export async function mailRun(
  parts: Mail[][],
  { policy = mailPolicy(), templates = {}, simulated }: Given = {},
) {
  const lake = memoryBucket('lake');
  const runs = openModel(tableModel('runs', ['pk', 'sk']));
  const ledger = openModel(tableModel('ledger', ['sid']));
  const keys = openKeys({ seed: 'a seed of a test, long enough for it', current: 'k1', old: {} });
  await lay();

  async function lay(): Promise<void> {
    const inventory = { runId: RUN, runSeq: 2, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' };
    const rest = {
      engine: 'duckdb',
      policyHash: 'p',
      currency: 'CNY',
      intakes: [],
      base: null,
      uncommitted: [],
    };
    const tried = simulated === undefined ? {} : { simulated };
    await putJson(lake, runKeys.inventory(RUN), { ...inventory, ...rest, ...tried });
    await putJson(lake, runKeys.policy(RUN), policy);
    await putJson(lake, runKeys.templates(RUN), { version: 1, templates: frozen() });
    for (const [part, mails] of parts.entries()) {
      await putLines(lake, runKeys.mails(RUN, part), mails);
      const counts = Object.fromEntries(Object.keys(PlanCountsSchema.shape).map((name) => [name, 0]));
      await putJson(lake, runKeys.counts(RUN, 'plan', part), { ...counts, mails: mails.length });
    }
    const run = {
      runId: RUN,
      runSeq: 2,
      mode: 'periodic',
      asOf: '2026-09-30',
      period: '2026-Q3',
      baseSeq: 1,
    };
    await openRuns(runs).createRun(RunSchema.parse({ ...run, state: 'GRADING', executionArn: 'e' }));
  }

  function frozen() {
    const read = (file: string) => templates[file] ?? shipped(`templates/${file}`);
    const names = policy.campaigns.flatMap(({ template, variants }) => [
      template,
      ...variants.map((v) => v.template),
    ]);
    const named = names.flatMap((name) => LANGUAGES.map((language) => ({ name, language })));
    return Object.fromEntries(
      named.map(({ name, language }) => [`${name}.${language}`, sourceOf(read, name, language)]),
    );
  }

  const composed = async (part = 0) =>
    compose({
      ...openComposeRoom({ lake, runs, ledger, keys }),
      at: () => undefined,
      sender: 'members@mail.example.com',
    })({
      runId: RUN,
      part,
    });

  const dependencies = (more: Partial<PreflightDependencies> = {}): PreflightDependencies => ({
    ...openPreflightRoom({ lake, runs, ledger, keys }),
    ...{ account: async () => READY, at: () => undefined, now: () => Date.parse('2026-11-22T02:00:00Z') },
    settings: { sender: 'members@mail.example.com', configurationSet: 'shop', redirected: false },
    ...more,
  });

  const looked = (before: 'PLAN' | 'MAIL', more: Partial<PreflightDependencies> = {}) =>
    preflight(dependencies(more))({ runId: RUN, parts: parts.length, before });

  /** Composes every part, looks, and approves what was found. */
  async function approved(more: Partial<PreflightDependencies> = {}): Promise<void> {
    for (const part of parts.keys()) await composed(part);
    await looked('PLAN', more);
    const { contentDigest } = await found();
    await openRuns(runs).moveRun(RUN, ['GRADING'], 'APPROVED', { parts: parts.length, contentDigest });
  }

  const found = () => getJson(lake, runKeys.preflight(RUN), PreflightSchema);
  const counts = (part = 0) => getJson(lake, runKeys.counts(RUN, 'compose', part), ComposeCountsSchema);
  const outbox = (part = 0) => getLines(lake, runKeys.outbox(RUN, part), OutboxMailSchema);
  return {
    runId: RUN,
    lake,
    runs,
    ledger,
    keys,
    composed,
    looked,
    approved,
    found,
    counts,
    outbox,
    ready: READY,
  };
}
