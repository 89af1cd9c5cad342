import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import {
  type Column,
  folded,
  note,
  type Say,
  type Table,
  table,
  wordIn,
} from '../../shared/domain/report/html.ts';
import { inOrderOf, OUTCOMES, REASONS } from '../../shared/domain/report/words.ts';
import { type CampaignNames, campaignName } from './campaign-names.ts';
import { number, text, titled } from './layout.ts';

type Mail = Report['mails'][number];

type Mails = Pick<Report, 'mails'> & Partial<Pick<Report, 'campaigns'>>;

/** Whom the campaigns reached and whom not, with every reason; `picture` stands before the tables. */
export function mailsSection({ mails, campaigns: names = [] }: Mails, say: Say, picture = ''): string {
  const title = both('Mails', '邮件');
  if (mails.length === 0)
    return titled(say, title, note(say, both('This run has no mails.', '本次运行没有邮件。')));
  const behind = [table(say, campaigns(mails, names, say)), note(say, CAMPAIGNS)];
  const details = folded(say, DETAILS, [...behind, table(say, every(mails, names, say))].join(''));
  return titled(say, title, picture + table(say, reasons(mails, say)) + details);
}

const CAMPAIGNS = both(
  'A campaign without a name goes by its rule in the policy. Everyone in its audience is counted, also those who must not be mailed.',
  '没有名称的活动以策略文件 campaigns 中的 rule 表示。人群中的每位客户都计入，包括不应发送的。',
);
const DETAILS = both('Each campaign with its outcomes and reasons', '查看每个活动的结果与原因');

/** A row for each campaign, a column for each outcome that there was. */
function campaigns(mails: readonly Mail[], known: CampaignNames, say: Say): Table {
  const names = [...new Set(mails.map(({ campaign }) => campaign))].sort();
  const outcomes = [...new Set(mails.map(({ outcome }) => outcome))].sort(inOrderOf(OUTCOMES));
  const row = (name: string, some: readonly Mail[]) => [
    name,
    sum(some),
    ...outcomes.map((outcome) => sum(some.filter((mail) => mail.outcome === outcome))),
  ];
  return {
    caption: both('Mails by campaign and outcome', '各活动的邮件与结果（单位：封）'),
    columns: [
      text('campaign', '活动'),
      number('mails', '合计'),
      ...outcomes.map(
        (outcome): Column => ({ head: OUTCOMES[outcome] ?? both(outcome, outcome), kind: 'number' }),
      ),
    ],
    rows: names.map((name) =>
      row(
        campaignName(name, known, say),
        mails.filter(({ campaign }) => campaign === name),
      ),
    ),
    total: row(say(both('all', '合计')), mails),
  };
}

const sum = (mails: readonly Mail[]): number => mails.reduce((all, { count }) => all + count, 0);

function reasons(mails: readonly Mail[], say: Say): Table {
  const order = inOrderOf(OUTCOMES);
  const given = mails.filter(({ reason }) => reason !== '');
  const keys = [...new Set(given.map(({ outcome, reason }) => JSON.stringify([outcome, reason])))];
  const groups = keys.map((key) =>
    given.filter(({ outcome, reason }) => JSON.stringify([outcome, reason]) === key),
  );
  return {
    caption: both('Why mails were not sent', '未发送的原因'),
    columns: [text('outcome', '结果'), text('reason', '原因'), number('mails', '封数')],
    rows: groups
      .flatMap(([first, ...rest]) => (first ? [{ ...first, count: sum([first, ...rest]) }] : []))
      .sort((a, b) => order(a.outcome, b.outcome) || b.count - a.count)
      .map(({ outcome, reason, count }) => [
        wordIn(OUTCOMES, outcome, say),
        wordIn(REASONS, reason, say),
        count,
      ]),
  };
}

function every(mails: readonly Mail[], known: CampaignNames, say: Say): Table {
  const caption: Bilingual = both('Every campaign, outcome and reason', '全部活动、结果与原因');
  return {
    caption,
    columns: [
      text('campaign', '活动'),
      text('outcome', '结果'),
      text('reason', '原因'),
      number('mails', '封数'),
    ],
    rows: mails.map(({ campaign, outcome, reason, count }) => [
      campaignName(campaign, known, say),
      wordIn(OUTCOMES, outcome, say),
      wordIn(REASONS, reason, say),
      count,
    ]),
  };
}
