import { openWorkbench } from '../../shared/adapters/workbench.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { Snapshot } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { normalPhone } from '../../shared/domain/phone.ts';
import { counted } from '../../shared/domain/report/html.ts';
import type { Shop } from './batch.ts';
import { MEMORY_MB, several } from './explain-find.ts';

/** Who is meant, as the last committed run has it; ids are for the terminal of whoever asks alone. */
export interface Whom {
  /** Undefined = that run knows nobody of that name. */
  customerId: string | undefined;
  /** Other customers under his address, ascending. */
  others: string[];
}

/** Looks who goes, and who has the same address and stays. Refuses an address of several customers. */
export async function whomOf(
  { lake }: Pick<Shop, 'lake'>,
  snapshot: Snapshot | null,
  customer: string,
): Promise<Whom> {
  if (!snapshot) return { customerId: undefined, others: [] };
  const { runId, parts } = snapshot;
  const keys = Array.from({ length: parts }, (_, part) => runKeys.features(runId, part));
  const rows = await openWorkbench(
    lake,
    MEMORY_MB,
  )(async (bench) => {
    await bench.fetch('features', { customer_id: 'VARCHAR', email: 'VARCHAR' }, keys);
    return bench.rows(WHOM, [customer.trim(), normalPhone(customer)]);
  });
  const named = (his: boolean) => rows.filter((row) => row.his === his).map((row) => String(row.customer_id));
  const [customerId, ...more] = named(true);
  if (customerId !== undefined && more.length > 0) throw several([customerId, ...more]);
  return { customerId, others: named(false) };
}

/** Whoever has it for his id is meant; only where nobody has, who is known by that phone, and those whose address it is. */
const WHOM = `WITH asked AS (SELECT ?::VARCHAR AS text, ?::VARCHAR AS phone),
  by_id AS (SELECT customer_id, email FROM features, asked WHERE customer_id = text),
  his AS (FROM by_id UNION
    SELECT customer_id, email FROM features, asked WHERE (customer_id = phone OR lower(email) = lower(text)) AND NOT EXISTS (FROM by_id))
  SELECT customer_id, true AS his FROM his
  UNION ALL SELECT customer_id, false AS his FROM features
  WHERE lower(email) IN (SELECT lower(email) FROM his) AND customer_id NOT IN (SELECT customer_id FROM his)
  ORDER BY customer_id`;

const SHOWN = 10;

/** What is said of it before anybody confirms; `names` tells the ids as well. */
export function whomLines({ customerId, others }: Whom, names: boolean): Bilingual[] {
  if (customerId === undefined) return [UNKNOWN];
  const list = names ? ` (${others.slice(0, SHOWN).join(', ')})` : '';
  const their = counted(others.length);
  return [
    ...(names
      ? [both(`  meant: the customer ${customerId}, and nobody else`, `  对象：仅客户 ${customerId}`)]
      : []),
    others.length === 0
      ? both('  no other customer has this person’s address', '  没有其他客户使用此人的邮箱')
      : both(
          `  other customers with the same address: ${their}${list}. They stay, and so does their address: it goes from this person’s rows alone`,
          `  另有 ${their} 位客户${list}使用同一邮箱。这些客户及其邮箱保持不变，仅从此人的数据中清除该邮箱`,
        ),
  ];
}

const UNKNOWN = both(
  '  the last committed run knows nobody of that name; the exports are searched all the same',
  '  上一次已提交的运行中没有此人；仍会在导出数据中查找',
);
