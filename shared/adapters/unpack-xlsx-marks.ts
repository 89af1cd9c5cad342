/** Signs of money, wherever a format shows them; letters alone only count where they are a currency's code. */
const SIGN = /^[A-Za-z]{0,3}[$¥€£]$|^[元円]$/;
const CODES = new Set(Intl.supportedValuesOf('currency'));
/** Marks that no amount is written with, by their currency. */
const RARE: Readonly<Record<string, string>> = {
  ...{ RMB: 'CNY', 人民币: 'CNY', '₩': 'KRW', '₹': 'INR', '₽': 'RUB', '₫': 'VND', '฿': 'THB', '₺': 'TRY' },
  ...{ '₴': 'UAH', '₱': 'PHP', '₪': 'ILS', zł: 'PLN', R$: 'BRL', 'Fr.': 'CHF', RM: 'MYR', Rp: 'IDR' },
};

/**
 * Marks that several countries use, by the language that the format gives them: Excel's number of it, or its name.
 * English of the USA and Chinese of China are what people choose for any dollar and for any ¥.
 */
const BY_LANGUAGE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '¥': { 411: 'JPY', 'JA-JP': 'JPY' },
  kr: { '41D': 'SEK', 'SV-SE': 'SEK', 414: 'NOK', 'NB-NO': 'NOK', 406: 'DKK', 'DA-DK': 'DKK' },
  $: {
    ...{ 404: 'TWD', 'ZH-TW': 'TWD', C04: 'HKD', 'ZH-HK': 'HKD', '3C09': 'HKD', 'EN-HK': 'HKD' },
    ...{ 1004: 'SGD', 'ZH-SG': 'SGD', 4809: 'SGD', 'EN-SG': 'SGD', C09: 'AUD', 'EN-AU': 'AUD' },
    ...{ 1009: 'CAD', 'EN-CA': 'CAD', C0C: 'CAD', 'FR-CA': 'CAD', 1409: 'NZD', 'EN-NZ': 'NZD' },
    ...{ '80A': 'MXN', 'ES-MX': 'MXN', '2C0A': 'ARS', 'ES-AR': 'ARS', '340A': 'CLP', 'ES-CL': 'CLP' },
    ...{ '240A': 'COP', 'ES-CO': 'COP' },
  },
};

/** One after another: a quoted text, an escaped sign, padding, a number, a bracket, any other sign. */
const TOKEN = /"([^"]*)"|\\(.)|[_*].|general|\[([^\]]*)\]|(.)/gisu;

/** The currency that a format shows beside its numbers, as an amount may be written with it; '' = none. */
export function currencyMark(template: string): string {
  let text = '';
  for (const [, quoted, escaped, bracket, sign] of template.matchAll(TOKEN)) {
    if (sign === ';') break;
    const mark = bracket === undefined ? undefined : bracketMark(bracket);
    if (mark) return mark;
    // A place for a digit parts what stands before the number from what follows it.
    text += quoted ?? escaped ?? (sign !== undefined && /[\p{L}\p{Sc}]/u.test(sign) ? sign : '|');
  }
  return text.split('|').map(plainMark).find(isMark) ?? '';
}

/** Of `[$¥-804]` the mark; `[$-804]` is a language alone. Whatever is written there is meant as a currency. */
function bracketMark(bracket: string): string | undefined {
  const [, written = '', language = ''] = /^\$([^-]*)(?:-(.*))?$/s.exec(bracket) ?? [];
  const mark = plainMark(written);
  return BY_LANGUAGE[mark]?.[language.toUpperCase().replace(/^0+/, '')] ?? mark;
}

function plainMark(text: string): string {
  const mark = text.normalize('NFKC').replace(/\s/g, '');
  return Object.hasOwn(RARE, mark) ? (RARE[mark] ?? '') : mark;
}

const isMark = (text: string): boolean => SIGN.test(text) || CODES.has(text);

/** A number with its mark, as people write it: 元 follows, every other one leads. */
export const marked = (number: string, mark: string): string =>
  /^[元円]$/.test(mark) ? `${number}${mark}` : `${mark}${number}`;
