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
import { number, text, titled } from './layout.ts';

type Mail = Report['mails'][number];

export function mailsSection({ mails }: Report, say: Say): string {
  const title = both('Mails', '邮件');
  if (mails.length === 0)
    return titled(say, title, note(say, both('This run has no mails.', '本次运行没有邮件。')));
  const body = [table(say, campaigns(mails, say)), note(say, CAMPAIGNS), table(say, reasons(mails, say))];
  return titled(say, title, body.join('') + folded(say, DETAILS, table(say, every(mails, say))));
}

const CAMPAIGNS = both(
  'A campaign goes by the name of its rule in the policy. Everyone in its audience is counted, also those who must not be mailed.',
  '活动名即策略文件 campaigns 中的 rule。人群中的每位客户都计入，包括不应发送的。',
);
const DETAILS = both('Every campaign with its reasons', '查看每个活动的原因');

/** A row for each campaign, a column for each outcome that there was. */
function campaigns(mails: readonly Mail[], say: Say): Table {
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
        name,
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

function every(mails: readonly Mail[], say: Say): Table {
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
      campaign,
      wordIn(OUTCOMES, outcome, say),
      wordIn(REASONS, reason, say),
      count,
    ]),
  };
}
