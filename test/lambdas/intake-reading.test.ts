import { describe, expect, test } from 'vitest';
import { openIntakes } from '../../shared/adapters/intake-store.ts';
import type { ExportFile } from '../../shared/adapters/read-export.ts';
import { readExport } from '../../shared/adapters/read-export.ts';
import { lakeKeys } from '../../shared/contract/keys.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { DEFAULT, keys, shop } from '../support/intake-shop.ts';

const HEADER = 'order_id,customer_id,ordered_at,amount';
const PLAIN = `${HEADER}\nO1,C1,2026-03-01,10\n`;
const NAMED = `${HEADER},currency\nO2,C2,2026-03-01,500,JPY\n`;

/** Readings with what was asked of each. */
function watched(here: ReturnType<typeof shop>, policy: Policy = DEFAULT) {
  const files: ExportFile[] = [];
  const take = here.takeBy(policy, {
    read: (file, out) => {
      files.push(file);
      return readExport(file, out);
    },
  });
  return { files, take };
}

describe('the kind that a folder is for', () => {
  test.each([
    ['orders/a.csv', 'orders'],
    ['customers/a.csv', 'customers'],
    ['activity/2026/a.csv', 'activity'],
    ['feedback/a.csv', 'feedback'],
  ])('%s', async (key, hint) => {
    const here = shop();
    const { files, take } = watched(here);
    await take(here.put(key, PLAIN));
    expect(files).toMatchObject([{ hint, extension: 'csv' }]);
  });

  test.each([
    ['activity/a.csv', 'customer_id,activity,occurred_at\nC1,signed in,2026-03-01\n', 'activity'],
    ['feedback/a.csv', 'customer_id,feedback,score,occurred_at\nC1,nps,9,2026-03-01\n', 'feedback'],
  ])('rows of %s reach the lake under their own kind', async (key, body, kind) => {
    const here = shop();
    const made = await here.take(here.put(key, body));
    expect(made).toMatchObject({ status: 'committed', kind, counts: { rows: 1, kept: 1 } });
    expect(await here.lake.head(lakeKeys.rows(kind, made.contentId))).toBeDefined();
  });
});

describe('the currency of amounts that name none', () => {
  test('is that of the first orders export that names one, until the policy does', async () => {
    const here = shop();
    const { files, take } = watched(here);
    expect((await take(here.put('orders/a.csv', PLAIN))).amounts).toEqual({ '': 1000 });
    await take(here.put('orders/yen.csv', NAMED));
    await take(here.put('orders/usd.csv', `${HEADER},currency\nO3,C3,2026-03-02,5.00,USD\n`));
    const again = await take(here.put('orders/again.csv', PLAIN));
    expect(files.map(({ policy }) => policy.currency.code)).toEqual([undefined, undefined, 'JPY', 'JPY']);
    expect(again.amounts).toEqual({ '': 10 });
  });

  test('B56 the export that gave it is not read again for that', async () => {
    const here = shop();
    const { files, take } = watched(here);
    const first = await take(here.put('orders/yen.csv', NAMED));
    const again = await take(here.put('orders/yen.csv', NAMED));
    expect(again.contentId).toBe(first.contentId);
    expect(files).toHaveLength(1);
  });

  test('a withdrawn export gives none', async () => {
    const here = shop();
    const made = await here.take(here.put('orders/yen.csv', NAMED));
    const item = (await here.runs.query('INTAKE'))[0] ?? {};
    await here.runs.put({ ...item, status: 'withdrawn', withdrawn: { at: '', by: '' } });
    const { files, take } = watched(here);
    await take(here.put('orders/a.csv', PLAIN));
    expect(files[0]?.policy.currency.code).toBeUndefined();
    const again = await take(here.put('orders/yen.csv', NAMED));
    expect(again).toMatchObject({ status: 'committed', contentId: made.contentId });
    expect(again).not.toHaveProperty('withdrawn');
  });
});

describe('people who had themselves erased', () => {
  test('are handed to the reading with their key, only when there are any', async () => {
    const here = shop();
    const { files, take } = watched(here);
    const first = await take(here.put('orders/a.csv', PLAIN));
    await here.runs.put({ pk: 'ERASED', sk: 'h1' });
    await here.runs.put({ pk: 'ERASED', sk: 'h2' });
    const again = await take(here.put('orders/a.csv', PLAIN));
    expect(files.map(({ erased }) => erased)).toEqual([
      undefined,
      { key: keys.erasure, hashes: new Set(['h1', 'h2']) },
    ]);
    // Bytes that were read before somebody was erased hold him still.
    expect(again.contentId).not.toBe(first.contentId);
  });

  test('cost no look at the secret while there are none', async () => {
    const here = shop();
    const take = here.takeBy(DEFAULT, { erasureKey: () => expect.fail('the secret was read') });
    expect((await take(here.put('orders/a.csv', PLAIN))).status).toBe('committed');
  });
});

describe('progress', () => {
  const MB = 1_000_000;
  const reading = (steps: [seconds: number, read: number][], total: number) => {
    const here = shop();
    let seconds = 0;
    const notes: unknown[] = [];
    const store = openIntakes(here.runs);
    const take = here.takeBy(DEFAULT, {
      now: () => new Date(Date.UTC(2026, 9, 2) + seconds * 1000),
      store: {
        ...store,
        noteProgress: async (note) => {
          notes.push([note.read, note.at.slice(17, 19)]);
          return store.noteProgress(note);
        },
      },
      read: async (file, out) => {
        for (const [at, read] of steps) {
          seconds = at;
          out.onProgress?.({ read, total });
        }
        return readExport(file, out);
      },
    });
    return { here, take, notes };
  };

  test('of a large file is written at most every two seconds, and gone at the end', async () => {
    const { here, take, notes } = reading(
      [
        [0, 0],
        [1, 2 * MB],
        [2, 4 * MB],
        [3.9, 5 * MB],
        [4, 6 * MB],
      ],
      6 * MB,
    );
    expect((await take(here.put('orders/a.csv', PLAIN))).status).toBe('committed');
    expect(notes).toEqual([
      [0, '00'],
      [4 * MB, '02'],
      [6 * MB, '04'],
    ]);
    expect(await here.runs.query('PROGRESS')).toEqual([]);
  });

  test('of a small file is not worth a write', async () => {
    const { here, take, notes } = reading([[0, MB]], 5 * MB);
    await take(here.put('orders/a.csv', PLAIN));
    expect(notes).toEqual([]);
  });

  test('that cannot be written stops no reading', async () => {
    const here = shop();
    const take = here.takeBy(DEFAULT, {
      store: { ...openIntakes(here.runs), noteProgress: () => Promise.reject(new Error('throttled')) },
      read: (file, out) => {
        out.onProgress?.({ read: 0, total: 6 * MB });
        return readExport(file, out);
      },
    });
    expect((await take(here.put('orders/a.csv', PLAIN))).status).toBe('committed');
  });
});

test('a poison file stops no other one, and leaves nothing half visible', async () => {
  const here = shop();
  const take = here.takeBy(DEFAULT, {
    read: (file, out) =>
      file.extension === 'poison' ? Promise.reject(new TypeError('a fault of ours')) : readExport(file, out),
  });
  const events = ['a.csv', 'b.poison', 'c.csv'].map((name, i) =>
    here.put(`orders/${name}`, `${HEADER}\nO${i},C1,2026-03-01,1\n`),
  );
  const ended = await Promise.allSettled(events.map((event) => take(event)));
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await here.runs.query('INTAKE')).toHaveLength(2);
  expect(await here.lake.list('intakes/')).toHaveLength(2);
  expect(await here.lake.list('lake/')).toHaveLength(2);
  expect((await here.results.list('answers/')).filter((key) => key.endsWith('answer.json'))).toHaveLength(2);
});

test('an upload that was deleted or tidied away afterwards stays taken in', async () => {
  const here = shop();
  const event = here.put('orders/a.csv', PLAIN);
  const made = await here.take(event);
  here.unput('orders/a.csv');
  expect(await here.take(event)).toEqual(made);
});
