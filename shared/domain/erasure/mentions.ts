import { normalPhone } from '../phone.ts';
import { customerIdsOf, type Person } from './person.ts';

/** What stands where he stood in a text. */
const GONE = '—';

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Without the country, which people leave out. */
const atHome = (phone: string): string => digitsOf(phone.replace(/^\+86/, ''));

/** Long enough, and mixed enough, that it means nothing else: `c00` is a colour too, and `10023` an amount. */
const isUnmistakable = (id: string): boolean =>
  /\d{8,}/.test(id) || id.includes('@') || (id.length >= 6 && /\p{L}/u.test(id) && /\d/.test(id));

/** A count, an amount or a date, whoever has an id of the same digits; a phone has more of them. */
const isFigure = (text: string): boolean =>
  /^-?\d+\.\d{2,}$/.test(text) || (/^[\d.,:-]+$/.test(text) && digitsOf(text).length < 10);

/** Fewer digits, parted as people like, are a date too. */
const isSpeltInTexts = (phone: string): boolean => digitsOf(phone).length >= (phone.startsWith('+') ? 9 : 11);

/** Signs before which nothing of his begins: an address or a number goes on there. The name of a file joins words with more. */
const [IN_TEXTS, IN_FILE_NAMES] = ['\\p{L}\\p{N}._+-', '\\p{L}\\p{N}'];

/** How texts are searched for a person; made once for many of them. */
export function mentionsOf(person: Person) {
  const called = customerIdsOf(person).flatMap((id) => [id.toLowerCase(), JSON.stringify(id).slice(1, -1)]);
  const needles = [...new Set([...called, ...[...person.orders].map((order) => order.toLowerCase())])];
  const phones = [...person.phones].map(atHome);
  const pattern = patternOf(person, IN_TEXTS);
  const inNames = patternOf(person, IN_FILE_NAMES);

  /** Whether a look at the text is worth while: it may name him, or something that looks alike. */
  function maybe(text: string): boolean {
    const plain = text.toLowerCase();
    if (needles.some((needle) => plain.includes(needle))) return true;
    if (phones.length === 0) return false;
    const digits = digitsOf(text);
    return phones.some((phone) => digits.includes(phone));
  }

  /**
   * The text without his addresses, phones and unmistakable ids; the same text where it has none. A text that is an id of
   * his and no more is as well a tier, a mode or a rule: only its field or column can tell.
   */
  const without = (text: string): string => {
    const whole = text.trim();
    const isWord =
      person.ids.has(whole) && !whole.includes('@') && !person.phones.has(normalPhone(whole) ?? '');
    return pattern === undefined || isWord || isFigure(whole) ? text : text.replace(pattern, GONE);
  };

  /** The name of a file, or a text with such names, without what would name him by itself: `orders_a@b.example.csv`. */
  const inFileNames = (text: string): string => (inNames === undefined ? text : text.replace(inNames, GONE));

  /** Whether a cell of unknown meaning is an id of his that means nothing else. */
  const isDistinctId = (cell: string): boolean => person.ids.has(cell) && isUnmistakable(cell);

  return {
    person,
    maybe,
    without,
    inFileNames,
    isDistinctId,
    names: (text: string) => without(text) !== text,
  };
}

export type Mentions = ReturnType<typeof mentionsOf>;

function patternOf({ ids, emails, phones }: Person, notAfter: string): RegExp | undefined {
  const texts = [...[...ids].filter(isUnmistakable), ...emails].map(escaped);
  // People part the digits as they like.
  const spelt = [...phones]
    .filter(isSpeltInTexts)
    .map((phone) => `\\d{0,3}${[...atHome(phone)].join('[\\s.()-]{0,2}')}`);
  const all = [...texts, ...spelt].sort((a, b) => b.length - a.length);
  return all.length === 0
    ? undefined
    : new RegExp(`(?<![${notAfter}])\\+?(?:${all.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}
