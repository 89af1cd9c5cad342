import type { PlanPage } from '../../shared/contract/plan-page.ts';
import type { RestNews } from '../../shared/contract/run-news.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { NotifyDependencies } from './dependencies.ts';
import { lines } from './letter.ts';
import { runVariables } from './run-letter.ts';
import { number } from './sums.ts';
import type { News } from './tell.ts';

/** Where news of campaigns at rest lies: the run, and the file's name without its ending. */
interface RestAt {
  runId: string;
  name: string;
}

/** The mail about campaigns that came to rest by themselves; `undefined` where the news is gone. */
export async function restNews(
  deps: Pick<NotifyDependencies, 'run' | 'plan' | 'restNews' | 'render'>,
  policy: Pick<Policy, 'shop' | 'timeZone'>,
  { runId, name }: RestAt,
): Promise<News | undefined> {
  const [run, news] = [await deps.run(runId), await deps.restNews(runId, name)];
  if (!run || !news) return undefined;
  const { language } = policy.shop;
  const names = namesIn(await deps.plan(runId));
  const campaigns = lines(news.campaigns.map((rest) => restWords(rest, names)[language]));
  const commands = lines(
    news.campaigns.map(({ campaignId }) => `npm run tierwise -- campaign resume ${campaignId}`),
  );
  const letter = deps.render('resting', language, { ...runVariables(run, policy), campaigns, commands });
  return { about: `${name}/${runId}`, sort: 'resting', letter };
}

type Rest = RestNews['campaigns'][number];
type Names = ReadonlyMap<string, Bilingual>;

/** Names of campaigns as the policy of the run has them. */
const namesIn = (plan: PlanPage | undefined): Names =>
  new Map(plan?.campaigns.flatMap(({ campaignId, name }) => (name ? [[campaignId, name] as const] : [])));

function restWords({ campaignId, why, pending }: Rest, names: Names): Bilingual {
  const name = names.get(campaignId) ?? both(campaignId, campaignId);
  const { en, 'zh-CN': zh } = WHY[why];
  return both(
    `${name.en}: ${en} (mails that wait: ${number(pending)})`,
    `${name['zh-CN']}：${zh}（待发 ${number(pending)} 封）`,
  );
}

const WHY: Record<Rest['why'], Bilingual> = {
  ses: both(
    'the mail service has stopped the account; look at the SES console before you go on',
    '邮件服务已暂停该账户发信，继续之前请先查看 SES 控制台',
  ),
  bounces: both(
    'too many of its mails came back; look where these addresses come from',
    '退信过多，请检查这批邮箱的来源',
  ),
  complaints: both(
    'too many people reported its mails as spam; look at its words and at who agreed to it',
    '被投诉为垃圾邮件过多，请检查邮件内容和收件人的同意记录',
  ),
  duplicate: both(
    'a mail went out twice; find the second sender before you go on',
    '有邮件发了两次，继续之前请先找出另一个发送方',
  ),
  stale: both(
    'its mails come long after their plan; look whether what they say is still true',
    '距计划发送日已久，请先确认邮件内容是否仍然适用',
  ),
};
