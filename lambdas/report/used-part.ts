import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { type Compared, farOff } from '../../shared/domain/capacity/compared.ts';
import { counted, folded, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { number, text } from './layout.ts';

/** What was foreseen of a run against what it used, under its cost; nothing where no call was noted. */
export function usedPart(used: readonly Compared[], say: Say): string {
  if (used.length === 0) return '';
  const sentences = differences(used).map((sentence) => note(say, sentence));
  const body = `${sentences.join('')}${table(say, tableOf(used, say))}${note(say, NOT_COUNTED)}`;
  return folded(say, both('What was foreseen, and what was used', '估算与实际用量'), body);
}

const tableOf = (used: readonly Compared[], say: Say): Table => ({
  caption: both('Foreseen and used; Lambda time in seconds', '估算与实际用量；Lambda 时间以秒计'),
  columns: [
    text('what', '项目'),
    number('foreseen', '估算'),
    number('used', '实际'),
    number('used / foreseen', '实际 / 估算'),
  ],
  rows: used.map((line) => [
    say(line.say),
    figure(line, line.foreseen),
    figure(line, line.used),
    timesOf(line),
  ]),
});

const figure = ({ unit }: Compared, value: number): string =>
  unit === 'count'
    ? counted(value)
    : value.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const timesOf = ({ foreseen, used }: Compared): string =>
  foreseen === 0 ? '–' : (used / foreseen).toFixed(2);

function differences(used: readonly Compared[]): Bilingual[] {
  const { more, less } = farOff(used);
  const names = (lines: readonly Compared[]) =>
    both(lines.map(({ say }) => say.en).join(', '), lines.map(({ say }) => say['zh-CN']).join('、'));
  const [over, under] = [names(more), names(less)];
  const sentences = [
    ...(more.length === 0
      ? []
      : [both(`More than twice as much as foreseen: ${over.en}.`, `超过估算两倍：${over['zh-CN']}。`)]),
    ...(less.length === 0
      ? []
      : [both(`Less than half of what was foreseen: ${under.en}.`, `不到估算一半：${under['zh-CN']}。`)]),
  ];
  return sentences.length > 0
    ? sentences
    : [both('Nothing differs by more than twice.', '各项与估算的差距都在两倍以内。')];
}

const NOT_COUNTED = both(
  'Counted are calls that ended well. Not counted are tries that failed or were killed, the reports, sending, reading the exports and small steps. On one’s own computer functions share its cores, so that times there say little of Lambda.',
  '只统计成功结束的调用；失败或被中止的尝试、报告、发信、读取导出文件以及其他小步骤未统计。在本机运行时各函数共用处理器，时间不能代表 Lambda。',
);
