/** Digits: the most that the world's numbering plan (E.164) allows, and the least that tell people apart. */
const [LONGEST, SHORTEST] = [15, 7];

const MOBILE = /^(?:0{0,2}86|0)?(1[3-9]\d{9})$/;
/** Marketplaces relay calls through a number with an extension, `17600001111-0123`: a new one for every order. */
const RELAYED = /^(?:0{0,2}86)?1[3-9]\d{10,}$/;
/** `1 (415) 555-2671`: its groups tell an American number from a Chinese one, its digits do not. */
const AMERICAN = /^1[\s.-]?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}$/;

const SEPARATORS = /[\s\p{Pd}\p{Cf}−.()[\]]/gu;
/** Quotes and the equals sign by which exports keep a spreadsheet from counting with the number. */
const GUARDS = /^[\s="'`\p{Cf}]+|["'`\s\p{Cf}]+$/gu;
const PLUS = /^\(?\+/;
/** `+44 (0)20 …`: the zero is dialled at home only. */
const ZERO_AT_HOME = /\(0\)/;
/** `13812345678.0`: a spreadsheet took it for a number. */
const DECIMAL = /\.0$/;

/** One digit over and over, seven zeros at the end, digits in their order, and the recharge hotline that everybody types. */
const NOBODYS = /^(\d)\1*$|0{7}$|^1234567(?:8(?:9(?:0(?:1)?)?)?)?$|^(?:86)?13800138000$/;

/**
 * One form of one number, the same under every policy: a Chinese mobile as `+8613812345678`, another that names its
 * country as `+` and digits, any other as its digits alone. Null for what belongs to nobody: masked, ciphered, relayed,
 * too short, too long, made up. Eleven digits from 13 to 19 without a plus or American groups are taken for Chinese.
 */
export function normalPhone(text: string): string | null {
  const plain = text.normalize('NFKC').replace(GUARDS, '').replace(DECIMAL, '');
  const named = PLUS.test(plain) || AMERICAN.test(plain);
  const digits = (named ? plain.replace(PLUS, '').replace(ZERO_AT_HOME, '') : plain).replace(SEPARATORS, '');
  if (!/^\d+$/.test(digits) || NOBODYS.test(digits)) return null;
  return named ? abroad(digits) : atHome(digits);
}

/** `digits` begin with the country. */
const abroad = (digits: string): string | null => (isPossible(digits) ? `+${digits}` : null);

function atHome(digits: string): string | null {
  const [, mobile] = MOBILE.exec(digits) ?? [];
  if (mobile !== undefined) return `+86${mobile}`;
  if (RELAYED.test(digits)) return null;
  if (/^00[1-9]/.test(digits)) return abroad(digits.slice(2));
  return isPossible(digits) ? digits : null;
}

const isPossible = ({ length }: string): boolean => length >= SHORTEST && length <= LONGEST;
