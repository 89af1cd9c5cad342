import type { Profile } from '../../shared/formats/profile.ts';
import type { Inspected } from './inspect-text.ts';

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** A platform's file: its whole header and rows by column name, every cell in quotes; `eol` ends each line. */
export function platformFile(
  { header }: Pick<Profile, 'header'>,
  rows: readonly Readonly<Record<string, string>>[],
  eol = '\r\n',
): string {
  const strange = rows.flatMap((row) => Object.keys(row)).find((name) => !header.includes(name));
  if (strange !== undefined) throw new Error(`the platform has no column ${strange}`);
  const lines = rows.map((row) => header.map((name) => row[name] ?? ''));
  return [[...header], ...lines].map((cells) => cells.map(quoted).join(',') + eol).join('');
}

/** Line and code of the rows that were refused. */
export const refusals = ({ problems }: Inspected): [line: number, code: string][] =>
  problems.filter(({ code }) => code.startsWith('R_')).map(({ line, code }) => [line, code]);
