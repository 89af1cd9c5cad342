import { type Readable, Transform } from 'node:stream';
import type { Text } from './decode.ts';

/**
 * `="123"` in a cell without quotes of its own: how some exports keep a spreadsheet from counting with an order number.
 * It is no CSV. No CSV that quotes its cells by the rules can hold it, since there a quote inside a cell is doubled.
 */
const GUARD = /(^|[,;\t|\r\n])="([^",;\t|\r\n]+)"(?=[,;\t|\r\n]|$)/;
const GUARDS = /(^|[,;\t|\r\n])="([^",;\t|\r\n]*)"(?=[,;\t|\r\n]|$)/g;
/** No record of a file is longer; what has no end of line for so long is handed on as it is. */
const LONGEST = 2 * 1024 * 1024;

/** Whether a file guards cells so, by its beginning. */
export const hasBareGuards = (head: string): boolean => GUARD.test(head);

/** A text without the guards, where its beginning has any. */
export function unguarded(text: Text, head: string): Text {
  if (!hasBareGuards(head)) return text;
  const open = () => withoutBareGuards(text.open());
  return { ...text, open, blocks: open };
}

/** A stream of UTF-8 without the guards. */
export function withoutBareGuards(source: Readable): Readable {
  const transform = guardRemover();
  source.on('error', (error) => transform.destroy(error));
  transform.on('close', () => source.destroy());
  return source.pipe(transform);
}

/** Works on whole lines; as Latin-1, in which bytes above ASCII pass untouched. */
function guardRemover(): Transform {
  let held = '';
  const bare = (text: string): Buffer => Buffer.from(text.replace(GUARDS, '$1$2'), 'latin1');
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const text = held + chunk.toString('latin1');
      const end = lineEnd(text) || (text.length > LONGEST ? text.length : 0);
      held = text.slice(end);
      done(null, bare(text.slice(0, end)));
    },
    flush(done) {
      done(null, bare(held));
    },
  });
}

const lineEnd = (text: string): number => Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
