import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { counted, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { lead, number, text, titled } from './layout.ts';

type File = Report['exports'][number];

/** What newer files corrected in older ones, and what somebody should look at. */
export function statementsSection({ exports: files, doubts }: Report, say: Say): string {
  const notes = doubtsIn(doubts).map((doubt) => note(say, doubt));
  const body = lead(say, MEANING) + note(say, RULE) + table(say, fileTable(files, say)) + notes.join('');
  return titled(say, both('What newer files replaced', '后来的文件更正了什么'), body);
}

const MEANING = both('Each order counts once, by its newest row.', '每个订单只按最新的一行计一次。');
const RULE = both(
  'Changed: the newest row says another amount, refund, status or customer. Nothing is taken away because a file is gone; the withdraw command does that.',
  '“内容有变”指最新一行的金额、退款、状态或客户与之不同。文件被删除不影响统计；如需撤回，请使用 withdraw 命令。',
);

function fileTable(files: readonly File[], say: Say): Table {
  const newest = files.toReversed().toSorted((a, b) => compare(b.uploaded, a.uploaded));
  return {
    caption: both(
      'Rows of each file that still count, newest upload first',
      '各文件中仍计入的行，最近上传的在前',
    ),
    columns: [
      { head: both('file', '文件'), kind: 'sentence' },
      text('uploaded', '上传日期'),
      number('rows', '行数'),
      number('current', '现行'),
      number('replaced', '已被取代'),
      number('changed', '内容有变'),
      number('other customer', '客户有变'),
      { head: both('replaced by', '被哪些文件取代'), kind: 'sentence' },
    ],
    rows: newest.flatMap((file) => (file.statements ? [row(file, file.statements, say)] : [])),
  };
}

function row(
  { key, uploaded }: File,
  became: NonNullable<File['statements']>,
  say: Say,
): (string | number)[] {
  const { current, replaced, changed, moved, replacedBy } = became;
  const by = replacedBy.map((newer) => `${nameOf(newer.key)} (${counted(newer.rows)})`);
  const separator = say(both(', ', '、'));
  return [nameOf(key), uploaded, current + replaced, current, replaced, changed, moved, by.join(separator)];
}

/** Files of one day stay as they come: the exports of a report stand in the order of their upload. */
const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

function doubtsIn({ sharedAddresses, sharedPhones, refundOrphans }: Report['doubts']): Bilingual[] {
  return [
    ...(sharedAddresses > 0 ? [severalUnder(sharedAddresses, ADDRESS)] : []),
    ...(sharedPhones > 0 ? [severalUnder(sharedPhones, PHONE)] : []),
    ...(refundOrphans > 0 ? [unknownRefunds(refundOrphans)] : []),
  ];
}

const ADDRESS = { key: 'email', name: both('e-mail addresses', '个邮箱') };
const PHONE = { key: 'phone', name: both('phone numbers', '个手机号') };

const severalUnder = (count: number, { key, name }: typeof ADDRESS): Bilingual =>
  both(
    `Of the ${name.en}, ${counted(count)} stand under more than one customer. They are graded apart, and an address receives each campaign once. If they are one person, merge the accounts in the shop system and export again, or put ${key} first under identity in the policy.`,
    `有 ${counted(count)} ${name['zh-CN']}对应了不止一位客户。系统不会自行合并，仍分别评级；同一邮箱每次活动只收到一封邮件。若确为同一人，请在店铺系统中合并账户后重新导出，或在策略文件的 identity 中把 ${key} 排在最前。`,
  );

const unknownRefunds = (count: number): Bilingual =>
  both(
    `Refunds whose order no file holds: ${counted(count)}. They are taken off what their customers spent. Upload the export with the original orders, so that both fall together.`,
    `有 ${counted(count)} 笔退款在所有文件中都找不到原订单，其金额已从对应客户的消费中扣除。请补传包含原订单的导出文件，使退款与订单对应。`,
  );
