import { expect, it } from 'vitest';
import { contactsIn } from '../../../shared/adapters/contacts.ts';
import { openWorkbench } from '../../../shared/adapters/workbench.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

const MEMORY_MB = 300;
const TEXTS = {
  customer_id: 'VARCHAR',
  email: 'VARCHAR',
  name: 'VARCHAR',
  held: 'VARCHAR',
  x_tags: 'VARCHAR',
} as const;

it('tells of each customer what no receipt says, and tags where a feature holds them', async () => {
  const lake = memoryBucket('lake');
  const rows = [
    { customer_id: 'c1', email: 'li@example.com', name: '李雷', x_tags: 'b2b, VIP' },
    { customer_id: 'c2', email: null, name: null, x_tags: null, held: null },
  ];
  const held = JSON.stringify({ published: { since: '2026-06-30' } });
  await openWorkbench(
    lake,
    MEMORY_MB,
  )(async (bench) => {
    await bench.load('t', TEXTS, [{ ...rows[0], held }, { ...rows[1] }]);
    await bench.save('SELECT * FROM t ORDER BY customer_id', runKeys.features('r1', 2));
  });
  const contacts = contactsIn(lake, MEMORY_MB);
  const li = { customerId: 'c1', email: 'li@example.com', name: '李雷', since: '2026-06-30' };
  const unknown = { customerId: 'c2', email: null, name: null, since: null, tags: null };
  expect(await contacts('r1', 2, 'tags')).toEqual([{ ...li, tags: 'b2b, VIP' }, unknown]);
  expect(await contacts('r1', 2)).toEqual([{ ...li, tags: null }, unknown]);
});
