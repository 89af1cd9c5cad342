import { type Bilingual, both } from './bilingual.ts';
import { byPlace, bytesOf, newestReadings, type Placed, versionOf } from './inventory.ts';
import { Refusal } from './refusal.ts';

/** What must be known of an upload to withdraw it. */
export interface Withdrawable extends Placed {
  withdrawn?: { by: string } | undefined;
}

/** One upload, by its id or by the key that it was put under; `all`: every upload of the same bytes. */
export interface WithdrawalAsked {
  intakeId?: string | undefined;
  key?: string | undefined;
  all: boolean;
  /** Names the asking, so that asked twice it takes out once. */
  by: string;
}

export interface Choice<T> {
  /** To be taken out, or taken out by this very asking already. */
  uploads: T[];
  /** What follows and may not be meant. */
  notes: Bilingual[];
}

/**
 * Which uploads a withdrawal takes out: of uploads of the same bytes the newest alone, so that the one before it counts
 * again at its own place. An upload that was read several times is one, by whichever reading it is named. Throws a
 * Refusal when it is not clear which is meant.
 */
export function chooseWithdrawal<T extends Withdrawable>(
  intakes: readonly T[],
  asked: WithdrawalAsked,
): Choice<T> {
  const current = new Set(newestReadings(intakes));
  const counts = (one: T) => one.status === 'committed' && current.has(one);
  const open = intakes.filter((one) => counts(one) || one.withdrawn?.by === asked.by);
  const named = open.filter(isNamed(intakes, asked));
  const target = theOne(intakes, named, asked);
  const alike = open.filter((one) => bytesOf(one) === bytesOf(target));
  const uploads = asked.all ? alike : [target];
  const left = open.filter((one) => counts(one) && !uploads.includes(one));
  return { uploads, notes: notesOn(left, target) };
}

function isNamed(intakes: readonly Withdrawable[], { intakeId, key }: WithdrawalAsked) {
  const versions = new Set(intakes.filter((one) => one.intakeId === intakeId).map(versionOf));
  return (one: Withdrawable): boolean => one.key === key || versions.has(versionOf(one));
}

function theOne<T extends Withdrawable>(intakes: readonly T[], named: T[], asked: WithdrawalAsked): T {
  // A call that was killed goes on with what it had begun, not with what is the newest now.
  const begun = named.find(({ withdrawn }) => withdrawn?.by === asked.by);
  const [first, ...rest] = named.toSorted(byPlace).reverse();
  const target = begun ?? first;
  if (!target) throw notThere(intakes, asked);
  if (!begun && rest.some((one) => bytesOf(one) !== bytesOf(target))) throw several([target, ...rest]);
  return target;
}

function notesOn<T extends Withdrawable>(left: readonly T[], target: T): Bilingual[] {
  const again = left
    .filter((one) => bytesOf(one) === bytesOf(target))
    .sort(byPlace)
    .at(-1);
  const orders = left.some(({ kind }) => kind === 'orders');
  return [...(again ? [countsAgain(again)] : []), ...(orders ? [] : [NOTHING_LEFT])];
}

const countsAgain = ({ key, uploadedAt, intakeId }: Withdrawable): Bilingual =>
  both(
    `The same bytes were also uploaded as ${key} at ${uploadedAt} (${intakeId}); that upload counts again. With --all it is taken out too.`,
    `相同内容还曾于 ${uploadedAt} 以 ${key} 上传（${intakeId}），那次上传将重新生效。加上 --all 可一并撤回。`,
  );

const NOTHING_LEFT = both(
  'No orders export is left: the next run refuses with E_NO_EXPORT until one is uploaded. Tiers stay as they are.',
  '已没有任何订单文件：在重新上传之前，下一次运行会以 E_NO_EXPORT 拒绝。现有等级保持不变。',
);

const several = (uploads: readonly Withdrawable[]): Refusal =>
  new Refusal(
    'E_WITHDRAW_WHICH',
    both(
      `Several different uploads under this key count: ${listed(uploads)}.`,
      `该文件名下有多次内容不同的上传都在生效：${listed(uploads)}。`,
    ),
    both('Name the one that is meant by its id.', '请用编号指明要撤回哪一次上传。'),
  );

const listed = (uploads: readonly Withdrawable[]): string =>
  uploads.map(({ intakeId, uploadedAt }) => `${intakeId} (${uploadedAt})`).join(', ');

function notThere(intakes: readonly Withdrawable[], asked: WithdrawalAsked): Refusal {
  const found = intakes.filter(isNamed(intakes, asked));
  if (found.length === 0) return neverTaken();
  return found.some(({ status }) => status === 'withdrawn') ? withdrawnBefore() : wasRefused();
}

const neverTaken = (): Refusal =>
  new Refusal(
    'E_NO_UPLOAD',
    both('No upload of that key or id was ever taken in.', '没有找到这个文件或编号的上传记录。'),
    both(
      'Write the key as in the uploads bucket, e.g. orders/march.csv, or the id from its answer.',
      '请填写上传时的完整名称，例如 orders/march.csv，或回执中的上传编号。',
    ),
  );

const withdrawnBefore = (): Refusal =>
  new Refusal(
    'E_NOT_COMMITTED',
    both('That upload was withdrawn already.', '该文件此前已撤回。'),
    both('There is no need to withdraw it again.', '无需再次撤回。'),
  );

const wasRefused = (): Refusal =>
  new Refusal(
    'E_NOT_COMMITTED',
    both('That upload does not count: it was refused.', '这次上传未被采用，没有数据计入。'),
    both('There is nothing to withdraw.', '无需撤回。'),
  );
