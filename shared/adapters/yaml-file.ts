import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Bilingual, both } from '../domain/bilingual.ts';
import type { Fault, Path } from '../domain/policy/fault.ts';
import { oddEntries } from './yaml-lists.ts';
import { wideSigns } from './yaml-signs.ts';
import { crooked, crookedLine, notYaml, WIDE_COLON, wideColons } from './yaml-words.ts';

/** One thing to mend in a YAML file; `line` and `column` as an editor shows them, 1 = first. */
export interface YamlFault {
  line: number;
  column: number;
  message: Bilingual;
}

export type YamlReading<T> = { value: T } | { faults: YamlFault[] };

const MAX_CHARACTERS = 256 * 1024;

/** Reads a YAML text; `check` makes its plain value into a T, or says what is wrong with it and where. */
export function readYaml<T>(text: string, check: (value: unknown) => { value: T } | Fault[]): YamlReading<T> {
  const read = parsed(text, check);
  const wide = 'faults' in read ? wideColons(text) : [];
  // Whatever else is wrong follows from these.
  if (wide.length > 0) return { faults: wide.map((place) => ({ ...place, message: WIDE_COLON })) };
  const odd = oddLists(read);
  if (!('faults' in read)) return odd.length > 0 ? { faults: odd } : { value: read.value };
  return { faults: explained(text, read, odd) };
}

/** Where remarks on the value of a YAML text stand in it. */
export function placeRemarks(text: string, remarks: Fault[]): YamlFault[] {
  const read = parsed(text, () => remarks);
  return 'faults' in read ? read.faults : [];
}

/** What is typed wrongly comes before what follows from it. */
function explained(text: string, { faults, document }: Faulty, odd: YamlFault[]): YamlFault[] {
  const placed = new Set(odd.map(({ line }) => line));
  const near = faults.flatMap(({ line }) => [line - 1, line]).filter((line) => !placed.has(line));
  const typed = [...odd, ...wideSigns(text, near)].sort(inOrder);
  if (!document) return typed.length > 0 ? typed : faults;
  const lines = new Set(typed.map(({ line }) => line));
  return [...typed, ...faults.filter(({ line }) => !lines.has(line))];
}

function oddLists(read: Parsed<unknown>): YamlFault[] {
  if (!read.document) return [];
  const { document, place } = read;
  const wrong = 'faults' in read ? read.faults.map(({ line }) => line) : [];
  return oddEntries(document)
    .filter(({ from, offset, perhaps }) => {
      const lines = [place(from).line, place(from).line - 1, place(offset).line];
      return !perhaps || lines.some((line) => wrong.includes(line));
    })
    .map(({ offset, message }) => ({ ...place(offset), message }));
}

type Place = (offset: number) => { line: number; column: number };
/** Without `document` the text is no YAML. */
type Faulty = { faults: YamlFault[] } & ({ document?: undefined } | { document: Document; place: Place });
type Parsed<T> = { value: T; document: Document; place: Place } | Faulty;

const inOrder = (a: YamlFault, b: YamlFault): number => a.line - b.line || a.column - b.column;

function parsed<T>(text: string, check: (value: unknown) => { value: T } | Fault[]): Parsed<T> {
  if (text.length > MAX_CHARACTERS) return { faults: [atStart(TOO_LARGE)] };
  if (text.includes('\uFFFD')) return { faults: [atStart(NOT_UTF8)] };
  if (text.trim() === '') return { faults: [atStart(EMPTY)] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const place: Place = (offset) => ({ line: lines.linePos(offset).line, column: lines.linePos(offset).col });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0)
    return {
      faults: told(
        text,
        broken.map(({ pos, code }) => ({ ...place(pos[0]), message: notYaml(code) })),
      ),
    };
  const plain = plainValue(document);
  const read = plain === undefined ? [{ path: [], message: TOO_MANY_ALIASES }] : check(plain);
  if (!Array.isArray(read)) return { ...read, document, place };
  const faults = read.map(({ path, message }) => ({ ...place(offsetOf(document, path)), message }));
  return { faults: faults.sort(inOrder), document, place };
}

/** Of each line the first fault; those that a crooked line brings with it are one. */
function told(text: string, faults: YamlFault[]): YamlFault[] {
  const apart = faults.sort(inOrder).filter(({ line }, i) => faults[i - 1]?.line !== line);
  const { line, steps, usual } = crookedLine(text) ?? { line: Number.POSITIVE_INFINITY, steps: 0, usual: 0 };
  if (!apart.some((fault) => Math.abs(fault.line - line) <= 1)) return apart;
  const before = apart.filter((fault) => fault.line < line - 1);
  return [...before, { line, column: steps + 1, message: crooked(steps, usual) }];
}

/** The faults as lines of text in both languages. */
export const faultLines = (faults: readonly YamlFault[]): Bilingual =>
  both(
    faults.map((f) => `line ${f.line}, column ${f.column}: ${f.message.en}`).join('\n'),
    faults.map((f) => `第 ${f.line} 行第 ${f.column} 列：${f.message['zh-CN']}`).join('\n'),
  );

/** Undefined for a file whose aliases unfold into more than a person writes. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** Where the deepest existing node of a path stands: the key in a map, the item in a list. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const next = child(node, step);
    if (!next) break;
    [node, offset] = [next.node, next.offset];
  }
  return offset;
}

function child(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair && isScalar(pair.key) ? { node: pair.value, offset: pair.key.range?.[0] ?? 0 } : undefined;
  }
  const item = isSeq(node) ? node.items[Number(step)] : undefined;
  return isMap(item) || isScalar(item) || isSeq(item)
    ? { node: item, offset: item.range?.[0] ?? 0 }
    : undefined;
}

const atStart = (message: Bilingual): YamlFault => ({ line: 1, column: 1, message });

const TOO_LARGE = both(
  `the file may have at most ${MAX_CHARACTERS / 1024} thousand characters`,
  `文件最多 ${MAX_CHARACTERS / 1024} 千个字符`,
);

const TOO_MANY_ALIASES = both('the file has too many aliases (*)', '文件中的别名（*）过多');

const NOT_UTF8 = both('the file is not UTF-8 text; save it as UTF-8', '文件不是 UTF-8 编码，请另存为 UTF-8');

const EMPTY = both('the file is empty', '文件是空的');
