import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Environment } from '../contract/environment.ts';
import { type Answer, AnswerSchema } from '../contract/intake.ts';
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
  const render = answerTemplate(shipped.template);
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

/** The template of answers has a footer of its own: nobody unsubscribes from it, the policy names who gets it. */
export function answerTemplate(template: Shipped['template']) {
  const read = (file: string) => template(file.startsWith('layouts/') ? file : `answer/${file}`);
  const templates = Object.fromEntries(
    LANGUAGES.map((language) => [`answer.${language}`, sourceOf(read, 'answer', language)]),
  );
  const { render } = openTemplates(templates);
  return (language: Language, variables: Record<string, string | null>) =>
    render('answer', language, variables);
}

const KindSchema = z.object({ kind: z.string() });

/** Answers to policies, manual tiers, templates and offer codes lie beside those to exports. */
const OTHERS = ['policy', 'overrides', 'template', 'offers'];

async function answerAt(
  results: Pick<Bucket, 'get'>,
  key: string,
  versionId: string,
): Promise<Answer | undefined> {
  const body = await results.get(key, versionId);
  if (!body) return undefined;
  const json: unknown = JSON.parse(body.toString('utf8'));
  return OTHERS.includes(KindSchema.parse(json).kind) ? undefined : AnswerSchema.parse(json);
}
