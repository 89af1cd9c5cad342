import { type Bilingual, both } from '../domain/bilingual.ts';
import { FILE_PROBLEMS } from './file-problems.ts';
import { HINTS } from './hints.ts';
import { ROW_PROBLEMS } from './row-problems.ts';

/** What a code says in English and Chinese, then how to mend it. */
export type ProblemRow = [code: string, what: string, whatZh: string, remedy: string, remedyZh: string];

export interface ProblemText {
  what: Bilingual;
  remedy: Bilingual;
}

const BY_CODE = new Map<string, ProblemText>(
  [...FILE_PROBLEMS, ...ROW_PROBLEMS, ...HINTS].map(([code, what, whatZh, remedy, remedyZh]) => [
    code,
    { what: both(what, whatZh), remedy: both(remedy, remedyZh) },
  ]),
);

export const PROBLEM_CODES: readonly string[] = [...BY_CODE.keys()];

/** What a code says to people: what is wrong, and how to mend it. */
export function problemText(code: string, column = ''): ProblemText {
  const text = BY_CODE.get(code);
  if (!text) throw new Error(`no text for problem ${code}`);
  const fill = ({ en, 'zh-CN': zh }: Bilingual): Bilingual =>
    both(en.replaceAll('{column}', column), zh.replaceAll('{column}', column));
  return { what: fill(text.what), remedy: fill(text.remedy) };
}
