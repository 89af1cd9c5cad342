import { FileProblem } from './profile.ts';

/** What a file is by its first bytes, as far as it can be read at all; `zip` may be a workbook. */
export type Content = 'text' | 'gzip' | 'zip' | 'json' | 'parquet';
/** What rows can be taken out of. */
export type Container = 'text' | 'gzip' | 'xlsx' | 'jsonl' | 'parquet';

type Mark = [name: string, is: (head: Buffer) => boolean];

const READABLE: [Content, (head: Buffer) => boolean][] = [
  ['gzip', (head) => startsWith(head, [0x1f, 0x8b])],
  ['zip', (head) => startsWith(head, [0x50, 0x4b, 0x03, 0x04])],
  ['zip', (head) => startsWith(head, [0x50, 0x4b, 0x05, 0x06])],
  ['parquet', (head) => startsWith(head, 'PAR1')],
  ['json', (head) => /^\s*(\{\s*["}]|\[\s*[[{\]"])/.test(textOf(head))],
];

const MISMATCH: Mark[] = [
  ['Excel (.xls)', (head) => startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])],
  ['PDF', (head) => startsWith(head, '%PDF')],
  ['Parquet (PARE)', (head) => startsWith(head, 'PARE')],
  ['PNG', (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47])],
  ['JPEG', (head) => startsWith(head, [0xff, 0xd8, 0xff])],
  ['SQLite', (head) => startsWith(head, 'SQLite format 3')],
  ['HTML', (head) => /^\s*<(!doctype|html|table|head|body|meta)\b/i.test(textOf(head))],
  ['XML', (head) => /^\s*<\?xml/i.test(textOf(head))],
];

const UNSUPPORTED: Mark[] = [
  ['bzip2', (head) => startsWith(head, 'BZh')],
  ['xz', (head) => startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a])],
  ['7z', (head) => startsWith(head, [0x37, 0x7a, 0xbc, 0xaf])],
  ['RAR', (head) => startsWith(head, 'Rar!')],
  ['Zstandard', (head) => startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])],
  ['tar', (head) => startsWith(head.subarray(257), 'ustar')],
];

/** Ends of names by which people know each kind; other ends say nothing. */
const ENDINGS: Record<Container, readonly string[]> = {
  text: ['csv', 'tsv', 'tab', 'txt'],
  gzip: ['gz', 'gzip'],
  xlsx: ['xlsx', 'xlsm'],
  jsonl: ['jsonl', 'ndjson', 'json'],
  parquet: ['parquet'],
};

const NAMES: Record<Container, string> = {
  text: 'CSV',
  gzip: 'gzip',
  xlsx: 'Excel (.xlsx)',
  jsonl: 'JSON',
  parquet: 'Parquet',
};

const startsWith = (head: Buffer, mark: string | number[]): boolean => {
  const bytes = typeof mark === 'string' ? Buffer.from(mark, 'latin1') : Buffer.from(mark);
  return head.subarray(0, bytes.length).equals(bytes);
};

const textOf = (head: Buffer): string => head.toString('latin1').replace(/^\xef\xbb\xbf/, '');

/** Says what a file is; refuses by its first bytes what cannot be read, and names it. */
export function contentOf(head: Buffer): Content {
  const other = MISMATCH.find(([, is]) => is(head))?.[0];
  if (other) throw new FileProblem('F_FORMAT_MISMATCH', 0, other);
  const packed = UNSUPPORTED.find(([, is]) => is(head))?.[0];
  if (packed) throw new FileProblem('F_UNSUPPORTED_FORMAT', 0, packed);
  return READABLE.find(([, is]) => is(head))?.[0] ?? 'text';
}

/** Refuses what is no text of columns, and names what it is. */
export function mustBeText(head: Buffer): void {
  const content = contentOf(head);
  if (content === 'json' || content === 'parquet') throw mismatch(content === 'json' ? 'jsonl' : content);
  if (content !== 'text') throw new FileProblem('F_UNSUPPORTED_FORMAT', 0, content);
}

/** The end of a file's name in lower case and without its dot; empty when it has none. */
export const extensionOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Refuses a file whose name says another kind than its bytes do: somebody is mistaken about what it holds. */
export function mustFitName(container: Container, extension: string): void {
  const known = Object.values(ENDINGS).some((endings) => endings.includes(extension));
  if (known && !ENDINGS[container].includes(extension)) throw mismatch(container);
}

/** Also for a file of a readable kind that is cut off, damaged or encrypted. */
export const mismatch = (container: Container): FileProblem =>
  new FileProblem('F_FORMAT_MISMATCH', 0, NAMES[container]);
