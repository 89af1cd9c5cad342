import type { Bilingual, Language } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { languageOf } from './words.ts';

export interface Terminal {
  language: Language;
  /** With `--json` nothing but one object goes to standard output; everything else goes to standard error. */
  json: boolean;
  line(text: string): void;
  say(text: Bilingual): void;
  /** A line that the next one replaces; left out where nobody watches. */
  passing(text: string): void;
  result(value: unknown, lines: string[]): void;
}

const CLEAR_LINE = '\r\u001b[2K';

export function openTerminal(json: boolean): Terminal {
  const out = json ? process.stderr : process.stdout;
  const language = languageOf(process.env);
  const watched = out.isTTY === true;
  const line = (text: string) => void out.write(`${watched ? CLEAR_LINE : ''}${text}\n`);
  return {
    language,
    json,
    line,
    say: (text) => line(text[language]),
    passing: (text) => void (watched && out.write(`${CLEAR_LINE}${text}`)),
    result(value, lines) {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
      else for (const text of lines) line(text);
    },
  };
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NONE = /\p{Mark}|\u200b|\u200d/u;

/** Characters as a terminal counts them: Chinese ones take two cells, accents on their own none. */
export const cellsOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : NONE.test(sign) ? 0 : 1), 0);

/** Rows under their heads, numbers to the right. */
export function columns(head: string[], rows: (string | number)[][]): string[] {
  const text = [
    head,
    ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell))),
  ];
  const widths = head.map((_, i) => Math.max(...text.map((row) => cellsOf(row[i] ?? ''))));
  const isNumber = head.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number'));
  const pad = (cell: string, i: number) => {
    const space = ' '.repeat(Math.max(0, (widths[i] ?? 0) - cellsOf(cell)));
    return isNumber[i] ? space + cell : cell + space;
  };
  return text.map((row) => `  ${row.map(pad).join('   ')}`.trimEnd());
}

/** Ends the process as DESIGN's exit codes say: 1 refused or failed; what a person must mend is said in his language. */
export function fail(terminal: Terminal, error: unknown): void {
  const said =
    error instanceof Refusal
      ? error.say(terminal.language)
      : String(error instanceof Error ? error.stack : error);
  if (terminal.json) process.stdout.write(`${JSON.stringify({ error: said })}\n`);
  process.stderr.write(`${said}\n`);
  process.exitCode = 1;
}
