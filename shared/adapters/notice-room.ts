import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ZodType, z } from 'zod';
import {
  type OffersAnswer,
  OffersAnswerSchema,
  type TemplateAnswer,
  TemplateAnswerSchema,
} from '../contract/content-answers.ts';
import type { Environment } from '../contract/environment.ts';
import { AnswerSchema } from '../contract/intake.ts';
import { resultKeys } from '../contract/keys.ts';
import { PlanPageSchema } from '../contract/plan-page.ts';
import { type PolicyAnswer, PolicyAnswerSchema } from '../contract/policy-answer.ts';
import { ReportSchema } from '../contract/report.ts';
import { PeriodNewsSchema, RestNewsSchema, type RunNews, RunNewsSchema } from '../contract/run-news.ts';
import type { Run } from '../contract/runs.ts';
import type { Language } from '../domain/bilingual.ts';
import { type Bucket, openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import { openIntakes } from './intake-store.ts';
import { readKeys } from './keys.ts';
import { openMailboxes } from './mailboxes.ts';
import { composeMime } from './mime.ts';
import { openNotices } from './notices.ts';
import { readPageKeys } from './page-keys.ts';
import { approveLinks, showLinks } from './run-pages.ts';
import { openRuns } from './run-store.ts';
import { openSes } from './ses.ts';
import { openTable } from './table.ts';
import { openTemplates, type Rendered, sourceOf } from './templates.ts';

type Names = Pick<
  Environment,
  | 'LAKE_BUCKET'
  | 'RESULTS_BUCKET'
  | 'RUNS_TABLE'
  | 'MAILBOXES_TABLE'
  | 'KEYS_SECRET'
  | 'PAGES_SECRET'
  | 'APPROVE_URL'
  | 'SHOW_URL'
>;

/** Texts that ship with the program; `template` by its file name under `shared/templates/`. */
export interface Shipped {
  policy: string;
  template: (file: string) => string;
}

/** Everything that telling staff needs of the outside, opened for one call. */
export function openNoticeRoom(names: Names, shipped: Shipped) {
  const [lake, results] = [openBucket(names.LAKE_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const runs = openTable(names.RUNS_TABLE);
  return {
    ...runRoom(names, results),
    answer: (key: string, versionId: string) => answerAt(results, key, versionId),
    isCommitted: async (intakeId: string) => (await openIntakes(runs).find(intakeId)) !== undefined,
    policy: async () => (await currentPolicy(runs, lake, shipped.policy)).policy,
    mailbox: async (address: string) => (await readKeys(names.KEYS_SECRET)).mailbox(address),
    mailboxes: openMailboxes(openTable(names.MAILBOXES_TABLE)),
    notices: openNotices(runs),
    render: staffTemplates(shipped.template),
    mime: composeMime,
    sendRaw: openSes().sendRaw,
    now: () => new Date(),
    newId: randomUUID,
    sleep: (ms: number) => sleep(ms),
  };
}

/** How runs stand, and where their pages are. */
function runRoom(names: Names, results: Bucket) {
  const { run } = openRuns(openTable(names.RUNS_TABLE));
  const keys = () => readPageKeys(names.PAGES_SECRET);
  const read = async <T>(key: string, schema: ZodType<T>): Promise<T | undefined> => {
    const body = await results.get(key);
    return body && schema.parse(JSON.parse(body.toString('utf8')));
  };
  const at = <T>(runId: string, file: string, schema: ZodType<T>) =>
    read(resultKeys.report(runId, file), schema);
  return {
    run,
    plan: (runId: string) => at(runId, 'plan.json', PlanPageSchema),
    report: (runId: string) => at(runId, 'report.json', ReportSchema),
    news: (runId: string, about: RunNews['about']) => at(runId, `${about}.json`, RunNewsSchema),
    periodNews: (period: string) => read(resultKeys.waiting(period), PeriodNewsSchema),
    restNews: (runId: string, name: string) => at(runId, `${name}.json`, RestNewsSchema),
    showLink: async (runId: string, file: string) =>
      showLinks(await keys(), names.SHOW_URL)(runId, file, new Date()),
    approveLink: async (waiting: Run) => approveLinks(await keys(), names.APPROVE_URL)(waiting),
  };
}

/** Their templates by the folder in which they lie beside a footer of their own: nobody unsubscribes, the policy names who gets them. */
const STAFF_TEMPLATES = {
  answer: ['answer', 'content'],
  runs: ['plan', 'report', 'expired', 'failed', 'waiting', 'resting', 'stopped'],
};

/** Renders mails to the shop's own people. Only the template that is asked for is read: most calls send one mail or none. */
export function staffTemplates(template: Shipped['template']) {
  return (name: string, language: Language, variables: Readonly<Record<string, unknown>>): Rendered => {
    const [folder] = Object.entries(STAFF_TEMPLATES).find(([, names]) => names.includes(name)) ?? [''];
    const read = (file: string) => template(file.startsWith('layouts/') ? file : `${folder}/${file}`);
    const source = sourceOf(read, name, language);
    return openTemplates({ [`${name}.${language}`]: source }).render(name, language, variables);
  };
}

const KindSchema = z.object({ kind: z.string() });

/** Answers that lie beside those to exports. Those to manual tiers are told to nobody: they name people. */
const OTHERS: Record<string, (json: unknown) => PolicyAnswer | TemplateAnswer | OffersAnswer | undefined> = {
  policy: (json) => PolicyAnswerSchema.parse(json),
  template: (json) => TemplateAnswerSchema.parse(json),
  offers: (json) => OffersAnswerSchema.parse(json),
  overrides: () => undefined,
};

async function answerAt(results: Pick<Bucket, 'get'>, key: string, versionId: string) {
  const body = await results.get(key, versionId);
  if (!body) return undefined;
  const json: unknown = JSON.parse(body.toString('utf8'));
  const other = OTHERS[KindSchema.parse(json).kind];
  return other ? other(json) : AnswerSchema.parse(json);
}
