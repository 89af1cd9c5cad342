import { type Bilingual, both } from '../domain/bilingual.ts';
import type { YamlFault } from './yaml-file.ts';

/** A sign of Chinese typing that YAML takes for a letter: where it stands as if it were the plain one, and what to write. */
interface Sign {
  /** Finds the sign itself; what stands before it is looked back at. */
  at: RegExp;
  /** Also in quotes: nothing there needs this sign. */
  quoted?: boolean;
  instead(sign: string): Bilingual;
}

const plain =
  (en: string, zh: string) =>
  (sign: string): Bilingual =>
    both(`write ${en} instead of “${sign}”`, `请用${zh}，不要使用“${sign}”`);

const space = (sign: string): Bilingual =>
  sign === '\u3000'
    ? both('write plain spaces instead of full-width ones', '请用半角空格，不要使用全角空格')
    : both('write plain spaces instead of no-break ones', '请用普通空格，不要使用不间断空格');

/** Where a value begins. */
const BEFORE_VALUE = '(?<=(?:[:：,，{[（［｛【]|^\\s*-)\\s*)';

const SIGNS: readonly Sign[] = [
  { at: /(?<=^ *|[:,[{}-] *)[\u3000\u00a0]/u, instead: space },
  { at: /(?<=(?:^\s*(?:- +)*|[{,，]\s*)[\w-]+\s*|\d)：/u, instead: plain('a plain ":"', '半角冒号“:”') },
  {
    at: /(?<=\[[^\]]*|[\w'"]\s*)[，；、](?=\s*[\w'"])|[，；、](?=\s*[\w-]+\s*[:：])|(?<=\[[^\]]*)[，；、]/u,
    instead: plain('a plain comma ","', '半角逗号“,”'),
  },
  {
    at: new RegExp(`${BEFORE_VALUE}[“”‘’「『＂＇]`, 'u'),
    instead: (sign) =>
      both(`write plain quotes (' or ") instead of ${sign}`, `请用半角引号（' 或 "），不要使用 ${sign}`),
  },
  {
    at: new RegExp(`[［］｛｝]|${BEFORE_VALUE}[（【]`, 'u'),
    instead: plain('a plain bracket', '半角括号'),
  },
  {
    at: /(?<=\d\s*)[～〜~](?=\s*\d)/u,
    quoted: true,
    instead: plain('two dots "..", as in 2..4,', '两个半角句点（如 2..4）'),
  },
  { at: /[０-９]/u, quoted: true, instead: plain('plain digits', '半角数字') },
];

/** The signs on some lines (1 = first) that stand where only plain ones do. */
export function wideSigns(text: string, lines: Iterable<number>): YamlFault[] {
  const all = text.split('\n');
  return [...new Set(lines)].flatMap((line) => signsOf(all[line - 1] ?? '', line));
}

/** Longer lines are no person's, and looking back over them again and again would take minutes. */
const LONGEST_LINE = 400;

function signsOf(written: string, line: number): YamlFault[] {
  if (written.length > LONGEST_LINE) return [];
  const [bare, whole] = [withoutTexts(written), withoutRemark(written)];
  return SIGNS.flatMap(({ at, quoted, instead }) => {
    const found = at.exec(quoted ? whole : bare);
    return found ? [{ line, column: found.index + 1, message: instead(found[0]) }] : [];
  });
}

const blank = (text: string): string => ' '.repeat(text.length);

const withoutRemark = (line: string): string => line.replace(/(?<=^|\s)#.*$/, '');

/** Every sign stays at its place; quotes stay, what they hold does not. */
const withoutTexts = (line: string): string =>
  withoutRemark(
    line.replace(/(['"])(.*?)\1/g, (_, quote: string, text: string) => `${quote}${blank(text)}${quote}`),
  );
