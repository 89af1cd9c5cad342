import type { Cost } from '../../shared/contract/cost.ts';
import type { Report } from '../../shared/contract/report.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { costWords, priceWords } from '../../shared/domain/cost/words.ts';
import { note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { lead, number, titled } from './layout.ts';
import { usedPart } from './used-part.ts';

/** What the run costs at AWS, as reckoned when it was planned, and what was `used`; nothing in runs of an earlier program. */
export function costSection(cost: Cost | null, say: Say, used: Report['used'] = []): string {
  if (!cost) return '';
  const sum = costWords(cost);
  const head = both(
    `Grading everybody and sending these mails costs ${sum.en}.`,
    `本次评级并发送这些邮件，费用${sum['zh-CN']}。`,
  );
  const body = `${lead(say, head)}${table(say, linesOf(cost, say))}${note(say, priceWords(cost))}${usedPart(used, say)}`;
  return titled(say, both('Cost of this run', '本次运行的费用'), body);
}

const linesOf = ({ lines, total }: Cost, say: Say): Table => ({
  caption: both('Cost by service, US dollars', '各项服务的费用（美元）'),
  columns: [
    { head: both('for', '项目'), kind: 'sentence' },
    number('count', '数量'),
    number('US dollars', '美元'),
  ],
  rows: lines.map((line) => [say(line.say), line.count, exactly(line.usd)]),
  total: [say(both('all', '合计')), '', exactly(total)],
});

/** To a hundredth of a cent. */
const exactly = (usd: number): string =>
  usd.toLocaleString('en-US', { minimumFractionDigits: 4, maximumFractionDigits: 4 });
