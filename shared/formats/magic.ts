import { FileProblem } from './profile.ts';

const MISMATCH: [string, (head: Buffer) => boolean][] = [
  ['Excel (.xls)', (head) => startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])],
  ['PDF', (head) => startsWith(head, '%PDF')],
  ['Parquet', (head) => startsWith(head, 'PAR1')],
  ['PNG', (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47])],
  ['JPEG', (head) => startsWith(head, [0xff, 0xd8, 0xff])],
  ['SQLite', (head) => startsWith(head, 'SQLite format 3')],
  ['HTML', (head) => /^\s*<(!doctype|html|table|head|body|meta)\b/i.test(textOf(head))],
  ['XML', (head) => /^\s*<\?xml/i.test(textOf(head))],
  ['JSON', (head) => /^\s*(\{\s*["}]|\[\s*[[{\]"])/.test(textOf(head))],
];

const UNSUPPORTED: [string, (head: Buffer) => boolean][] = [
  ['gzip', (head) => startsWith(head, [0x1f, 0x8b])],
  ['zip', (head) => startsWith(head, [0x50, 0x4b, 0x03, 0x04])],
  ['zip', (head) => startsWith(head, [0x50, 0x4b, 0x05, 0x06])],
  ['bzip2', (head) => startsWith(head, 'BZh')],
  ['xz', (head) => startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a])],
  ['7z', (head) => startsWith(head, [0x37, 0x7a, 0xbc, 0xaf])],
  ['RAR', (head) => startsWith(head, 'Rar!')],
  ['Zstandard', (head) => startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])],
];

const startsWith = (head: Buffer, mark: string | number[]): boolean => {
  const bytes = typeof mark === 'string' ? Buffer.from(mark, 'latin1') : Buffer.from(mark);
  return head.subarray(0, bytes.length).equals(bytes);
};

const textOf = (head: Buffer): string => head.toString('latin1').replace(/^\xef\xbb\xbf/, '');

/** Refuses by its first bytes what is no text of columns, and names what it is. */
export function mustBeText(head: Buffer): void {
  const workbook = startsWith(head, [0x50, 0x4b]) && /\[Content_Types\]|xl\//.test(head.toString('latin1'));
  const other = workbook ? 'Excel (.xlsx)' : MISMATCH.find(([, is]) => is(head))?.[0];
  if (other) throw new FileProblem('F_FORMAT_MISMATCH', 0, other);
  const packed = UNSUPPORTED.find(([, is]) => is(head))?.[0];
  if (packed) throw new FileProblem('F_UNSUPPORTED_FORMAT', 0, packed);
}
