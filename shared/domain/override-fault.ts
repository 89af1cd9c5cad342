import { type Bilingual, both } from './bilingual.ts';

/** One thing to mend in a file of manual tiers. `line` 0 = the whole file; `column` as the file writes it. */
export interface OverrideFault {
  line: number;
  column: string;
  message: Bilingual;
}

/** Sooner or later somebody has to look again at what was decided by hand. */
export const MOST_YEARS = 5;
export const LONGEST_WHY = 200;
/** DynamoDB takes keys of 1,024 bytes; a character has up to four. */
export const LONGEST_ID = 250;
export const MOST_LINES = 5000;

export const FAULTS = {
  noLines: both(
    'the file has no line below its first one; write one line for each customer',
    '文件除首行外没有内容；请每位客户写一行',
  ),
  manyLines: both(
    `the file has more than ${MOST_LINES} lines; split it into several files`,
    `文件超过 ${MOST_LINES} 行，请拆成几个文件`,
  ),
  manyCells: both(
    'the line has more cells than the first line; put a text that contains the separator into "quotes"',
    '这一行的单元格比首行多；文字中含有分隔符时，请用半角双引号 "" 括起来',
  ),
  customer: both(
    'the customer’s id is missing; write it as in the orders export',
    '缺少客户编号；请按订单文件中的写法填写',
  ),
  longCustomer: both(
    `the customer’s id has more than ${LONGEST_ID} characters; check the separators of this line`,
    `客户编号超过 ${LONGEST_ID} 个字；请检查这一行的分隔符`,
  ),
  tierMissing: both(
    'the tier is missing; write one, or leave tier and date both empty to end the manual tier',
    '缺少等级；请填写，或将等级与截止日期都留空以取消手动等级',
  ),
  untilMissing: both(
    'the last day is missing; write it as 2026-12-31',
    '缺少截止日期；请写成 2026-12-31 的形式',
  ),
  untilUnread: both(
    'this is no date of the calendar; write it as 2026-12-31 or 2026/12/31',
    '日期无法识别；请写成 2026-12-31 或 2026/12/31 的形式',
  ),
  erased: both(
    'this person was erased, and nothing may be kept of them; take the line out',
    '此人的数据已删除，不得再保存其任何信息；请删去这一行',
  ),
  whyMissing: both('the reason is missing; say in a few words why', '缺少原因；请简要说明'),
  whyLong: both(
    `the reason has more than ${LONGEST_WHY} characters; say it shorter`,
    `原因超过 ${LONGEST_WHY} 个字；请精简`,
  ),
} as const;

export const twice = (line: number): Bilingual =>
  both(
    `line ${line} is about the same customer; keep one of the two`,
    `与第 ${line} 行是同一位客户，请只保留一行`,
  );

/** The cell itself is not quoted: in a shifted line it may hold something personal. */
export const noSuchTier = (tiers: readonly { id: string; name: Bilingual }[]): Bilingual =>
  both(
    `the policy in use has no such tier; write one of: ${tiers.map(({ id, name }) => named(id, name.en, ' (', ')')).join(', ')}`,
    `当前策略中没有这个等级；可填写：${tiers.map(({ id, name }) => named(id, name['zh-CN'], '（', '）')).join('、')}`,
  );

const named = (id: string, name: string, open: string, close: string): string =>
  id === name ? id : `${id}${open}${name}${close}`;

export const severalTiers = (ids: readonly string[]): Bilingual =>
  both(
    `several tiers have this name; write the id of the one meant: ${ids.join(', ')}`,
    `有多个等级叫这个名称；请改写标识：${ids.join('、')}`,
  );

export const untilPast = (today: string): Bilingual =>
  both(`this day is over; write ${today} or a later day`, `日期已过；请填写 ${today} 或之后的日期`);

export const untilFar = (last: string): Bilingual =>
  both(
    `a manual tier lasts at most ${MOST_YEARS} years; write ${last} or an earlier day`,
    `手动等级最长 ${MOST_YEARS} 年；请填写 ${last} 或之前的日期`,
  );
