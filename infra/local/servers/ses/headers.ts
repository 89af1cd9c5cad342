import { addressParser, decodeWords } from 'postal-mime';
import { invalid } from './errors.ts';

/** One header field; `text` is unfolded and readable, `raw` the bytes as Latin-1. */
interface Field {
  name: string;
  text: string;
  raw: string;
}

export interface Message {
  fields: Field[];
  body: Buffer;
}

/** Fields that a mail may have once. */
const SINGLE = [
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'subject',
  'date',
  'message-id',
  'content-type',
];
const BLANK_LINES = ['\r\n\r\n', '\n\n'];

/** Cuts a raw mail into its header fields and the rest, as strictly as SES does. */
export function readMessage(raw: Buffer): Message {
  const ends = BLANK_LINES.map((line) => ({ at: raw.indexOf(line), length: line.length }));
  const end = ends.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0];
  const head = raw.toString('latin1', 0, end?.at ?? raw.length);
  const fields = head
    .split(/\r?\n(?![ \t])/)
    .filter(Boolean)
    .map(readField);
  for (const name of SINGLE) {
    if (fields.filter((field) => field.name === name).length > 1)
      throw invalid(`Duplicate header '${name}'.`);
  }
  return { fields, body: end ? raw.subarray(end.at + end.length) : Buffer.alloc(0) };
}

function readField(raw: string): Field {
  const colon = raw.indexOf(':');
  const name = raw.slice(0, Math.max(colon, 0)).trim().toLowerCase();
  if (!name) throw invalid('Empty header names are illegal.');
  const folded = Buffer.from(raw.slice(colon + 1), 'latin1').toString('utf8');
  return { name, text: folded.replace(/\r?\n(?=[ \t])/g, '').trim(), raw };
}

function textOf(message: Message, name: string): string | undefined {
  return message.fields.find((field) => field.name === name)?.text;
}

export function subjectOf(message: Message): string {
  return decodeWords(textOf(message, 'subject') ?? '');
}

/** The bare addresses of the named fields. */
export function addressesOf(message: Message, ...names: string[]): string[] {
  return names.flatMap((name) =>
    addressParser(textOf(message, name) ?? '', { flatten: true }).flatMap(({ address }) => address ?? []),
  );
}

/** The address without a display name around it. */
export function bare(given: string): string {
  if (!given.includes('<')) return given.trim();
  return addressParser(given, { flatten: true })[0]?.address || given;
}

/** The mail as it leaves SES: with an identity and a date of its own, and nobody's hidden copies. */
export function stamped(message: Message, messageId: string, at: Date): Buffer {
  const kept = message.fields.filter(({ name }) => !['message-id', 'date', 'bcc'].includes(name));
  const own = [`Message-ID: <${messageId}@email.amazonses.com>`, `Date: ${mailDate(at)}`];
  const head = [...kept.map(({ raw }) => raw), ...own].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), message.body]);
}

const mailDate = (at: Date): string => at.toUTCString().replace('GMT', '+0000');
