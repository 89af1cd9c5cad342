/** The records of this text cannot be told apart here; the slower reader must say what is wrong with it. */
export class Unscannable extends Error {
  override name = 'Unscannable';
}

export interface RecordTakers {
  /** Takes a record that begins at `from`, if it is plain; gives the place behind its line end, else -1. */
  plain(bytes: Uint8Array, from: number, line: number): number;
  /** Takes any other record, which stands on so many lines. */
  other(cells: string[], line: number, lines: number): void;
  /** The bytes that `plain` saw are about to change. */
  flush(): void;
}

const WINDOW = 1 << 20;
const [NEWLINE, RETURN, QUOTE] = [10, 13, 34];

/**
 * Cuts UTF-8 bytes into records as RFC 4180 has it, and offers each with the line it begins on. A record ends where a
 * line does unless a quote is open; what breaks the rules, or is longer than a megabyte, is Unscannable.
 */
export async function scanRecords(
  source: AsyncIterable<Uint8Array>,
  delimiter: string,
  takers: RecordTakers,
): Promise<void> {
  const comma = delimiter.charCodeAt(0);
  let window = new Uint8Array(2 * WINDOW);
  let filled = 0;
  let line = 1;

  /** Takes what is complete before `end`; keeps the rest. */
  function take(end: number): void {
    let at = 0;
    while (at < end) {
      const next = takers.plain(window, at, line);
      if (next > 0) {
        at = next;
        line += 1;
        continue;
      }
      const record = recordAt(Buffer.from(window.buffer), at, end, comma);
      if (!record) break;
      takers.other(record.cells, line, record.lines);
      at = record.next;
      line += record.lines;
    }
    takers.flush();
    window.copyWithin(0, at, filled);
    filled -= at;
  }

  for await (const chunk of source) {
    if (filled > WINDOW) throw new Unscannable();
    if (filled + chunk.length >= window.length) window = grown(window, 2 * (filled + chunk.length));
    window.set(chunk, filled);
    filled += chunk.length;
    take(window.lastIndexOf(NEWLINE, filled - 1) + 1);
  }
  if (filled === 0) return;
  if (window[filled - 1] !== NEWLINE) window[filled++] = NEWLINE;
  take(filled);
  if (filled > 0) throw new Unscannable();
}

function grown(window: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(window);
  return larger;
}

interface Found {
  cells: string[];
  next: number;
  lines: number;
}

/** The record at `from`; `null` when its quote is still open at `end`. */
function recordAt(bytes: Buffer, from: number, end: number, comma: number): Found | null {
  const cells: string[] = [];
  let lines = 1;
  for (let at = from; ; ) {
    const quoted = bytes[at] === QUOTE;
    const stop = quoted ? closingQuote(bytes, at + 1, end) : cellEnd(bytes, at, comma);
    if (stop < 0) return null;
    const text = bytes.toString('utf8', quoted ? at + 1 : at, stop);
    cells.push(quoted ? text.replaceAll('""', '"') : text);
    if (quoted) lines += lineEnds(text);
    at = quoted ? stop + 1 : stop;
    if (bytes[at] === comma) at += 1;
    else if (bytes[at] === NEWLINE) return { cells, next: at + 1, lines };
    else if (bytes[at] === RETURN && bytes[at + 1] === NEWLINE) return { cells, next: at + 2, lines };
    else throw new Unscannable();
  }
}

function cellEnd(bytes: Buffer, from: number, comma: number): number {
  let at = from;
  for (let byte = bytes[at]; byte !== comma && byte !== NEWLINE && byte !== RETURN; byte = bytes[at]) {
    if (byte === QUOTE) throw new Unscannable();
    at += 1;
  }
  return at;
}

function closingQuote(bytes: Buffer, from: number, end: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at >= 0 && at < end; at = bytes.indexOf(QUOTE, at + 2))
    if (bytes[at + 1] !== QUOTE) return at;
  return -1;
}

const lineEnds = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;
