import type { Answer } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { assumedWords } from '../../shared/domain/assumed-words.ts';
import { both, type Language } from '../../shared/domain/bilingual.ts';
import { inWords } from '../../shared/domain/mail/letter.ts';
import { displayName } from '../../shared/domain/mail/name.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { howToKeep } from '../../shared/formats/kept-columns.ts';
import { problemLines } from './problem-lines.ts';
import { amountsOf, countsLine, number, type Say } from './sums.ts';

/** What the template of an answer may name. Lists hold one line each; empty means that there is nothing to say. */
export interface LetterVariables extends Record<string, string | null> {
  shop: string;
  file: string;
  status: string;
  rejected: string;
  counts: string;
  amounts: string;
  period: string;
  assumed: string;
  problems: string;
  mailboxes: string;
  faults: string;
  rejects: string;
  intakeId: string;
}

/** So many columns that nothing is read from are named. */
const UNUSED = 20;

/** What a mail about an upload says: counts, sums and codes, never a cell of the file. */
export function letterVariables(answer: Answer, shop: Policy['shop'], results: string): LetterVariables {
  const { language } = shop;
  const say: Say = (text) => text[language];
  const { counts, intakeId, status } = answer;
  return {
    shop: shop.name[language],
    file: fileName(answer.key),
    status,
    rejected: number(counts.rejected),
    counts: status === 'waiting' || counts.rows === 0 ? '' : countsLine(answer, say),
    amounts: status === 'committed' ? lines(amountsOf(answer, say)) : '',
    period: periodOf(answer, language),
    assumed: lines(assumedOf(answer, language)),
    problems: lines(problemsOf(answer, language)),
    mailboxes: lines(problemLines(ofKind(answer, 'mailbox'), language)),
    faults: lines(faultsOf(answer, say)),
    rejects: rejectsOf(answer, results),
    intakeId,
  };
}

/** Names of files are texts of users: one line, without marks that turn its direction. */
export const fileName = (key: string): string => displayName(key.split('/').at(-1) ?? key) ?? '–';

/** Each on a line of its own. */
export const lines = (all: readonly string[]): string =>
  all.map((one) => one.replace(/\s+/g, ' ').trim()).join('\n');

const periodOf = ({ from, to }: Answer, language: Language): string =>
  from && to ? [from, to].map((date) => inWords(date, language)).join(both(' – ', '至')[language]) : '';

/** `W_` says how a file was read, `M_` which mailboxes get no mail; all else is to be mended. */
type Kind = 'assumption' | 'mailbox' | 'fault';

function kindOf(code: string): Kind {
  if (code.startsWith('W_')) return 'assumption';
  return code.startsWith('M_') ? 'mailbox' : 'fault';
}

const ofKind = ({ problems }: Answer, kind: Kind) => problems.filter(({ code }) => kindOf(code) === kind);

/** How the file was understood, where it could have been understood otherwise. */
function assumedOf(answer: Answer, language: Language): string[] {
  const { format, formatName, encoding, assumed = {} } = answer;
  const say: Say = (text) => text[language];
  const name = formatName ? say(formatName) : format;
  const read = [
    ...(name ? [`${say(both('read as', '识别为'))} ${name}`] : []),
    ...(encoding ? [`${say(both('encoding', '编码'))} ${encoding}`] : []),
    ...assumedWords(assumed, language),
  ].join(say(both(', ', '，')));
  return [
    ...(read ? [read] : []),
    ...unusedOf(answer, say),
    ...problemLines(ofKind(answer, 'assumption'), language),
  ];
}

function unusedOf({ unmatched, format }: Answer, say: Say): string[] {
  const names = unmatched.flatMap((name) => displayName(name) ?? []);
  if (names.length === 0) return [];
  const more = names.length > UNUSED ? ' …' : '';
  const said = names.slice(0, UNUSED).join(say(both(', ', '、')));
  const keep = howToKeep(format, names);
  return [
    say(both(`Columns that are not used: ${said}${more}`, `未使用的列：${said}${more}`)),
    ...(keep ? [say(keep)] : []),
  ];
}

/** Rows that are refused beyond those that the answer lists are only counted. */
function problemsOf(answer: Answer, language: Language): string[] {
  const faults = ofKind(answer, 'fault');
  const more = answer.counts.rejected - faults.filter(({ code }) => code.startsWith('R_')).length;
  const rest = both(`… and ${number(more)} more rows`, `……另有 ${number(more)} 条`)[language];
  return [...problemLines(faults, language), ...(more > 0 ? [rest] : [])];
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

/** Where every row lies that has a fault. */
const rejectsOf = ({ intakeId, counts }: Answer, results: string): string =>
  counts.rejected === 0 ? '' : `${results}/${resultKeys.rejects(intakeId)}`;
