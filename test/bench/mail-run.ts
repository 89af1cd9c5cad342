import { readFileSync } from 'node:fs';
import { openBucket } from '../../shared/adapters/bucket.ts';
import { getJson, putJson, putLines } from '../../shared/adapters/lines.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { sourceOf } from '../../shared/adapters/templates.ts';
import { PlanCountsSchema } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { type Mail, MailSchema } from '../../shared/contract/mails.ts';
import { PreflightSchema } from '../../shared/contract/preflight.ts';
import { RunSchema } from '../../shared/contract/runs.ts';

const shared = (path: string): string =>
  readFileSync(new URL(`../../shared/${path}`, import.meta.url), 'utf8');

/** Wares under the shipped letter, so that it weighs about 27 kB as a shop's mail does; one in eight names its reader's tier. */
const WARES = 84;
const ware = (n: number) =>
  `<table role="presentation" width="100%"><tr><td style="padding:12px 24px;font-family:Georgia,serif;font-size:15px;line-height:1.6;color:#333333">No. ${n}: dragon well${n % 8 ? '' : ' for {{ tier }} members'}, from the spring harvest, 龙井茶</td></tr></table>\n`;

function longLetter(file: string): string {
  const [head = '', html = '', text = ''] = shared(`templates/${file}`).split('\n---\n');
  const shelf = Array.from({ length: WARES }, (_, n) => ware(n)).join('');
  return file.startsWith('gold.') ? [head, html + shelf, text].join('\n---\n') : shared(`templates/${file}`);
}

export const TEMPLATES = { 'gold.en': sourceOf(longLetter, 'gold', 'en') };

const preset = parsePolicy(shared('presets/default.yaml'));
const { quietHours: _, ...always } = preset.mail;
export const POLICY = {
  ...preset,
  campaigns: preset.campaigns
    .slice(0, 1)
    .map((campaign) => ({ ...campaign, rule: 'news', template: 'gold' })),
  mail: always,
};
export const AS_OF = '2026-09-30';

export function mailsOf(runId: string, count: number): Mail[] {
  return Array.from({ length: count }, (_, n) =>
    MailSchema.parse({
      ...{ campaignId: `news@${runId}`, rule: 'news', kind: 'membership', customerId: `${runId}-${n}` },
      ...{ tier: 'gold', previousTier: null, address: `${runId}-${n}@example.com`, name: `Name ${n}` },
      ...{ language: 'en', template: 'gold', skip: null, consentOn: '2026-01-01', since: '2026-06-30' },
    }),
  );
}

/** The folder and the item of a run as planning leaves them. */
export async function layRun(runId: string, runSeq: number, mails: readonly Mail[]): Promise<void> {
  const lake = openBucket('lake');
  const run = { runId, runSeq, mode: 'periodic', asOf: AS_OF, period: runId };
  const rest = {
    engine: 'duckdb',
    policyHash: 'p',
    currency: 'CNY',
    intakes: [],
    base: null,
    uncommitted: [],
  };
  await putJson(lake, runKeys.inventory(runId), { ...run, ...rest });
  await putJson(lake, runKeys.policy(runId), POLICY);
  await putJson(lake, runKeys.templates(runId), { version: 1, templates: TEMPLATES });
  await putLines(lake, runKeys.mails(runId, 0), mails);
  const counts = Object.fromEntries(Object.keys(PlanCountsSchema.shape).map((name) => [name, 0]));
  await putJson(lake, runKeys.counts(runId, 'plan', 0), { ...counts, mails: mails.length });
  const runs = openRuns(openTable('runs'));
  await runs.createRun(RunSchema.parse({ ...run, baseSeq: runSeq - 1, state: 'GRADING', executionArn: 'e' }));
}

/** Approves what preflight has found, as review does. */
export async function approve(runId: string): Promise<void> {
  const { contentDigest } = await getJson(openBucket('lake'), runKeys.preflight(runId), PreflightSchema);
  const runs = openRuns(openTable('runs'));
  await runs.moveRun(runId, ['GRADING'], 'APPROVED', { parts: 1, contentDigest });
}
