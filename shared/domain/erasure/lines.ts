import type { Mentions } from './mentions.ts';
import { ERASED_SKIP, isHis } from './person.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields of his own lines that say who he is, and what stands there afterwards. */
const CLEARED: Fields = { address: null, name: null, email: '', phone: null, why: '' };
/** Columns of the shop's own files: what their texts say nobody knows. */
const OF_THE_SHOP = ['columns', 'seen'];
const CUSTOMER = ['customerId', 'customer_id'];

/**
 * A value of JSON without a person. Lines about him stay, so that every count stays, and are nobody's; the very same value
 * where it does not name him.
 */
export function withoutPerson(value: unknown, mentions: Mentions): unknown {
  if (typeof value === 'string') return mentions.without(value);
  if (Array.isArray(value))
    return kept(
      value,
      value.map((each) => withoutPerson(each, mentions)),
    );
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Fields;
  return isAbout(fields, mentions) ? anonymous(fields, mentions) : eachField(fields, mentions);
}

const isAbout = (fields: Fields, { person }: Mentions): boolean =>
  CUSTOMER.some((name) => typeof fields[name] === 'string' && isHis(person, fields[name]));

function anonymous(fields: Fields, mentions: Mentions): Fields {
  const entries = Object.entries(fields).map(([name, cell]) => [name, anonymousCell(name, cell, mentions)]);
  const line = Object.fromEntries(entries);
  // A mail that was never to go out keeps its reason.
  return 'campaignId' in line && line.skip === null ? { ...line, skip: skipOf(fields) } : line;
}

const skipOf = ({ address }: Fields): string =>
  address === null || address === '' ? 'no_address' : ERASED_SKIP;

function anonymousCell(name: string, cell: unknown, mentions: Mentions): unknown {
  if (CUSTOMER.includes(name)) return mentions.person.nobody(String(cell));
  if (name in CLEARED && typeof cell === 'string') return CLEARED[name];
  if (OF_THE_SHOP.includes(name)) return withoutTexts(name, cell);
  return withoutPerson(cell, mentions);
}

/** `columns` lose their texts, `seen` knows that there was one. */
function withoutTexts(name: string, cell: unknown): unknown {
  const entries = Object.entries((cell ?? {}) as Fields);
  if (name === 'columns') return Object.fromEntries(entries.filter(([, one]) => typeof one !== 'string'));
  return Object.fromEntries(entries.map(([key, one]) => [key, typeof one === 'string' ? null : one]));
}

/** Names of fields may hold what a text may. */
function eachField(fields: Fields, mentions: Mentions): Fields {
  const entries = Object.entries(fields);
  const after = entries.map(
    ([name, cell]) => [mentions.without(name), fieldCell(name, cell, mentions)] as const,
  );
  const isSame = after.every(([name, cell], i) => name === entries[i]?.[0] && cell === entries[i]?.[1]);
  return isSame ? fields : Object.fromEntries(after);
}

/** A `key` is the name of an upload. */
const fieldCell = (name: string, cell: unknown, mentions: Mentions): unknown =>
  name === 'key' && typeof cell === 'string' ? mentions.inFileNames(cell) : withoutPerson(cell, mentions);

const kept = (before: readonly unknown[], after: readonly unknown[]): readonly unknown[] =>
  after.every((each, i) => each === before[i]) ? before : after;

/** JSON Lines without a person: lines that do not name him stay as they are, byte for byte; undefined where none does. */
export function linesWithout(text: string, mentions: Mentions): string | undefined {
  let touched = false;
  const lines = text.split('\n').map((line) => {
    if (line === '' || !mentions.maybe(line)) return line;
    const before: unknown = JSON.parse(line);
    const after = withoutPerson(before, mentions);
    touched ||= after !== before;
    return after === before ? line : JSON.stringify(after);
  });
  return touched ? lines.join('\n') : undefined;
}

/** One JSON document likewise. */
export function jsonWithout(text: string, mentions: Mentions): string | undefined {
  if (!mentions.maybe(text)) return undefined;
  const before: unknown = JSON.parse(text);
  const after = withoutPerson(before, mentions);
  return after === before ? undefined : JSON.stringify(after, null, 1);
}
