const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMES = [
  'january february march april may june july august september october november december'.split(' '),
  'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
].flat();

/** `May 1, 2026 …`, `May-21-26`: the name leads. `21-May-2026`, `1 May 2026 …`: the day does. */
const NAME_FIRST = /^([a-z]{3,9})\.?[\s-](\d{1,2})(?:,\s*|[\s-])(\d{4}|\d{2})(?!\d)(.*)$/is;
const DAY_FIRST = /^(\d{1,2})[\s-]([a-z]{3,9})\.?(?:,\s*|[\s-])(\d{4}|\d{2})(?!\d)(.*)$/is;

export interface NamedDate {
  year: string;
  month: string;
  day: string;
  rest: string;
}

/** 1 to 12, or nothing for a word that is no English month. */
export function monthNumber(name: string): number | undefined {
  const word = name.toLowerCase();
  const known = NAMES.includes(word) || word === 'sept';
  return known ? MONTHS.indexOf(word.slice(0, 3)) + 1 : undefined;
}

/** A date whose month is a word: it can be read in one way only. */
export function nameDate(text: string): NamedDate | undefined {
  const first = NAME_FIRST.exec(text);
  if (first) {
    const [, month = '', day = '', year = '', rest = ''] = first;
    return { year, month, day, rest };
  }
  const [, day = '', month = '', year = '', rest = ''] = DAY_FIRST.exec(text) ?? [];
  return year === '' ? undefined : { year, month, day, rest };
}
