import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import type { Review } from '../../shared/contract/artifacts.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { CHANGES } from '../../shared/domain/report/words.ts';
import type { Shop } from './batch.ts';
import type { Terminal } from './terminal.ts';

/** What whoever approves a run decides about: the moves, and the mails as the look before the plan found them. */
export interface Plan {
  runId: string;
  changes: Pick<Review['counts'], (typeof MOVES)[number]>;
  mails: Pick<Preflight['counts'], 'due' | 'heldOut' | 'skipped'> & Pick<Preflight, 'days' | 'problems'>;
}

const MOVES = ['joined', 'promoted', 'demoted', 'sideways', 'left'] as const;

/** The plan of a run that awaits approval; undefined of any other. */
export async function planOf({ lake }: Pick<Shop, 'lake'>, { runId, state }: Run): Promise<Plan | undefined> {
  if (state !== 'AWAITING_APPROVAL') return undefined;
  const folder = openRunFolder(lake);
  const [{ counts }, preflight] = await Promise.all([folder.review(runId), folder.preflight(runId)]);
  const { joined, promoted, demoted, sideways, left } = counts;
  const { due, heldOut, skipped } = preflight?.counts ?? { due: counts.mails, heldOut: 0, skipped: 0 };
  const { days, problems } = preflight ?? { days: [], problems: [] };
  const changes = { joined, promoted, demoted, sideways, left };
  return { runId, changes, mails: { due, heldOut, skipped, days, problems } };
}

export const planLines = (plan: Plan, { language }: Pick<Terminal, 'language'>): string[] =>
  [movesWords(plan), mailsWords(plan.mails), ...daysWords(plan.mails), ...problemWords(plan.mails)].map(
    (words) => words[language],
  );

function movesWords({ runId, changes }: Plan): Bilingual {
  const moves = (language: 'en' | 'zh-CN') =>
    MOVES.map((kind) => `${changes[kind]} ${CHANGES[kind]?.[language] ?? kind}`);
  return both(
    `  planned ${runId}: ${moves('en').join(', ')}`,
    `  计划 ${runId}：${moves('zh-CN').join('，')}`,
  );
}

const mailsWords = ({ due, heldOut, skipped }: Plan['mails']): Bilingual =>
  both(
    `    mails: ${due} to go out, ${heldOut} held out as a control group, ${skipped} skipped (no consent or no usable address)`,
    `    邮件：将发送 ${due} 封，留作对照 ${heldOut} 封，跳过 ${skipped} 封（未同意接收或地址不可用）`,
  );

/** A single day says nothing that the count did not. */
function daysWords({ days }: Plan['mails']): Bilingual[] {
  if (days.length < 2) return [];
  const words = days.map(({ date, mails }) => both(`      ${date}  ${mails}`, `      ${date}  ${mails} 封`));
  return [both('    spread over these days:', '    分以下几天发送：'), ...words];
}

const problemWords = ({ problems }: Plan['mails']): Bilingual[] =>
  problems.map(({ say }) => both(`    ! ${say.en}`, `    ! ${say['zh-CN']}`));
