import { beforeAll, describe, expect, it } from 'vitest';
import type { Shop } from '../../../infra/cli/batch.ts';
import { findReceipt } from '../../../infra/cli/explain-find.ts';
import { putLines } from '../../../shared/adapters/lines.ts';
import { openWorkbench } from '../../../shared/adapters/workbench.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import { decide } from '../../../shared/domain/decide.ts';
import { basisOf, customer } from '../../support/grading.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

/** Ids as the engine sorts them: by their bytes; the third part holds nobody who is still named. */
const PARTS = [['1', '10', '2'], ['A', 'B'], [], ['a', 'é'], ['中', '😀']];
const SNAPSHOT = {
  ...{ runId: 'r2', runSeq: 2, asOf: '2026-09-30', parts: PARTS.length },
  ...{ modelRunId: 'r2', servedPeriod: '2026-Q3', periodicAsOf: '2026-09-30' },
};
const lake = memoryBucket('lake');
const shop: Pick<Shop, 'lake'> = { lake };
const addressOf = (id: string) =>
  id === 'a' ? 'shared@example.com' : id === 'A' ? 'Shared@example.com' : `${id}@example.com`;

beforeAll(async () => {
  for (const [part, ids] of PARTS.entries()) {
    const receipts = ids.map((customerId) => decide(customer({ customerId }), null, basisOf()));
    await putLines(lake, runKeys.receipts('r2', part), receipts);
    await openWorkbench(
      lake,
      512,
    )(async (bench) => {
      const rows = ids.map((id) => ({ customer_id: id, email: addressOf(id) }));
      await bench.load('rows', { customer_id: 'VARCHAR', email: 'VARCHAR' }, rows);
      await bench.save('SELECT * FROM rows', runKeys.features('r2', part));
    });
  }
});

describe('whose receipt explain finds', () => {
  it.each(PARTS.flatMap((ids, part) => ids.map((id): [string, number] => [id, part])))(
    '%s by the id',
    async (id, part) => {
      const found = await findReceipt(shop, SNAPSHOT, id);
      expect([found.receipt.customerId, found.part]).toEqual([id, part]);
    },
  );

  it('somebody by the e-mail address, however it is written', async () => {
    expect((await findReceipt(shop, SNAPSHOT, '10@EXAMPLE.com')).receipt.customerId).toBe('10');
  });

  it('nobody in particular where several share the address: their ids are named, the address is not', async () => {
    const refusal = findReceipt(shop, SNAPSHOT, 'shared@example.com');
    await expect(refusal).rejects.toMatchObject({ code: 'E_SEVERAL_CUSTOMERS' });
    await expect(refusal).rejects.toThrow(/A, a\./);
    await expect(refusal).rejects.not.toThrow(/@/);
  });

  it.each(['3', 'nobody@example.com', '', 'zz'])('nobody for %s', async (id) => {
    await expect(findReceipt(shop, SNAPSHOT, id)).rejects.toMatchObject({ code: 'E_NO_CUSTOMER' });
  });

  it('nobody before the first commit', async () => {
    await expect(findReceipt(shop, null, '1')).rejects.toMatchObject({ code: 'E_NO_CUSTOMER' });
  });
});
