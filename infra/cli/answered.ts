import { setTimeout as sleep } from 'node:timers/promises';
import { intakeIdOf } from '../../shared/adapters/intake-store.ts';
import {
  type OffersAnswer,
  OffersAnswerSchema,
  type TemplateAnswer,
  TemplateAnswerSchema,
} from '../../shared/contract/content-answers.ts';
import {
  AnswerSchema,
  type Intake,
  type Taken,
  type Answer as Worded,
} from '../../shared/contract/intake.ts';
import { resultKeys, uploadKeys } from '../../shared/contract/keys.ts';
import { type OverridesAnswer, OverridesAnswerSchema } from '../../shared/contract/overrides.ts';
import { type PolicyAnswer, PolicyAnswerSchema } from '../../shared/contract/policy-answer.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { problemText } from '../../shared/formats/problems.ts';
import { POLICY, type Shop } from './batch.ts';
import { offerLines, templateLines } from './content-lines.ts';
import { intakeLines, rejectsLines } from './intake-lines.ts';
import { overrideLines } from './override-lines.ts';
import { policyLines } from './policy-lines.ts';
import type { Terminal } from './terminal.ts';

/** The version of the object that an upload became. */
export interface Uploaded {
  key: string;
  versionId: string;
}

export interface Answered {
  refused: boolean;
  answer: Worded | PolicyAnswer | OverridesAnswer | TemplateAnswer | OffersAnswer;
  lines: string[];
}

/** Uploads that are no exports, by their folder: how their answers are told. */
const OWN_ANSWERS: Record<string, (json: unknown, terminal: Terminal) => Answered> = {
  overrides: (json, terminal) => {
    const answer = OverridesAnswerSchema.parse(json);
    return { refused: answer.status === 'refused', answer, lines: overrideLines(answer, terminal) };
  },
  templates: (json, terminal) => {
    const answer = TemplateAnswerSchema.parse(json);
    return { refused: answer.status === 'refused', answer, lines: templateLines(answer, terminal) };
  },
  offers: (json, terminal) => {
    const answer = OffersAnswerSchema.parse(json);
    return { refused: answer.status === 'refused', answer, lines: offerLines(answer, terminal) };
  },
};

/** Seconds to wait: as long as an intake may take. */
const PATIENCE = 900;
const LOOK_MS = 500;

/** What became of an upload, as soon as it is known. */
export async function answered(shop: Shop, uploaded: Uploaded, terminal: Terminal): Promise<Answered> {
  const until = Date.now() + PATIENCE * 1000;
  while (Date.now() < until) {
    const found = await look(shop, uploaded, terminal);
    if (found) return found;
    await sleep(LOOK_MS);
  }
  throw noAnswer();
}

async function look(shop: Shop, uploaded: Uploaded, terminal: Terminal): Promise<Answered | undefined> {
  if (uploaded.key === POLICY) {
    const answer = await policyAnswer(shop, uploaded);
    return answer && { refused: answer.status === 'refused', answer, lines: policyLines(answer, terminal) };
  }
  if (isNoExport(uploaded.key)) return ownAnswer(shop, uploaded, terminal);
  const taken = (await intakeOf(shop, uploaded)) ?? (await waitingFor(shop, uploaded));
  if (!taken) return undefined;
  const lines = [...intakeLines(taken, terminal), ...rejectsLines(taken, shop, terminal)];
  return { refused: taken.status === 'refused', answer: worded(taken), lines };
}

/** A code alone tells a program what is wrong, and nobody how to mend it. */
const worded = (taken: Taken): Worded => ({
  ...taken,
  problems: taken.problems.map((problem) => ({ ...problem, ...problemText(problem.code, problem.column) })),
});

/** Manual tiers, templates and offer codes are answered in words of their own. */
export const isNoExport = (key: string): boolean => folderOf(key) in OWN_ANSWERS;

const folderOf = (key: string): string => key.split('/')[0] ?? '';

/** What became of an upload that is no export; undefined as long as nothing has. */
export async function ownAnswer(
  shop: Pick<Shop, 'uploads' | 'results'>,
  uploaded: Uploaded,
  terminal: Terminal,
): Promise<Answered | undefined> {
  const json = await answerOf(shop, uploaded);
  return json === undefined ? undefined : OWN_ANSWERS[folderOf(uploaded.key)]?.(json, terminal);
}

/** The newest reading of this very version; a mapping is answered by the file that it had read. */
async function intakeOf({ runs }: Shop, { key, versionId }: Uploaded): Promise<Intake | undefined> {
  const isOurs = ({ key: file, versionId: version, mapping }: Intake): boolean =>
    (file === key && version === versionId) ||
    (uploadKeys.mapping(file) === key && mapping?.versionId === versionId);
  const ours = (await runs.intakes()).filter(isOurs);
  return ours.sort((a, b) => (a.uploadedAt < b.uploadedAt ? -1 : 1)).at(-1);
}

/** A mapping that came before its file is no intake, but it is answered. */
async function waitingFor(shop: Shop, uploaded: Uploaded): Promise<Taken | undefined> {
  if (uploadKeys.mapped(uploaded.key) === undefined) return undefined;
  const json = await answerOf(shop, uploaded);
  return json === undefined ? undefined : AnswerSchema.parse(json);
}

/** What the policy function says of an uploaded policy; undefined as long as it has said nothing. */
export async function policyAnswer(shop: Shop, uploaded: Uploaded): Promise<PolicyAnswer | undefined> {
  const json = await answerOf(shop, uploaded);
  return json === undefined ? undefined : PolicyAnswerSchema.parse(json);
}

async function answerOf(
  { uploads, results }: Pick<Shop, 'uploads' | 'results'>,
  { key, versionId }: Uploaded,
): Promise<unknown> {
  const body = await results.get(resultKeys.answer(intakeIdOf(uploads.name, key, versionId)));
  return body && JSON.parse(body.toString('utf8'));
}

const noAnswer = (): Refusal =>
  new Refusal(
    'E_NO_ANSWER',
    both(
      `The file was uploaded, but not dealt with within ${PATIENCE / 60} minutes.`,
      `文件已上传，但 ${PATIENCE / 60} 分钟内仍未处理完。`,
    ),
    both(
      'Its answer will lie in the results bucket under answers/.',
      '处理完成后，回执会出现在结果存储桶的 answers/ 目录下。',
    ),
  );
