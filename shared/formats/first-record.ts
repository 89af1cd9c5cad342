import { FileProblem } from './profile.ts';

/**
 * The first record of a text by RFC 4180; a trailing delimiter makes no column. `whole` = the text is all of the file,
 * so that a record without an end ends with it.
 */
export function firstRecord(text: string, delimiter: string, whole: boolean, line: number): string[] {
  const cells: string[] = [];
  let [cell, quoted, i] = ['', false, 0];
  for (; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (quoted && char === '"' && text[i + 1] === '"') i += 1;
    else if (char === '"' && (quoted || cell.trim() === '')) {
      quoted = !quoted;
      continue;
    } else if (!quoted && (char === '\n' || char === '\r')) break;
    else if (!quoted && char === delimiter) {
      cells.push(cell);
      cell = '';
      continue;
    }
    cell += char;
  }
  if (quoted) throw new FileProblem('F_MALFORMED_CSV', line);
  if (i === text.length && !whole) throw new FileProblem('F_LINE_TOO_LONG', line);
  return cell.trim() === '' && cells.length > 0 ? cells : [...cells, cell];
}
