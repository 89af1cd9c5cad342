import type { InspectRead } from '../../shared/adapters/inspect.ts';
import { faultLines } from '../../shared/adapters/yaml-file.ts';
import { assumedWords } from '../../shared/domain/assumed-words.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { howToKeep } from '../../shared/formats/kept-columns.ts';
import { problemText } from '../../shared/formats/problems.ts';
import { ALL_PROFILES } from '../../shared/formats/profiles.ts';
import { countWords, sumWords } from './figures.ts';
import { cellsOf, columns } from './terminal.ts';
import { hanging } from './wrap.ts';

const SHOWN = 20;
const GAP = 3;

/** First of all: would the file be taken in, and if not, why. */
export function verdictLines({ status, problems }: InspectRead, language: Language, width: number): string[] {
  if (status !== 'refused') return [both('✓ would be taken in', '✓ 可以导入')[language]];
  const first = problems.find(({ code }) => code.startsWith('F_'));
  const why = first ? problemText(first.code, first.column).what[language] : '';
  return hanging('✗ ', both(`would not be taken in: ${why}`, `不会导入：${why}`)[language], width);
}

/** The facts about a file, one a line: what it is, how it was read, what it holds. What is not known is left out. */
export function factLines(found: InspectRead, language: Language, width: number): string[] {
  const list = (items: readonly string[]) => items.join(both(', ', '、')[language]);
  const assumed = assumedWords(found.assumed ?? {}, language).join(both('; ', '；')[language]);
  const { from, to, counts } = found;
  const facts: [Bilingual, string][] = [
    [both('format', '格式'), formatWords(found.format, language)],
    [both('encoding', '编码'), found.encoding ?? ''],
    [both('assumed', '读取时的假定'), assumed],
    [both('rows', '行数'), counts.rows > 0 ? countWords(counts, language) : ''],
    [both('amount', '金额'), list(sumWords(found.amounts))],
    [both('period', '时段'), from && to ? `${from} … ${to}` : ''],
    [both('columns not used', '未使用的列'), list(found.unmatched)],
    [both('to keep one', '保留方法'), howToKeep(found.format, found.unmatched)?.[language] ?? ''],
  ];
  return facts
    .filter(([, value]) => value !== '')
    .flatMap(([name, value]) => hanging(`  ${name[language]}${both(': ', '：')[language]}`, value, width));
}

function formatWords(format: string | undefined, language: Language): string {
  if (format === undefined) return '';
  const profile = ALL_PROFILES.find(({ id }) => id === format);
  const name = profile?.name[language] ?? both('by its mapping', '按列映射读取')[language];
  return both(`${name} (${format})`, `${name}（${format}）`)[language];
}

/** What is wrong, where, and how to mend it. */
export function problemLines(
  { problems, mappingFaults = [] }: InspectRead,
  language: Language,
  width: number,
): string[] {
  if (problems.length === 0) return [];
  const some = problems.slice(0, SHOWN);
  const where = some.map(({ line }) => (line > 0 ? String(line) : both('file', '文件')[language]));
  const head = [both('line', '行')[language], both('code', '代码')[language]];
  const [top = '', ...places] = columns(
    head,
    some.map(({ code }, i) => [where[i] ?? '', code]),
  );
  const long = Math.max(...[top, ...places].map(cellsOf)) + GAP;
  const rows = some.flatMap(({ code, column }, i) => {
    const { what, remedy } = problemText(code, column);
    const text = [what[language], remedy[language]].join(language === 'en' ? ' ' : '');
    return hanging(padded(places[i] ?? '', long), text, width);
  });
  const more = problems.length - some.length;
  return [
    ...['', padded(top, long) + both('what, and how to mend it', '问题与改法')[language], ...rows],
    ...(more > 0 ? [both(`  … and ${more} more`, `  ……另有 ${more} 条`)[language]] : []),
    ...(mappingFaults.length > 0 ? ['', faultLines(mappingFaults)[language]] : []),
  ];
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - cellsOf(text)));
