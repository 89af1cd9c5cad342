import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import type { Capacity } from '../../shared/domain/capacity/capacity.ts';
import { durationWords, STEP_WORDS } from '../../shared/domain/capacity/words.ts';
import { costWords, dollars, priceWords } from '../../shared/domain/cost/words.ts';
import { counted } from '../../shared/domain/report/html.ts';
import { columns } from './terminal.ts';

/** A run foretold, for people: how long, what of, what for, and which limits it meets. */
export function capacityLines(found: Capacity, language: Language): string[] {
  const say = (text: Bilingual) => text[language];
  const sections = [
    [say(headOf(found))],
    timeLines(found, say),
    stepLines(found, say),
    countLines(found, say),
    costLines(found, say),
    metLines(found, say),
    [say(RATED)],
  ];
  return sections.flatMap((lines) => ['', ...lines]);
}

type Say = (text: Bilingual) => string;

function headOf({ shop, volume: { engine, parts } }: Capacity): Bilingual {
  const measured = engine === 'athena' ? 'Athena' : 'DuckDB';
  const [customers, orders, mails] = [shop.customers, shop.orders, shop.mails].map(counted);
  return both(
    `${customers} customers, ${orders} orders, ${mails} mails: measured by ${measured}, parts: ${counted(parts)}.`,
    `${customers} 位客户，${orders} 笔订单，${mails} 封邮件：由 ${measured} 计算，分为 ${counted(parts)} 部分。`,
  );
}

const PHASES = {
  reading: both('exports read in', '读取导出文件'),
  planning: both('plan stands after', '得出计划'),
  writing: both('customers written in', '写入客户'),
  mailing: both('mails sent in', '发完邮件'),
} satisfies Record<keyof Capacity['takes'], Bilingual>;

const timeLines = ({ takes }: Capacity, say: Say): string[] =>
  columns(
    [both('phase', '阶段'), both('takes', '用时')].map(say),
    Object.entries(PHASES).map(([phase, words]) => [
      say(words),
      say(durationWords(takes[phase as keyof typeof takes])),
    ]),
  );

function stepLines({ steps }: Capacity, say: Say): string[] {
  const head = [
    ...[both('step', '步骤'), both('calls', '调用次数')],
    ...[both('Lambda seconds', 'Lambda 秒数'), both('longest call, s', '最长一次，秒')],
  ];
  const rows = steps.map(({ step, calls, seconds, longest }) => [
    ...[say(STEP_WORDS[step]), calls, Math.ceil(seconds), Math.ceil(longest)],
  ]);
  return columns(head.map(say), rows);
}

const BYTES_A_GB = 1e9;

function countLines(found: Capacity, say: Say): string[] {
  const rows: [Bilingual, number][] = [
    [both('GB-seconds of Lambda', 'Lambda GB-秒'), found.gigabyteSeconds],
    [both('DynamoDB write units', 'DynamoDB 写入单位'), found.tableWrites],
    [both('DynamoDB read units', 'DynamoDB 读取单位'), found.tableReads],
    [both('Step Functions transitions', 'Step Functions 状态转换'), found.transitions],
    [both('events in the history of one execution', '单次执行的历史事件'), found.events],
    [both('GB scanned by Athena', 'Athena 扫描，GB'), found.scannedBytes / BYTES_A_GB],
    [both('GB kept in the lake', '数据湖占用，GB'), found.keptBytes / BYTES_A_GB],
  ];
  const head = [both('used', '用量'), both('count', '数量')].map(say);
  return columns(
    head,
    rows.map(([words, count]) => [say(words), Math.ceil(count)]),
  );
}

function costLines({ cost }: Capacity, say: Say): string[] {
  const head = [both('cost', '费用'), both('count', '数量'), both('US dollars', '美元')].map(say);
  const rows = cost.lines.map(({ say: words, count, usd }) => [say(words), count, dollars(usd)]);
  return [
    ...columns(head, rows),
    '',
    say(both(`All: ${costWords(cost).en}.`, `合计：${costWords(cost)['zh-CN']}。`)),
    say(priceWords(cost)),
  ];
}

function metLines({ met }: Capacity, say: Say): string[] {
  if (met.length === 0) return [say(both('No limit is met.', '没有遇到限制。'))];
  return met.map((each) => `${each.stops ? '✗' : '!'} ${say(each.say)}`);
}

const RATED = both(
  'A model of a first run: rates were measured on two shared cores or are guesses (shared/domain/capacity/rates.ts); nothing of it was measured on AWS.',
  '这是对首次运行的推算：速率在两核共享机器上测得，部分为估计（见 shared/domain/capacity/rates.ts），均未在 AWS 上实测。',
);
