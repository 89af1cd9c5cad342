import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { FileProblem } from '../formats/profile.ts';

const MAX_RECORD = 2 * 1024 * 1024;
const NEWLINES = /\r\n|\n|\r/g;

/**
 * Hands over every record of a UTF-8 stream with the line it begins on, blank lines too. What `onRecord` throws ends
 * the reading. Quotes must be closed and stand where they belong; without `quotes` they are letters.
 */
export async function readRecords(
  source: Readable,
  delimiter: string,
  onRecord: (cells: string[], line: number) => void,
  quotes = true,
): Promise<void> {
  let line = 1;
  const parser = parse({
    delimiter,
    quote: quotes ? '"' : null,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_RECORD,
    on_record: (cells: string[]) => {
      const begin = line;
      line += 1;
      for (const cell of cells) line += newlines(cell);
      onRecord(cells, begin);
      return null;
    },
  });
  parser.resume();
  try {
    await pipeline(source, parser);
  } catch (error) {
    throw error instanceof CsvError ? malformed(error, line) : error;
  }
}

function newlines(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(NEWLINES)?.length ?? 0;
}

/** A record that grew too long over several lines is one whose quote was never closed. */
function malformed(error: CsvError, line: number): FileProblem {
  const lines = Number((error as { lines?: number }).lines ?? line);
  const oneLine = error.code === 'CSV_MAX_RECORD_SIZE' && lines <= line;
  return new FileProblem(oneLine ? 'F_LINE_TOO_LONG' : 'F_MALFORMED_CSV', line);
}
