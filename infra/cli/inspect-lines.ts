import { basename } from 'node:path';
import type { InspectRead } from '../../shared/adapters/inspect.ts';
import { faultLines } from '../../shared/adapters/yaml-file.ts';
import type { Assumed } from '../../shared/contract/intake.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { majorUnits } from '../../shared/domain/money.ts';
import { problemText } from '../../shared/formats/problems.ts';
import { ALL_PROFILES } from '../../shared/formats/profiles.ts';
import { columns } from './terminal.ts';

const SHOWN = 20;
const NONE = '–';

/** The facts about a file, one a line: what it is, how it was read, what it holds. */
export function factLines(found: InspectRead, language: Language): string[] {
  const sums = Object.entries(found.amounts).map(([code, sum]) => `${majorUnits(sum, code)} ${code}`.trim());
  const facts: [Bilingual, string][] = [
    [both('format', '格式'), formatWords(found.format, language)],
    [both('encoding', '编码'), found.encoding ?? NONE],
    [both('assumed', '读取时的假定'), assumedWords(found.assumed ?? {}, language).join('; ') || NONE],
    [both('rows', '行数'), countWords(found, language)],
    [both('amount', '金额'), sums.join(', ') || NONE],
    [both('period', '时段'), `${found.from ?? NONE} … ${found.to ?? NONE}`],
    [both('unmatched columns', '未识别的列'), found.unmatched.join(', ') || NONE],
  ];
  return facts.map(([name, value]) => `  ${name[language]}${both(': ', '：')[language]}${value}`);
}

function formatWords(format: string | undefined, language: Language): string {
  if (format === undefined) return NONE;
  const profile = ALL_PROFILES.find(({ id }) => id === format);
  if (profile) return `${profile.name[language]} (${format})`;
  return `${both('by its mapping', '按列映射读取')[language]} (${format})`;
}

function countWords({ counts }: InspectRead, language: Language): string {
  const { rows, kept, rejected, repeated, setAside, blank } = counts;
  const terms: [number, Bilingual][] = [
    [kept, both('kept', '收下')],
    [rejected, both('rejected', '退回')],
    [repeated, both('repeated', '重复')],
    [setAside, both('set aside', '搁置')],
    [blank, both('blank', '空行')],
  ];
  return `${rows} = ${terms.map(([count, word]) => `${count} ${word[language]}`).join(' + ')}`;
}

const DATE_WORDS = {
  DMY: both('dates are day/month/year', '日期为日/月/年'),
  MDY: both('dates are month/day/year', '日期为月/日/年'),
};
const EPOCH_WORDS = {
  s: both('dates are seconds since 1970', '日期为 1970 年以来的秒数'),
  ms: both('dates are milliseconds since 1970', '日期为 1970 年以来的毫秒数'),
};
const AMOUNT_WORDS = {
  point: both('decimals stand after a point', '小数点是 .'),
  comma: both('decimals stand after a comma', '小数点是逗号'),
};

function assumedWords({ dates, epoch, amounts, timeZone, currency }: Assumed, language: Language): string[] {
  const said = [
    dates && DATE_WORDS[dates],
    epoch && EPOCH_WORDS[epoch],
    amounts && AMOUNT_WORDS[amounts],
    timeZone && both(`times are of ${timeZone}`, `时间属于 ${timeZone}`),
    currency && both(`amounts are in ${currency}`, `金额为 ${currency}`),
  ];
  return said.flatMap((one) => (one ? [one[language]] : []));
}

/** What is wrong, where, and how to mend it. */
export function problemLines({ problems, mappingFaults = [] }: InspectRead, language: Language): string[] {
  if (problems.length === 0) return [];
  const head = [both('line', '行'), both('code', '代码'), both('what, and how to mend it', '问题与改法')];
  const rows = problems.slice(0, SHOWN).map(({ line, code, column }) => {
    const { what, remedy } = problemText(code, column);
    const where = line > 0 ? String(line) : both('file', '文件')[language];
    return [where, code, [what[language], remedy[language]].join(language === 'en' ? ' ' : '')];
  });
  const more = problems.length - rows.length;
  return [
    ...[
      '',
      ...columns(
        head.map((word) => word[language]),
        rows,
      ),
    ],
    ...(more > 0 ? [`  ${both(`… and ${more} more`, `……另有 ${more} 条`)[language]}`] : []),
    ...(mappingFaults.length > 0 ? ['', faultLines(mappingFaults)[language]] : []),
  ];
}

/** A mapping for a file that nobody knows, and what to do with it. */
export function proposalLines({ proposal }: InspectRead, path: string, language: Language): string[] {
  if (!proposal) return [];
  const mapping = `${basename(path)}.mapping.yaml`;
  const done = proposal.complete
    ? both(
        `No profile knows these columns. Save the text below as ${mapping} beside the file, check it, and run inspect again;`,
        `没有格式认识这些列。请将下文保存为 ${mapping}，与文件放在同一文件夹，核对后重新运行 inspect；`,
      )
    : both(
        `No profile knows these columns, and some could not be guessed. Save the text below as ${mapping} beside the file, fill in the lines with ?, and run inspect again;`,
        `没有格式认识这些列，其中有些无法推断。请将下文保存为 ${mapping}，与文件放在同一文件夹，补全带 ? 的行，再重新运行 inspect；`,
      );
  const upload = both(
    'then upload both files into the same folder.',
    '确认无误后，将两个文件上传到同一文件夹。',
  );
  return ['', `  ${done[language]}`, `  ${upload[language]}`, '', ...proposal.text.trimEnd().split('\n')];
}
