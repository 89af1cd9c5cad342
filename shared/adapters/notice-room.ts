import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  type OffersAnswer,
  OffersAnswerSchema,
  type TemplateAnswer,
  TemplateAnswerSchema,
} from '../contract/content-answers.ts';
import type { Environment } from '../contract/environment.ts';
import { AnswerSchema } from '../contract/intake.ts';
import { type PolicyAnswer, PolicyAnswerSchema } from '../contract/policy-answer.ts';
import { LANGUAGES, type Language } from '../domain/bilingual.ts';
import { type Bucket, openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import { openIntakes } from './intake-store.ts';
import { readKeys } from './keys.ts';
import { openMailboxes } from './mailboxes.ts';
import { composeMime } from './mime.ts';
import { openNotices } from './notices.ts';
import { openSes } from './ses.ts';
import { openTable } from './table.ts';
import { openTemplates, sourceOf } from './templates.ts';

type Names = Pick<
  Environment,
  'LAKE_BUCKET' | 'RESULTS_BUCKET' | 'RUNS_TABLE' | 'MAILBOXES_TABLE' | 'KEYS_SECRET'
>;

/** Texts that ship with the program; `template` by its file name under `shared/templates/`. */
export interface Shipped {
  policy: string;
  template: (file: string) => string;
}

/** Everything that telling staff of an upload needs of the outside, opened for one call. */
export function openNoticeRoom(names: Names, shipped: Shipped) {
  const [lake, results] = [openBucket(names.LAKE_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const runs = openTable(names.RUNS_TABLE);
  const render = answerTemplates(shipped.template);
  return {
    answer: (key: string, versionId: string) => answerAt(results, key, versionId),
    isCommitted: async (intakeId: string) => (await openIntakes(runs).find(intakeId)) !== undefined,
    policy: async () => (await currentPolicy(runs, lake, shipped.policy)).policy,
    mailbox: async (address: string) => (await readKeys(names.KEYS_SECRET)).mailbox(address),
    mailboxes: openMailboxes(openTable(names.MAILBOXES_TABLE)),
    notices: openNotices(runs),
    render,
    mime: composeMime,
    sendRaw: openSes().sendRaw,
    now: () => new Date(),
    newId: randomUUID,
    sleep: (ms: number) => sleep(ms),
  };
}

/** Templates of answers: to an upload of rows, and of a policy, a template or offer codes. */
const LETTERS = ['answer', 'content'] as const;

/** Their footer is their own: nobody unsubscribes from them, the policy names who gets them. */
export function answerTemplates(template: Shipped['template']) {
  const read = (file: string) => template(file.startsWith('layouts/') ? file : `answer/${file}`);
  const templates = Object.fromEntries(
    LETTERS.flatMap((name) =>
      LANGUAGES.map((language) => [`${name}.${language}`, sourceOf(read, name, language)]),
    ),
  );
  const { render } = openTemplates(templates);
  return (name: (typeof LETTERS)[number], language: Language, variables: Record<string, string | null>) =>
    render(name, language, variables);
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
