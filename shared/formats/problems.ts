import { type Bilingual, both } from '../domain/bilingual.ts';
import { fieldWords } from './field-words.ts';
import { FILE_PROBLEMS, FULL_WIDTH_HEADER } from './file-problems.ts';
import { HINTS } from './hints.ts';
import { ROW_PROBLEMS } from './row-problems.ts';

/** What a code says in English and Chinese, then how to mend it. */
export type ProblemRow = [code: string, what: string, whatZh: string, remedy: string, remedyZh: string];

export interface ProblemText {
  what: Bilingual;
  remedy: Bilingual;
}

const textOf = ([, what, whatZh, remedy, remedyZh]: ProblemRow): ProblemText => ({
  what: both(what, whatZh),
  remedy: both(remedy, remedyZh),
});

const BY_CODE = new Map<string, ProblemText>(
  [...FILE_PROBLEMS, ...ROW_PROBLEMS, ...HINTS].map((row) => [row[0], textOf(row)]),
);

export const PROBLEM_CODES: readonly string[] = [...BY_CODE.keys()];

const MISSING_COLUMN = 'F_HEADER_MISSING_COLUMN';
const FULL_WIDTH_COMMA = '，';

/** What a code says to people: what is wrong, and how to mend it. `column` is the file's own name of it, as far as it has one. */
export function problemText(code: string, column = ''): ProblemText {
  const isMissing = code === MISSING_COLUMN;
  if (isMissing && column === FULL_WIDTH_COMMA) return textOf(FULL_WIDTH_HEADER);
  const text = BY_CODE.get(code);
  if (!text) throw new Error(`no text for problem ${code}`);
  const words = isMissing ? fieldWords(column) : both(column, column);
  const fill = ({ en, 'zh-CN': zh }: Bilingual): Bilingual =>
    both(
      en.replaceAll('{column}', () => words.en),
      zh.replaceAll('{column}', () => words['zh-CN']),
    );
  return { what: fill(text.what), remedy: fill(text.remedy) };
}
