import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { Receipt } from '../../shared/contract/plan.ts';
import type { Snapshot } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { isNobody } from '../../shared/domain/erasure/person.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Shop } from './batch.ts';

/** Enough for one query over two columns of the features. */
export const MEMORY_MB = 1024;

type Lake = Pick<Shop, 'lake'>;

export interface Found {
  receipt: Receipt;
  part: number;
}

/** The receipt of the current snapshot, by the customer's id, else by his e-mail address. */
export async function findReceipt(shop: Lake, snapshot: Snapshot | null, customer: string): Promise<Found> {
  if (!snapshot) throw notFound();
  const found = await byId(shop, snapshot, customer);
  if (found) return found;
  for (const id of customer.includes('@') ? await idsOf(shop, snapshot, customer) : []) {
    const named = await byId(shop, snapshot, id);
    if (named) return named;
  }
  throw notFound();
}

/** Parts hold ascending ids, so that few of many are read; one without receipts tells nothing of its ids. */
async function byId({ lake }: Lake, { runId, parts }: Snapshot, id: string): Promise<Found | undefined> {
  const folder = openRunFolder(lake);
  let [low, high] = [0, parts - 1];
  while (low <= high) {
    const part = Math.floor((low + high) / 2);
    const receipts = (await folder.receipts(runId, part)).filter((one) => !isNobody(one.customerId));
    const receipt = receipts.find(({ customerId }) => customerId === id);
    if (receipt) return { receipt, part };
    if (receipts.length === 0) return inAnyPart(folder, runId, parts, id);
    if (receipts.every(({ customerId }) => isBefore(id, customerId))) high = part - 1;
    else low = part + 1;
  }
  return undefined;
}

async function inAnyPart(
  folder: ReturnType<typeof openRunFolder>,
  runId: string,
  parts: number,
  id: string,
): Promise<Found | undefined> {
  for (let part = 0; part < parts; part += 1) {
    const receipt = (await folder.receipts(runId, part)).find(({ customerId }) => customerId === id);
    if (receipt) return { receipt, part };
  }
  return undefined;
}

/** The engine sorts texts by their bytes. */
const isBefore = (a: string, b: string): boolean => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;

/** Whose address it is; several customers may share one. */
async function idsOf({ lake }: Lake, { runId, parts }: Snapshot, address: string): Promise<string[]> {
  const keys = Array.from({ length: parts }, (_, part) => runKeys.features(runId, part));
  const rows = await openWorkbench(
    lake,
    MEMORY_MB,
  )(async (bench) => {
    await bench.fetch('features', { customer_id: 'VARCHAR', email: 'VARCHAR' }, keys);
    const query = 'SELECT customer_id FROM features WHERE lower(email) = lower(?) ORDER BY customer_id';
    return bench.rows(query, [address]);
  });
  const ids = rows.map(({ customer_id }) => String(customer_id));
  if (ids.length > 1) throw several(ids);
  return ids;
}

const SHOWN = 10;

/** The ids are for the terminal of whoever asks. */
export function several(ids: readonly string[]): Refusal {
  const list = ids.slice(0, SHOWN).join(', ');
  return new Refusal(
    'E_SEVERAL_CUSTOMERS',
    both(
      `${ids.length} customers have that address: ${list}.`,
      `有 ${ids.length} 位客户使用该邮箱：${list}。`,
    ),
    both('Name one of them by the id.', '请改用其中一个客户编号。'),
  );
}

const notFound = (): Refusal =>
  new Refusal(
    'E_NO_CUSTOMER',
    both('No such customer was graded in the last committed run.', '上一次已提交的运行中没有这位客户。'),
    both(
      'Write the id as the orders export has it, or the e-mail address.',
      '请按订单文件中的写法输入客户编号，或输入邮箱。',
    ),
  );
