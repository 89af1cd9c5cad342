import { join } from 'node:path';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import type { Review } from '../../shared/contract/artifacts.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { costWords } from '../../shared/domain/cost/words.ts';
import { momentWords } from '../../shared/domain/moment.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { CHANGES } from '../../shared/domain/report/words.ts';
import type { Shop } from './batch.ts';
import { campaignTable, moveTable } from './plan-tables.ts';
import type { Terminal } from './terminal.ts';

/** What whoever approves a run decides about: the moves and why, and the mails as the look before the plan found them. */
export interface Plan extends Pick<Review, 'moves' | 'cost' | 'anomalies'> {
  runId: string;
  changes: Pick<Review['counts'], (typeof MOVES)[number]>;
  tiers: Pick<Policy['tiers'][number], 'id' | 'name'>[];
  mails: Pick<Preflight['counts'], 'due' | 'heldOut' | 'skipped' | 'already'> &
    Pick<Preflight, 'days' | 'problems'>;
  campaigns: Preflight['counts']['campaigns'];
  /** Until when it may be approved, ISO 8601. */
  expiresAt?: string | undefined;
  /** Of the run's policy: people read times by the shop's clocks. */
  timeZone: string;
  /** Where its page lies; undefined where none was written. */
  page?: string | undefined;
}

const MOVES = ['joined', 'promoted', 'demoted', 'sideways', 'left'] as const;

export type PlanPlaces = Pick<Shop, 'lake' | 's3' | 'copies'> & {
  results: Pick<Shop['results'], 'name' | 'head'>;
};

/** The plan of a run that awaits approval; undefined of any other. */
export async function planOf(shop: PlanPlaces, { runId, state, expiresAt }: Run): Promise<Plan | undefined> {
  if (state !== 'AWAITING_APPROVAL') return undefined;
  const folder = openRunFolder(shop.lake);
  const [review, preflight] = await Promise.all([folder.review(runId), folder.preflight(runId)]);
  const { counts, moves, cost, anomalies } = review;
  const { joined, promoted, demoted, sideways, left } = counts;
  const uncounted = { due: counts.mails, heldOut: 0, skipped: 0, already: 0 };
  const { due, heldOut, skipped, already } = preflight?.counts ?? uncounted;
  const { days, problems } = preflight ?? { days: [], problems: [] };
  const { tiers, timeZone } = await folder.policy(runId);
  return {
    ...{ runId, moves, cost, anomalies, expiresAt, page: await pageOf(shop, runId) },
    changes: { joined, promoted, demoted, sideways, left },
    timeZone,
    tiers: tiers.map(({ id, name }) => ({ id, name })),
    mails: { due, heldOut, skipped, already, days, problems },
    campaigns: preflight?.counts.campaigns ?? {},
  };
}

/** In the folder that keeps it, or at the address that serves it, or in its bucket. */
async function pageOf({ results, s3, copies }: PlanPlaces, runId: string): Promise<string | undefined> {
  const key = resultKeys.report(runId, 'plan.html');
  if ((await results.head(key)) === undefined) return undefined;
  return copies === undefined ? `${s3 ?? 's3:/'}/${results.name}/${key}` : join(copies, runId, 'plan.html');
}

export function planLines(plan: Plan, { language }: Pick<Terminal, 'language'>): string[] {
  const say = (words: readonly Bilingual[]) => words.map((text) => text[language]);
  return [
    ...say([movesWords(plan)]),
    ...moveTable(plan, language),
    ...say([mailsWords(plan.mails)]),
    ...campaignTable(plan, language),
    ...say([
      ...daysWords(plan.mails),
      ...costLines(plan),
      ...warnings(plan),
      ...untilWords(plan),
      pageWords(plan),
    ]),
  ];
}

function movesWords({ runId, changes }: Plan): Bilingual {
  const said = MOVES.map((kind) => {
    const words = kind === 'left' ? both('left', '移出') : (CHANGES[kind] ?? both(kind, kind));
    return both(`${changes[kind]} ${words.en}`, `${words['zh-CN']} ${changes[kind]} 人`);
  });
  return both(
    `  planned ${runId}: ${said.map(({ en }) => en).join(', ')}`,
    `  计划 ${runId}：${said.map((words) => words['zh-CN']).join('，')}`,
  );
}

function mailsWords({ due, heldOut, skipped, already }: Plan['mails']): Bilingual {
  const done =
    already === 0
      ? both('', '')
      : both(`, ${already} done by an earlier run`, `，此前的运行已处理 ${already} 封`);
  return both(
    `    mails: ${due} to go out, ${heldOut} held out as a control group, ${skipped} skipped (no consent or no usable address)${done.en}`,
    `    邮件：将发送 ${due} 封，留作对照 ${heldOut} 封，跳过 ${skipped} 封（未同意接收或地址不可用）${done['zh-CN']}`,
  );
}

/** A single day says nothing that the count did not. */
function daysWords({ days }: Plan['mails']): Bilingual[] {
  if (days.length < 2) return [];
  const words = days.map(({ date, mails }) => both(`      ${date}  ${mails}`, `      ${date}  ${mails} 封`));
  return [both('    spread over these days:', '    分以下几天发送：'), ...words];
}

function costLines({ cost }: Plan): Bilingual[] {
  if (!cost) return [];
  const [sum, of] = [costWords(cost), cost.pricesOf.slice(0, 7)];
  return [
    both(
      `    cost: ${sum.en} (AWS in us-east-1, prices of ${of})`,
      `    费用：${sum['zh-CN']}（按 AWS us-east-1 区域 ${of} 的价格）`,
    ),
  ];
}

/** What is odd of the plan, and what stands against its mails; what makes it wait is named a guard rail. */
function warnings({ anomalies, mails: { problems } }: Plan): Bilingual[] {
  const rails = anomalies.map(({ say, trips }) =>
    trips ? both(`guard rail: ${say.en}`, `触发审批条件：${say['zh-CN']}`) : say,
  );
  return [...rails, ...problems.map(({ say }) => say)].map((say) =>
    both(`    ! ${say.en}`, `    ! ${say['zh-CN']}`),
  );
}

function untilWords({ expiresAt, timeZone }: Plan): Bilingual[] {
  if (expiresAt === undefined) return [];
  const until = momentWords(expiresAt, timeZone);
  return [
    both(
      `    may be approved until ${until.en}; after that nothing of it happens`,
      `    请在 ${until['zh-CN']}前批准；逾期作废，不会有任何变动`,
    ),
  ];
}

/** Whoever was mailed nothing learns here that a plan waits, and that it cannot be looked at. */
const pageWords = ({ page, runId }: Plan): Bilingual =>
  page === undefined
    ? both(
        `    ! its page was not written, and nobody was mailed the plan: see "Grading failed" in infra/runbook.md, or decide by what stands here (npm run tierwise -- approve ${runId}, or npm run tierwise -- reject ${runId})`,
        `    ! 计划页面未能生成，也没有发出计划邮件：请看 infra/runbook.md 的 “Grading failed”，或根据以上内容处理（npm run tierwise -- approve ${runId} 或 npm run tierwise -- reject ${runId}）`,
      )
    : both(`    page: ${page}`, `    页面：${page}`);
