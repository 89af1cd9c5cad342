import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import { parseOwnPolicy, policyHash } from '../../shared/adapters/policy-file.ts';
import { faultLines } from '../../shared/adapters/yaml-file.ts';
import type { PolicyAnswer } from '../../shared/contract/policy-answer.ts';
import { ClaimedSchema } from '../../shared/contract/steps.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import { Refusal, reasonIn } from '../../shared/domain/refusal.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import type { Clock } from '../local/clock.ts';
import type { LocalCloud } from '../local/cloud.ts';
import { policyAnswer, type Uploaded } from './answered.ts';
import { ask, mustBeTakenIn, newestIntakes, POLICY, type Shop, uploadKeyOf, uploadOnce } from './batch.ts';
import { intakeLines } from './intake-lines.ts';
import { templatesOf } from './known-templates.ts';
import { tellNoExports } from './no-exports.ts';

import { answerIn, refused } from './requests.ts';

import type { Stage } from './stages.ts';
import type { Terminal } from './terminal.ts';

export interface StageContext {
  cloud: LocalCloud;
  shop: Shop;
  clock: Clock;
  terminal: Terminal;
}

/** Uploads the files of one stage, waits until they are taken in, and makes one periodic run of them. */
export async function runStage(context: StageContext, stage: Stage, policyFile?: string): Promise<void> {
  const { clock } = context;
  if (stage.at) clock.goTo(stage.at);
  // A policy may name a template of the same batch.
  const isContent = (file: string) => /^(?:templates|offers)\//.test(uploadKeyOf(file));
  await upload(context, stage.files.filter(isContent));
  if (policyFile) await usePolicy(context, policyFile);
  await upload(
    context,
    stage.files.filter((file) => !isContent(file)),
  );
  await gradeOnce(context, stage);
}

async function usePolicy({ cloud, shop }: StageContext, file: string): Promise<void> {
  const policy = parseOwnPolicy(await readFile(file, 'utf8'), await templatesOf(shop));
  const versionId = await shop.uploads.upload(file, POLICY);
  await cloud.rested();
  if ((await policyInUse(shop)).hash === policyHash(policy)) return;
  throw policyNotTaken(await policyAnswer(shop, { key: POLICY, versionId }));
}

/** In the words of the policy's own answer. */
function policyNotTaken(answer: PolicyAnswer | undefined): Refusal {
  const list = faultLines(answer?.faults ?? []);
  const gap = list.en && '\n';
  return new Refusal(
    'E_POLICY_NOT_TAKEN',
    both(
      `The policy was not taken into use.${gap}${list.en}${gap}`,
      `策略文件未被采用。${gap}${list['zh-CN']}${gap}`,
    ),
    answer
      ? both('Mend it, and start again.', '请修改后重新运行。')
      : both('It was not answered; the lines above say what failed.', '没有收到处理结果，原因见上方各行。'),
  );
}

const policyInUse = ({ table, lake }: Shop) => currentPolicy(table, lake, defaultPolicyText());

async function upload({ cloud, shop, terminal }: StageContext, files: string[]): Promise<void> {
  const uploaded: Uploaded[] = [];
  for (const file of files) {
    terminal.passing(`  … ${basename(file)}`);
    uploaded.push({ key: uploadKeyOf(file), versionId: await uploadOnce(shop, file) });
    // One after the other, so that a later file is a newer statement.
    await cloud.rested();
  }
  const keys = uploaded.map(({ key }) => key);
  const intakes = await newestIntakes(shop, keys);
  for (const intake of intakes) for (const line of intakeLines(intake, terminal)) terminal.line(line);
  mustBeTakenIn(intakes);
  await tellNoExports(shop, uploaded, terminal);
}

async function gradeOnce(context: StageContext, stage: Stage): Promise<void> {
  const { cloud, shop } = context;
  const id = await ask(shop, { want: 'run', mode: 'periodic', ...dated(stage) });
  await cloud.rested();
  const asked = await answerIn(shop, id);
  if (asked?.done === false) throw turnedAway(refused(asked), stage.asOf);
  const ended = cloud.executions().find(({ name }) => name === `request-${id}`);
  if (ended?.status === 'FAILED') throw runFailed(await reasonOf(shop), ended.error ?? '');
  const answer = ClaimedSchema.safeParse(ended?.output);
  if (answer.success && answer.data.status !== 'RUN') throw notRun(answer.data.reason, stage.asOf);
}

/** Without a date it is the shop's today, which the claim knows. */
const dated = ({ asOf }: Stage) => (asOf === undefined ? {} : { asOf });

const reasonOf = async (shop: Shop): Promise<string> => (await shop.runs.runs()).at(-1)?.reason ?? '';

const runFailed = (reason: string, error: string): Refusal =>
  new Refusal(
    'E_RUN_FAILED',
    both(
      `The run failed: ${reasonIn(reason, 'en') || error}`,
      `运行失败：${reasonIn(reason, 'zh-CN') || error}`,
    ),
    both('Nothing was committed and nothing was sent.', '没有提交任何变动，也没有发送任何邮件。'),
  );

/** Of what the command line can mend itself it knows the way. */
const turnedAway = (refusal: Refusal, asOf: LocalDate | undefined): Refusal =>
  refusal.code in NOT_RUN ? notRun(refusal.code, asOf) : refusal;

const notRun = (reason: string, asOf: LocalDate | undefined): Refusal =>
  new Refusal(
    reason.split(' ')[0] ?? reason,
    NOT_RUN[reason] ?? both(`There was no run: ${reason}.`, `没有运行：${reason}。`),
    both(
      `Asked for as of ${asOf ?? 'today'}; nothing was changed and nothing was sent.`,
      `请求的日期为 ${asOf ?? '今天'}；没有任何变动，也没有发送邮件。`,
    ),
  );

const NOT_RUN: Record<string, Bilingual> = {
  E_NO_EXPORT: both(
    'No export that people could be graded by has been taken in yet.',
    '还没有收到可用于评级的文件。',
  ),
  E_AS_OF_IN_FUTURE: both('That day has not come yet.', '该日期尚未到来。'),
  E_AS_OF_BEFORE_SNAPSHOT: both(
    'The last committed run is of a later day; use that day or a later one, or --fresh to begin anew.',
    '上一次已提交的运行日期更晚；请使用同一天或更晚的日期，或用 --fresh 重新开始。',
  ),
};
