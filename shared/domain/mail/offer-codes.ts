import { type Bilingual, both } from '../bilingual.ts';

/** Codes that one list holds at most. */
export const MOST_CODES = 500_000;
const LONGEST = 64;

/** A code is worth money: what is said of a line never quotes it. */
export interface OfferFault {
  /** 0 = the whole file. */
  line: number;
  message: Bilingual;
}

/** What a file says. lines = codes + repeated + refused.length; blank lines and the head count as none. */
export interface OfferCodes {
  lines: number;
  /** Each once, in the order of the file. */
  codes: string[];
  /** Lines whose code stands further up in the file. */
  repeated: number;
  refused: OfferFault[];
}

/** The first column of each line of a file of offer codes. */
export function readCodes(cells: readonly { line: number; cell: string }[]): OfferCodes {
  const filled = cells
    .map(({ line, cell }) => ({ line, code: cell.trim() }))
    .filter(({ code }) => code !== '');
  const rows = HEADS.has(headOf(filled[0]?.code ?? '')) ? filled.slice(1) : filled;
  const refused = rows.flatMap(({ line, code }) => {
    const message = faultOf(code);
    return message ? [{ line, message }] : [];
  });
  const good = rows.filter(({ code }) => !faultOf(code)).map(({ code }) => code);
  const codes = [...new Set(good)];
  return { lines: rows.length, codes, repeated: good.length - codes.length, refused };
}

const HEADS = new Set([
  ...['code', 'codes', 'offer', 'offercode', 'coupon', 'couponcode', 'voucher', 'vouchercode', 'promocode'],
  ...['discountcode', '优惠码', '优惠券', '优惠券码', '券码', '兑换码', '折扣码'],
]);

const headOf = (cell: string): string => cell.toLowerCase().replace(/[\s_-]/g, '');

function faultOf(code: string): Bilingual | undefined {
  if (Array.from(code).length > LONGEST) return LONG;
  if (/\p{C}/u.test(code)) return INVISIBLE;
  return /\s/u.test(code) ? SPACED : undefined;
}

const LONG = both(
  `the code has more than ${LONGEST} characters; write one code a line, in the first column`,
  `优惠码超过 ${LONGEST} 个字；请每行只写一个，放在第一列`,
);
const INVISIBLE = both(
  'the code has characters that cannot be seen; type it anew',
  '优惠码含有不可见字符；请重新输入',
);
const SPACED = both(
  'the code has a space in it; write one code a line, without spaces',
  '优惠码中间有空格；请每行只写一个，不要留空格',
);

export const OFFER_FAULTS = {
  name: both(
    'offer codes are uploaded as offers/<list>.csv or .txt, without sub-folders; the list’s name begins with a small letter and has letters, digits, - and _ only, e.g. offers/spring-2027.csv',
    '优惠码请上传为 offers/<名称>.csv 或 .txt，不要放在子文件夹中；名称以小写英文字母开头，只含英文字母、数字、- 和 _，例如 offers/spring-2027.csv',
  ),
  none: both('the file has no code; write one a line', '文件中没有优惠码；请每行写一个'),
  many: both(
    `a list holds at most ${MOST_CODES.toLocaleString('en-US')} codes; begin another list for the rest`,
    `每个列表最多 ${MOST_CODES.toLocaleString('en-US')} 个优惠码；其余的请另建列表`,
  ),
} as const;

/** The list that an upload's key names; `undefined` where it names none. */
export const listOf = (key: string): string | undefined =>
  /^offers\/([a-z][a-zA-Z0-9_-]{0,63})\.(?:csv|txt)$/.exec(key)?.[1];
