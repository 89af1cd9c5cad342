import { both } from '../bilingual.ts';
import { normalPhone } from '../phone.ts';
import { Refusal } from '../refusal.ts';

type Kind = 'ids' | 'emails' | 'phones';

interface Found {
  /** As the request names him, in the form of the lake. */
  asked: string;
  /** What tells people apart: a row is of whom its first of these names. */
  by: Kind[];
  ids: string[];
  emails: string[];
  phones: string[];
  names: string[];
  orders: string[];
  shared: string[];
}

/** More ids than one person ever has under one address, where addresses tell people apart: it is a placeholder. */
const MOST_IDS = 20;

/** Of nobody. */
export const NO_NAMES: Found = {
  ...{ asked: '', by: ['ids', 'emails', 'phones'] },
  ...{ ids: [], emails: [], phones: [], names: [], orders: [], shared: [] },
};

const KINDS: Readonly<Record<string, Kind>> = { customer_id: 'ids', email: 'emails', phone: 'phones' };

/** What else may name him follows the policy's identity: a row without any key of it can still be about him. */
const orderOf = (identity: readonly string[]): Kind[] => [
  ...new Set([...identity, ...Object.keys(KINDS)].flatMap((key) => KINDS[key] ?? [])),
];

/**
 * By what the search for a person begins: an id, or what is one by the policy's identity. Digits may be either; only what
 * can be no id, for its `+`, asks whose phone it is.
 */
export function begunWith(customer: string, identity: readonly string[]): Found {
  const text = customer.trim();
  const nobody = { ...NO_NAMES, by: orderOf(identity), ids: [text] };
  const address = text.toLowerCase();
  if (text.includes('@')) return { ...nobody, asked: address, emails: [address] };
  const hasIds = identity.includes('customer_id');
  const phone = normalPhone(text);
  if (phone === null || (hasIds && !(identity.includes('phone') && isLikePhone(phone))))
    return { ...nobody, asked: text };
  return { ...nobody, asked: hasIds && !text.startsWith('+') ? text : phone, phones: [phone] };
}

/** Where customers have ids, fewer digits are an id, and perhaps somebody else's phone. */
const isLikePhone = (phone: string): boolean => phone.startsWith('+') || phone.length >= 10;

/** Whether a reading found another name of his. */
export const hasGrown = (before: Found, after: Found): boolean =>
  (['ids', 'emails', 'phones', 'names', 'orders', 'shared'] as const).some(
    (set) => before[set].length !== after[set].length,
  );

/** What was found by an address that turns out to be others' too is none of his: the search begins anew without it. */
export function begunAnew(begun: Found, before: Found, after: Found): Found {
  const { shared } = after;
  if (shared.length === before.shared.length) return after;
  const own = begun.by.slice(1).map((kind) => [kind, begun[kind].filter((one) => !shared.includes(one))]);
  return { ...begun, ...Object.fromEntries(own), shared };
}

/** As if nothing were others' too: what was shared stands among the kinds of key that it may be of. */
export function ownAgain(found: Found): Found {
  const own = found.by
    .slice(1)
    .map((kind) => [kind, [...found[kind], ...found.shared.filter((one) => mayBe(kind, one))]]);
  return { ...found, ...Object.fromEntries(own), shared: [] };
}

function mayBe(kind: Kind, text: string): boolean {
  if (kind === 'emails') return text.includes('@');
  return kind === 'phones' ? normalPhone(text) === text : !/[@+]/.test(text);
}

/**
 * The kinds of key by which whoever was asked for by a lesser key is still to be told, best first; none where he is told
 * already.
 */
export function untold({ asked, by, ...found }: Found): Kind[] {
  const kind = (['emails', 'phones', 'ids'] as const).find((each) => found[each].includes(asked));
  const better = by.slice(0, kind ? by.indexOf(kind) : 0);
  const isTold = better.some((kind) => found[kind].some((one) => one.toLowerCase() !== asked));
  return isTold ? [] : better;
}

/** Several people stand under what was asked for, and none has it for his id: to take one of them would be a guess. */
export function mustBeHis({ asked, shared }: Found, rows: number): void {
  if (rows > 0 || !shared.includes(asked)) return;
  throw new Refusal(
    'E_SEVERAL_CUSTOMERS',
    both('Several customers stand under it; nothing was done.', '该邮箱或号码下有多位客户，未执行任何操作。'),
    both(
      'Name the one that is meant by the customer id; others may not want it.',
      '请用客户编号指明是哪一位；其他人未必同意。',
    ),
  );
}

export const identifiersOf = ({ ids, emails, phones, names }: Found): number =>
  new Set([...ids, ...emails, ...phones, ...names]).size;

/** Refuses what would erase more than one person. */
export function mustBeOne({ ids }: Found): void {
  if (ids.length <= MOST_IDS) return;
  throw new Refusal(
    'E_ERASE_MANY',
    both(
      `${ids.length} customer ids stand under this person's addresses; nothing was erased.`,
      `此人的邮箱下共有 ${ids.length} 个客户编号，未删除任何内容。`,
    ),
    both(
      'An address that many share is nobody’s own: correct it in the customers export, upload that, and ask again.',
      '多人共用的邮箱不属于任何一个人：请在客户文件中更正后重新上传，再提交请求。',
    ),
  );
}

export const nobodyOfThatName = (): Refusal =>
  new Refusal(
    'E_NO_CUSTOMER',
    both('Nothing is held of such a customer.', '系统中没有这位客户的任何数据。'),
    both(
      'Write the customer id as the exports have it, the e-mail address, or the phone number.',
      '请输入客户编号（写法与上传文件一致）、邮箱或手机号。',
    ),
  );
