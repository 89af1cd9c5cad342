import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../infra/cli/batch.ts';
import { answerIn, grantedBy } from '../../infra/cli/requests.ts';
import type { Answer } from '../../shared/contract/requests.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { scratchFolder, tierwise } from '../support/cli.ts';
import { everyItemOf, everythingIn } from '../support/everything-held.ts';
import { MARKED_DOMAIN } from '../support/markers.ts';
import { runningCloud } from '../support/running-cloud.ts';

/** A shop that knows people by their phones alone. */
const phoneOf = (i: number): string => `139${String(12_345_000 + i * 37)}`;
const COUPLES_ADDRESS = `both@${MARKED_DOMAIN}`;
const [HE, SHE, HER_HUSBAND, KILLED, STAYS] = [3, 5, 6, 9, 11];

const emailOf = (i: number): string => ([SHE, HER_HUSBAND].includes(i) ? COUPLES_ADDRESS : '');
const ordersOf = (i: number, first: number): string[] =>
  Array.from(
    { length: 1 + (i % 3) },
    (_, k) =>
      `p${i}-${first + k},${phoneOf(i)},${emailOf(i)},2026-0${1 + ((i + k) % 6)}-1${k},${20 + i}.00,CNY`,
  );
const ordersCsv = (first = 0): string =>
  [
    'order_id,phone,email,ordered_at,amount,currency',
    ...Array.from({ length: 24 }, (_, i) => ordersOf(i, first)).flat(),
  ]
    .map((line) => `${line}\n`)
    .join('');

const folder = scratchFolder();
const state = folder.path('state');
/** Somebody named a file after a customer, as people do. */
const named = folder.write(`orders_${phoneOf(HE)}.csv`, ordersCsv());
const byPhone = folder.write(
  'policy.yaml',
  defaultPolicyText().replace(/^identity: .*$/m, 'identity: [phone]'),
);

let here: Awaited<ReturnType<typeof runningCloud>>;
beforeAll(async () => {
  here = await runningCloud(state, '2026-06-30');
  await here.quarter([named], '2026-06-30', byPhone);
}, 120_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

/** His number as people write it and as we keep it, and what his orders begin with. */
const namesOf = (i: number) => [phoneOf(i), `"p${i}-`, `,p${i}-`];
const CRASHES = ['Find:1:after', 'Lock:1:after', 'Sweep:1:after', 'Release:1:after', 'Finish:1:after'].map(
  (state) => `state:${state}`,
);
const TABLES = ['RUNS_TABLE', 'CUSTOMERS_TABLE', 'LEDGER_TABLE', 'MAILBOXES_TABLE'] as const;

/** Where any of these texts stands: keys and contents of every version of all that is ours, and every item of every table. */
async function naming(texts: readonly string[]): Promise<string[]> {
  const { lake, results, uploads } = here.shop;
  const held = new Map([
    ...(await everythingIn([lake.name, results.name])),
    ...(await everythingIn([uploads.name], 'requests/')),
    ...(await everyItemOf(TABLES.map((table) => here.cloud.environment[table] ?? ''))),
  ]);
  return [...held]
    .filter(([key, text]) => texts.some((one) => key.includes(one) || text.includes(one)))
    .map(([key]) => key);
}

/** Asks for all of these at one time, and waits until each is answered. */
const eraseAtOnce = (...customers: string[]): Promise<Answer[]> =>
  Promise.all(customers.map((customerId) => grantedBy(here.shop, { want: 'erase', customerId }, 60)));

describe('erasures that are asked for at the same time', () => {
  it('find everything of somebody known by a phone alone before', async () => {
    const before = (await naming(namesOf(HE))).map((key) => key.split('/')[0]?.split(' ')[0]);
    const { RUNS_TABLE, CUSTOMERS_TABLE } = here.cloud.environment;
    for (const place of ['lake', 'runs', 'tiers', 'intakes', 'answers', RUNS_TABLE, CUSTOMERS_TABLE])
      expect(before).toContain(place);
  });

  it('leave nothing of him, asked for twice, nor of two who share an address, and give the lock back', async () => {
    const answers = await eraseAtOnce(phoneOf(HE), `+86 ${phoneOf(HE)}`, phoneOf(SHE), phoneOf(HER_HUSBAND));
    expect(answers.map(({ done }) => done)).toEqual([true, true, true, true]);
    await here.cloud.idle();
    expect(await naming([HE, SHE, HER_HUSBAND].flatMap(namesOf))).toEqual([]);
    expect(await naming([COUPLES_ADDRESS])).toEqual([]);
    for (const i of [HE, SHE, HER_HUSBAND]) expect(await here.published(`+86${phoneOf(i)}`)).toBeUndefined();
    expect(await here.shop.runs.lock()).toBeUndefined();
    expect(await here.shop.lake.list('erasures/')).toEqual([]);
    const files = new Set(answers.flatMap(({ erased }) => erased?.files ?? []));
    expect([...files]).toEqual(['orders/orders_—.csv']);
    const remedy = both(
      expect.stringContaining('delete them from the uploads bucket with all their versions'),
      expect.stringContaining('删除这些文件及其全部版本'),
    );
    expect(answers.flatMap(({ notes }) => notes)).toContainEqual(remedy);
  }, 90_000);
});

describe('an erasure whose computer loses its power in each state', () => {
  it('goes on with the next start, ends done, and gives the lock back', async () => {
    const id = await ask(here.shop, { want: 'erase', customerId: phoneOf(KILLED) });
    await here.cloud.close();
    for (const crash of CRASHES) {
      const { signal, stderr } = await tierwise(['local', '--state', state, '--once'], {
        TIERWISE_CRASH: crash,
      });
      expect([crash, signal, stderr]).toEqual([crash, 'SIGKILL', '']);
    }
    here = await runningCloud(state, '2026-06-30');
    await here.cloud.idle();
    expect(await answerIn(here.shop, id)).toMatchObject({ done: true, erased: { rows: 1 } });
    expect(await naming(namesOf(KILLED))).toEqual([]);
    expect(await here.shop.runs.lock()).toBeUndefined();
    expect(await here.shop.lake.list('erasures/')).toEqual([]);
  }, 120_000);
});

describe('an export that has them all once more', () => {
  it('brings none of them back, not even by an address that two of them shared', async () => {
    const later = `${ordersCsv(100)}p99-0,,${COUPLES_ADDRESS},2026-06-20,9.00,CNY\n`;
    const run = await here.quarter([folder.write('again.csv', later)], '2026-06-30');
    expect(run.state).toBe('CLOSED');
    const gone = [HE, SHE, HER_HUSBAND, KILLED];
    expect(await naming([...gone.flatMap(namesOf), COUPLES_ADDRESS])).toEqual([]);
    for (const i of gone) expect(await here.published(`+86${phoneOf(i)}`)).toBeUndefined();
    expect(await here.published(`+86${phoneOf(STAYS)}`)).toMatchObject({ tier: expect.any(String) });
  }, 90_000);
});
