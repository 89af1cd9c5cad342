import type { LetterVariables } from '../domain/mail/letter.ts';
import type { TemplateFault } from '../domain/mail/template-check.ts';
import { lineAt, type Piece, type TemplateParts } from '../domain/mail/template-parts.ts';
import { mayBeMissing } from '../domain/mail/template-words.ts';
import { locked, plain } from './liquid.ts';

const OUTPUT = /\{\{-?([\s\S]*?)-?\}\}/g;
const DEFAULT = /\|\s*default\b/;

/** Something that a template shows: the values it names, as paths, and whether it says what stands in for a missing one. */
interface Shown {
  paths: string[][];
  hasDefault: boolean;
  line: number;
}

/** Where a template that holds shows a value that some of the letters lack, and does not ask for it before. */
export const blankRemarks = (parts: TemplateParts, letters: readonly LetterVariables[]): TemplateFault[] => [
  ...[...parts.head].flatMap(([key, piece]) => blanksIn(piece, letters.filter(meets(key, parts)))),
  ...[parts.html, parts.text].flatMap((piece) => blanksIn(piece, letters)),
];

/** A layout shows the words above the code, and the button, only where there is a code and a page. */
function meets(key: string, { head }: TemplateParts): (letter: LetterVariables) => boolean {
  if (key === 'code') return ({ offerCode }) => offerCode !== null;
  const page = { button: head.get('link')?.text, question: 'survey', scale: 'survey' }[key];
  if (page === undefined) return () => true;
  return ({ links }) => Object.entries(links).some(([name, url]) => name === page && url !== null);
}

/** What cannot be looked on at, such as braces inside of quoted words, is no fault and gets no remark. */
function blanksIn(piece: Piece, letters: readonly LetterVariables[]): TemplateFault[] {
  try {
    return blanksShown(piece, letters);
  } catch {
    return [];
  }
}

/** Every branch is tried as letters take it, so that whatever a template asks for is asked. */
function blanksShown(piece: Piece, letters: readonly LetterVariables[]): TemplateFault[] {
  const shown = [...piece.text.matchAll(OUTPUT)].map((found) => shownBy(found, piece));
  const blank = new Map<string, TemplateFault>();
  const engine = locked({});
  engine.registerFilter('watched', function (value: unknown, at: number) {
    const { paths, hasDefault, line } = shown[at] as Shown;
    const missing = paths.filter((path) => this.context.getSync(path) === null);
    for (const name of hasDefault && value ? [] : missing.map((path) => path.join('.')))
      blank.set(`${line} ${name}`, { line, message: mayBeMissing(name) });
    return value;
  });
  const watched = engine.parse(watchedText(piece));
  for (const letter of letters) engine.renderSync(watched, letter);
  return [...blank.values()];
}

function shownBy({ 0: output, index }: RegExpExecArray, piece: Piece): Shown {
  const { globals } = plain.analyzeSync(plain.parse(output), { partials: false });
  const paths = Object.values(globals)
    .flat()
    .map(({ segments }) => segments.map(String));
  return { paths, hasDefault: DEFAULT.test(output), line: lineAt(piece, index) };
}

/** Each output ends in a filter that only looks on. */
function watchedText({ text }: Piece): string {
  let at = 0;
  return text.replace(OUTPUT, (output) => output.replace(/-?\}\}$/, (end) => ` | watched: ${at++} ${end}`));
}
