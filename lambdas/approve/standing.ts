import type { Run } from '../../shared/contract/runs.ts';
import { isOverdue } from '../../shared/domain/approval.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { momentWords } from '../../shared/domain/moment.ts';
import { isOver, type PageTicket } from '../../shared/domain/page-ticket.ts';
import { whyReplaced } from '../../shared/domain/replaced.ts';
import type { PageContent } from '../../shared/web/page.ts';

const WAYS = { command: both('at the command line', '通过命令行'), link: both('with the link', '通过链接') };

const NOTHING_HAPPENED = both(
  'Nobody’s tier has changed, and no mail has gone out because of it.',
  '没有客户的等级因此改变，也没有因此发出任何邮件。',
);

/** The instant of the visit, ISO 8601, and the time zone in which people read of times. */
interface Times {
  now: string;
  zone: string;
}

/** What has become of a plan that can no longer be decided about here; `undefined` while it can. */
export function standingOf(
  run: Run | undefined,
  ticket: PageTicket,
  { now, zone }: Times,
): PageContent | undefined {
  if (run === undefined) return UNKNOWN;
  const isDue = run.state === 'AWAITING_APPROVAL' && !isOverdue(run, now) && !isOver(ticket, now);
  if (isDue) return run.contentDigest === ticket.contentDigest ? undefined : OTHER_MAILS;
  return { title: titleOf(run), texts: [wayOf(run, zone), outcomeOf(run)] };
}

function titleOf({ state }: Run): Bilingual {
  if (state === 'AWAITING_APPROVAL' || state === 'EXPIRED')
    return both('This plan has expired', '计划已过期作废');
  if (state === 'REJECTED') return both('This plan was rejected', '计划已驳回');
  if (state === 'SUPERSEDED') return both('This plan was replaced', '计划已被新计划取代');
  return state === 'FAILED'
    ? both('This plan was approved, but its run failed', '计划已批准，但运行失败')
    : both('This plan was approved', '计划已批准');
}

function wayOf(run: Run, zone: string): Bilingual {
  const { runId, decided } = run;
  if (decided === undefined) return undecided(run, zone);
  const at = momentWords(decided.at, zone);
  const way = WAYS[decided.by];
  return both(
    `Run ${runId}; decided ${way.en} on ${at.en}.`,
    `运行编号：${runId}；${way['zh-CN']}处理，时间：${at['zh-CN']}。`,
  );
}

function undecided({ runId, state, expiresAt }: Run, zone: string): Bilingual {
  const hasExpired = state === 'AWAITING_APPROVAL' || state === 'EXPIRED';
  if (expiresAt === undefined || !hasExpired) return both(`Run ${runId}.`, `运行编号：${runId}。`);
  const until = momentWords(expiresAt, zone);
  return both(
    `Run ${runId}; it could be approved until ${until.en}.`,
    `运行编号：${runId}；批准截止时间：${until['zh-CN']}。`,
  );
}

function outcomeOf({ state, reason }: Run): Bilingual {
  if (state === 'AWAITING_APPROVAL' || state === 'EXPIRED') return EXPIRED;
  if (state === 'REJECTED') return NOTHING_HAPPENED;
  if (state === 'SUPERSEDED') return whyReplaced(reason);
  if (state === 'FAILED')
    return both('A mail about the failure says why.', '失败原因请见另一封关于运行失败的邮件。');
  if (state === 'ROLLED_BACK') return both('Its changes were put back later.', '其变动之后已被撤回。');
  return both(
    'Tiers are written first, then the mails go out; a report is mailed as soon as the tiers stand. To take it back: `npm run tierwise -- rollback`.',
    '系统先写入等级，再发送邮件；等级写入后会用邮件发来报告。如需撤回，请使用命令 tierwise rollback。',
  );
}

const EXPIRED = both(
  'Nobody decided in time, so nothing of it happens: no tier changes, no mail goes out. If its period is still due, it is planned anew, and a mail asks again.',
  '到期无人处理，因此计划不会执行：等级不变，也不发邮件。若该时段仍待评级，系统会重新制定计划并再次发邮件请您确认。',
);

const UNKNOWN: PageContent = {
  title: both('This run is not known', '找不到这次运行'),
  texts: [both('There is nothing to decide about.', '没有需要处理的计划。')],
};

const OTHER_MAILS: PageContent = {
  title: both('This plan has other mails than the link', '计划中的邮件与链接不符'),
  texts: [
    both(
      'The link shows mails that the plan does not have any more, so nothing can be decided with it. `npm run tierwise -- runs` shows the plan as it is.',
      '链接对应的邮件内容与当前计划不一致，因此无法用它批准或驳回。请用命令 tierwise runs 查看当前计划。',
    ),
  ],
};

/** Nobody approves what he cannot see. */
export const NO_PLAN: PageContent = {
  title: both('The plan cannot be shown', '无法显示计划'),
  texts: [
    both(
      'Its page has not been written yet; please try again in a minute. `npm run tierwise -- runs` shows the plan as well, and `npm run tierwise -- approve` decides about it.',
      '计划页面尚未生成，请一分钟后再试。也可以用命令 tierwise runs 查看计划，用 tierwise approve 批准。',
    ),
  ],
};

/** With a link to the plan itself, which stays readable. */
export const withPlan = (content: PageContent, link: (file: string) => string): PageContent => ({
  ...content,
  more: (language) =>
    `<p><a href="${link(`plan.${language}.html`)}">${both('Look at the plan', '查看计划内容')[language]}</a></p>`,
});
