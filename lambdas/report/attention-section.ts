import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { counted, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { anomalyList, attentionWords } from './anomaly-list.ts';
import { lead, number, text, titled } from './layout.ts';

/** What somebody should know or mend; nothing where there is nothing. */
export function attentionSection({ anomalies, overridden, unreadable }: Report, say: Say): string {
  const odd = anomalyList(anomalies, say);
  const manual = overridden === 0 ? '' : note(say, manualWords(overridden));
  const columns = unreadable.length === 0 ? '' : table(say, unreadableTable(unreadable, say));
  const body = odd + manual + columns;
  return body === ''
    ? ''
    : titled(say, both('Please look at this', '请留意'), lead(say, attentionWords(anomalies)) + body);
}

const manualWords = (count: number): Bilingual =>
  both(
    `Tiers set by hand and in force: ${counted(count)}. They hold until their last day, whatever the rules say.`,
    `人工设定且仍有效的等级：${counted(count)} 位客户。到期之前以人工设定为准。`,
  );

type Unreadable = Report['unreadable'];

const unreadableTable = (unreadable: Unreadable, say: Say): Table => ({
  caption: both(
    'Columns of customers files with texts that cannot be read; those customers count as unknown there',
    '客户文件中无法读取的内容；这些客户的该项按未知处理',
  ),
  columns: [
    text('column', '列'),
    text('read as', '用于指标'),
    number('customers', '人数'),
    { head: both('what to do', '处理办法'), kind: 'sentence' },
  ],
  rows: unreadable.map((each) => [each.column, each.feature, each.customers, say(remedyOf(each))]),
});

const DATE = both(
  'Write dates with the year first, e.g. 2026-09-30.',
  '日期请把年份写在最前面，例如 2026-09-30。',
);
const FIGURE = both(
  'Write plain figures, e.g. 1234.5; or set the feature to text in the policy.',
  '请写成数字，例如 1234.5 或 50万；也可在策略文件中把该指标改为 text。',
);
const REMEDIES: Record<string, Bilingual> = {
  number: FIGURE,
  money: FIGURE,
  daysUntil: DATE,
  daysSince: DATE,
  yesNo: both('Write yes or no.', '请写“是”或“否”。'),
};
const OTHERWISE = both('Compare the column with the policy.', '请核对该列与策略文件。');

function remedyOf({ as, levels }: Unreadable[number]): Bilingual {
  if (levels.length === 0) return REMEDIES[as] ?? OTHERWISE;
  return both(
    `Use one of the policy's levels: ${levels.join(', ')}; or add the word there.`,
    `请使用策略文件中 levels 所列的写法：${levels.join('、')}；也可在策略文件中补上。`,
  );
}
