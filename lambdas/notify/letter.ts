import type { Answer } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { inWords } from '../../shared/domain/mail/letter.ts';
import { displayName } from '../../shared/domain/mail/name.ts';
import { majorUnits } from '../../shared/domain/money.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

/** What the template of an answer may name. Lists hold one line each; empty means that there is nothing to say. */
export interface LetterVariables extends Record<string, string | null> {
  shop: string;
  file: string;
  status: string;
  kept: string;
  rows: string;
  counts: string;
  amounts: string;
  period: string;
  assumed: string;
  problems: string;
  faults: string;
  rejects: string;
  intakeId: string;
}

type Say = (text: Bilingual) => string;

/** The first ones; the rejects file has them all. */
const PROBLEMS = 10;

/** What a mail about an upload says: counts, sums and codes, never a cell of the file. */
export function letterVariables(answer: Answer, shop: Policy['shop'], results: string): LetterVariables {
  const { language } = shop;
  const say: Say = (text) => text[language];
  const { counts, intakeId, status } = answer;
  return {
    shop: shop.name[language],
    file: fileName(answer.key),
    status,
    kept: number(counts.kept),
    rows: number(counts.rows),
    counts: status === 'waiting' || counts.rows === 0 ? '' : countsLine(answer, say),
    amounts: status === 'committed' ? lines(amountsOf(answer, say)) : '',
    period: periodOf(answer, language),
    assumed: lines(assumedOf(answer, language)),
    problems: lines(problemsOf(answer, language)),
    faults: lines(faultsOf(answer, say)),
    rejects: rejectsOf(answer, results),
    intakeId,
  };
}

/** Names of files are texts of users: one line, without marks that turn its direction. */
const fileName = (key: string): string => displayName(key.split('/').at(-1) ?? key) ?? '–';

const number = (count: number): string => count.toLocaleString('en-US');
const lines = (all: readonly string[]): string =>
  all.map((one) => one.replace(/\s+/g, ' ').trim()).join('\n');

/** Rows of a file that is refused as a whole are usable at most. */
function countsLine({ counts, status }: Answer, say: Say): string {
  const { rows, kept, rejected, repeated, setAside, blank } = counts;
  const parts: [number, Bilingual][] = [
    [kept, status === 'refused' ? both('usable', '可用') : both('taken in', '收下')],
    [rejected, both('rejected', '退回')],
    [repeated, both('repeated', '重复')],
    [setAside, both('set aside', '搁置')],
    [blank, both('blank', '空行')],
  ];
  const sum = parts.map(([count, word]) => `${number(count)} ${say(word)}`).join(' + ');
  return `${number(rows)} ${say(both('rows', '行'))} = ${sum}`;
}

function amountsOf({ amounts }: Answer, say: Say): string[] {
  const named = (currency: string) => currency || say(both('without a currency', '未注明货币'));
  return Object.entries(amounts).map(
    ([currency, minor]) => `${grouped(majorUnits(minor, currency))} ${named(currency)}`,
  );
}

const grouped = (decimal: string): string => decimal.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

const periodOf = ({ from, to }: Answer, language: Language): string =>
  from && to ? [from, to].map((date) => inWords(date, language)).join(both(' – ', '至')[language]) : '';

const isAssumption = (code: string): boolean => code.startsWith('W_');

/** How the file was understood, where it could have been understood otherwise. */
function assumedOf({ format, encoding, problems }: Answer, language: Language): string[] {
  const say: Say = (text) => text[language];
  const read = [
    ...(format ? [`${say(both('read as', '识别为'))} ${format}`] : []),
    ...(encoding ? [`${say(both('encoding', '编码'))} ${encoding}`] : []),
  ].join(say(both(', ', '，')));
  const warned = problems.filter(({ code }) => isAssumption(code));
  return [...(read ? [read] : []), ...warned.map((one) => worded(one, language))];
}

const problemsOf = ({ problems }: Answer, language: Language): string[] =>
  problems
    .filter(({ code }) => !isAssumption(code))
    .slice(0, PROBLEMS)
    .map((problem) => worded(problem, language));

function worded({ line, code, what, remedy }: Answer['problems'][number], language: Language): string {
  const where = both(`Line ${line}: `, `第 ${line} 行：`)[language];
  const gap = both(' ', '')[language];
  const said = `${line > 0 ? where : ''}${what[language]}${gap}${remedy[language]}`;
  return both(`${said} (${code})`, `${said}（${code}）`)[language];
}

const faultsOf = ({ mappingFaults = [] }: Answer, say: Say): string[] =>
  mappingFaults.map(({ line, column, message }) =>
    say(
      both(
        `Line ${line}, column ${column}: ${message.en}`,
        `第 ${line} 行第 ${column} 列：${message['zh-CN']}`,
      ),
    ),
  );

/** Where every row lies that was not taken in; of a file that was not read there is none. */
const rejectsOf = ({ intakeId, status, counts }: Answer, results: string): string =>
  status === 'waiting' || (status === 'committed' && counts.rejected === 0)
    ? ''
    : `${results}/${resultKeys.rejects(intakeId)}`;
