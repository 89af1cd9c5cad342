import { type Bilingual, both, type Language } from '../bilingual.ts';
import { dollars } from '../cost/words.ts';
import { counted } from '../report/html.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import { USUAL } from './machine.ts';
import { shopOf } from './shop.ts';
import { durationWords } from './words.ts';

/** The shops of the README. */
const SIZES = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/** An account that has asked SES for more: otherwise the table would speak of nothing but its quota. */
const LARGE_ACCOUNT = { perSecond: 500, perDay: 43_200_000 };

const HEADS: readonly Bilingual[] = [
  both('customers', '客户数'),
  both('engine, parts', '引擎与部分数'),
  both('exports read in', '读取文件'),
  both('plan after', '得出计划'),
  both('written in', '写入客户'),
  both('mails', '邮件数'),
  both('out in', '发信'),
  both('Lambda, GB-s', 'Lambda，GB-秒'),
  both('table writes', '表写入次数'),
  both('services, $', 'AWS 服务（美元）'),
  both('mail, $', '邮件（美元）'),
  both('limits met', '遇到的限制'),
];

const ENGINES = { duckdb: 'DuckDB', athena: 'Athena' } as const;

/** The table of the READMEs, in Markdown. */
export function capacityTable(language: Language): string[] {
  const rows = SIZES.map((size) => rowOf(capacityOf(shopOf(size, LARGE_ACCOUNT), USUAL), language));
  return [HEADS.map((head) => head[language]), HEADS.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
}

function rowOf({ volume, takes, cost, met, ...found }: Capacity, language: Language): string[] {
  const duration = (seconds: number) => durationWords(seconds)[language];
  const mail = cost.lines.find(({ id }) => id === 'mail')?.usd ?? 0;
  const limits = met.map(({ brief, stops }) => (stops ? `**${brief[language]}**` : brief[language]));
  return [
    counted(volume.customers),
    `${ENGINES[volume.engine]}, ${counted(volume.parts)}`,
    ...[takes.reading, takes.planning, takes.writing].map(duration),
    ...[counted(volume.due), duration(takes.mailing)],
    ...[counted(Math.ceil(found.gigabyteSeconds)), counted(found.tableWrites)],
    ...[dollars(cost.total - mail), dollars(mail), limits.join(language === 'en' ? '; ' : '；') || '–'],
  ];
}
