import { type Bilingual, both } from './bilingual.ts';
import type { LocalDate } from './dates.ts';
import { counted } from './report/html.ts';

/** What each guard rail says: what was found, what is allowed, what to do. `limit` undefined: the policy sets none. */

export const cautious = (rollBack: string): Bilingual =>
  both(
    `Since the roll-back ${rollBack} every plan waits for approval, whatever the policy says. \`trust\` ends that.`,
    `自回滚 ${rollBack} 以来，无论策略如何设定，每份计划都须由人批准。运行 \`trust\` 可解除。`,
  );

export const ordersFell = (
  { last, before }: { last: number; before: number },
  limit: number | undefined,
): Bilingual => {
  const fell = percent((before - last) / before);
  return both(
    `The last period has ${counted(last)} orders, the one before it ${counted(before)}: ${fell} fewer; ${allowed(limit).en}. See whether an orders file is missing or cut short.`,
    `上一个完整周期计入订单 ${counted(last)} 笔，再前一个周期 ${counted(before)} 笔，减少了 ${fell}；${allowed(limit)['zh-CN']}。请检查订单文件是否缺失或不完整。`,
  );
};

export const newestOrder = (on: LocalDate, days: number, limit: number | undefined): Bilingual =>
  both(
    `The newest order is of ${on}, ${counted(days)} days before the day of grading; ${limit === undefined ? UNLIMITED.en : `the policy allows ${counted(limit)}`}. Upload the orders since.`,
    `最新一笔订单在 ${on}，距评级日 ${counted(days)} 天；${limit === undefined ? UNLIMITED['zh-CN'] : `策略允许最多 ${counted(limit)} 天`}。请补传此后的订单。`,
  );

export const noOrders = (): Bilingual =>
  both(
    'There is not one order that counts. See in the answers to your uploads what became of the rows.',
    '没有一笔计入的订单。请查看上传后的处理结果，了解各行的去向。',
  );

export const missing = (never: readonly string[], late: readonly string[]): Bilingual => {
  const sentences = [
    ...(never.length > 0
      ? [both(`no ${kinds(never).en} file ever`, `从未收到${kinds(never)['zh-CN']}文件`)]
      : []),
    ...(late.length > 0
      ? [
          both(
            `no new ${kinds(late).en} file since the last periodic grading`,
            `上次定期评级以来没有新的${kinds(late)['zh-CN']}文件`,
          ),
        ]
      : []),
  ];
  return both(
    `The policy expects files that have not arrived: ${sentences.map(({ en }) => en).join('; ')}. Upload them, or take the kind out of guards.missing.`,
    `策略要求的文件尚未送达：${sentences.map((each) => each['zh-CN']).join('；')}。请补传；如不再需要，请从 guards.missing 中去掉。`,
  );
};

export const moved = (facts: { moved: number; held: number }, limit: number | undefined): Bilingual => {
  const share = percent(facts.moved / facts.held);
  return both(
    `${counted(facts.moved)} of ${counted(facts.held)} customers who had a tier (${share}) get another one or lose it; ${allowed(limit).en}. See why they move: a changed policy or a missing file moves many at once.`,
    `已有等级的 ${counted(facts.held)} 位客户中有 ${counted(facts.moved)} 位（${share}）等级变动或失去等级；${allowed(limit)['zh-CN']}。请查看变动原因：策略改动或文件缺失会使许多人同时变动。`,
  );
};

export const cutsMoved = ({ score, moved: by }: { score: string; moved: number }, limit: number): Bilingual =>
  both(
    `A cut point of the score ${score} moved by ${percent(by)} of itself; ${allowed(limit).en}. See whether the figures behind it are right (currency, a file twice, one large order).`,
    `评分 ${score} 的一条分档线移动了 ${percent(by)}；${allowed(limit)['zh-CN']}。请核对背后的数据（货币、重复的文件、个别大额订单）。`,
  );

export const mails = (due: number, limit: number): Bilingual =>
  both(
    `${counted(due)} mails are to go out; the policy allows ${counted(limit)}. Narrow the campaigns, or raise guards.mails.`,
    `将发送 ${counted(due)} 封邮件；策略允许最多 ${counted(limit)} 封。请收窄活动人群，或调高 guards.mails。`,
  );

export const nobodyMailed = (planned: number): Bilingual =>
  both(
    `Not one of ${counted(planned)} planned mails can go out: nobody agreed to mails, or no address can be used. See whether the customers file has a column with the consent.`,
    `计划的 ${counted(planned)} 封邮件一封也不能发：没有客户同意接收，或邮箱都不可用。请检查客户文件中是否有“是否同意接收”这一列。`,
  );

export const cost = (found: Bilingual, limit: string): Bilingual =>
  both(
    `The run costs ${found.en}; the policy allows ${limit}. Narrow the campaigns, or raise guards.cost.`,
    `本次运行费用${found['zh-CN']}；策略允许最多 ${limit} 美元。请收窄活动人群，或调高 guards.cost。`,
  );

const UNLIMITED = both('the policy sets no limit', '策略未设上限');

const allowed = (limit: number | undefined): Bilingual =>
  limit === undefined
    ? UNLIMITED
    : both(`the policy allows ${percent(limit)}`, `策略允许最多 ${percent(limit)}`);

/** One digit after the point where it says something. */
const percent = (share: number): string => `${Number((100 * share).toFixed(1))}%`;

const KINDS: Record<string, Bilingual> = {
  orders: both('orders', '订单'),
  customers: both('customers', '客户'),
  activity: both('activity', '客户行为'),
  feedback: both('feedback', '客户反馈'),
};

const kinds = (names: readonly string[]): Bilingual => {
  const found = names.map((name) => KINDS[name] ?? both(name, name));
  return both(found.map(({ en }) => en).join(' or '), found.map((each) => each['zh-CN']).join('、'));
};
