import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { csvIn, jsonIn, runsIn, scratchFolder, tiersIn, tierwise } from '../support/cli.ts';
import { customersCsv, laterOrdersCsv, ordersCsv, saidNo } from '../support/small-shop.ts';

const folder = scratchFolder();
afterAll(folder.remove);

const orders = folder.write('orders.csv', ordersCsv());
const customers = folder.write('customers.csv', customersCsv());
const later = folder.write('later.csv', laterOrdersCsv());

interface Day {
  state: string;
  exports: string[];
  asOf?: string;
  more?: string[];
}

async function day({ state, exports: files, asOf = '2026-06-30', more = [] }: Day, env = {}) {
  const out = folder.path(`${state}-out`);
  const ended = await tierwise(
    [
      'local',
      '--exports',
      ...files,
      '--as-of',
      asOf,
      '--once',
      '--state',
      folder.path(state),
      '--out',
      out,
      ...more,
    ],
    env,
  );
  return { ...ended, out, runs: ended.code === 0 ? runsIn(out) : [] };
}

const sentIn = (run: string) => csvIn(run, 'mails.csv').filter(({ outcome }) => outcome === 'sent');

describe('two quarters', () => {
  it('bring promotions and demotions, each with its mail, and none to those who said no', async () => {
    const first = await day({ state: 'quarters', exports: [orders, customers] });
    expect(first.stderr).toBe('');
    const second = await day({ state: 'quarters', exports: [orders, customers, later], asOf: '2026-09-30' });
    expect(second.code).toBe(0);
    const run = second.runs.at(-1) ?? '';
    const moved = csvIn(run, 'tiers.csv').filter(
      ({ change }) => change === 'promoted' || change === 'demoted',
    );
    const risen = moved.filter(({ change }) => change === 'promoted');
    expect(risen.length).toBeGreaterThan(0);
    expect(moved.length).toBeGreaterThan(risen.length);
    const movementMails = csvIn(run, 'mails.csv').filter(({ campaign }) =>
      /^(up-to|down-to)/.test(campaign ?? ''),
    );
    for (const { customer_id, tier, change } of moved) {
      const prefix = change === 'promoted' ? 'up-to' : 'down-to';
      const mine = movementMails.filter((mail) => mail.customer_id === customer_id);
      expect(mine.map(({ campaign }) => campaign?.split('@')[0])).toEqual([`${prefix}-${tier}`]);
    }
    for (const each of [...first.runs, run])
      expect(sentIn(each).filter(({ customer_id }) => saidNo(customer_id ?? ''))).toEqual([]);
    expect(sentIn(run).length).toBeGreaterThan(0);
  }, 120_000);
});

describe('an export that holds more than the run’s day', () => {
  it('counts what is dated up to it, and the rest in a later run', async () => {
    const file = folder.write(
      'half-year.csv',
      'order_id,customer_id,ordered_at,amount,currency\n1,h1,2026-06-10,80.00,CNY\n2,h1,2026-07-05,777.00,CNY\n',
    );
    const june = await day({ state: 'half-year', exports: [file] });
    const september = await day({ state: 'half-year', exports: [file], asOf: '2026-09-30' });
    expect(jsonIn(june.runs[0] ?? '', 'run.json').counts.intake).toMatchObject({ rows: 2, kept: 2 });
    const spent = (run: string | undefined) => csvIn(run ?? '', 'tiers.csv').map((row) => row.net_amount);
    expect([spent(june.runs[0]), spent(september.runs.at(-1))]).toEqual([['80.00'], ['857.00']]);
    expect([june.runs.length, september.runs.length]).toEqual([1, 2]);
  }, 60_000);
});

describe('the same again', () => {
  it('the same run and the same file twice: nothing is written and nothing is sent', async () => {
    const first = await day({ state: 'again', exports: [orders, customers] });
    const copy = folder.write('copy-of-orders.csv', ordersCsv());
    const second = await day({ state: 'again', exports: [orders, customers, copy] });
    expect(second.code).toBe(0);
    const run = second.runs.at(-1) ?? '';
    expect(jsonIn(run, 'run.json').counts.apply).toEqual({ changes: 0, written: 0 });
    // Each of the period's mails has been accounted for: the ledger answers for it, SES is not asked again.
    expect(tiersIn(run)).toEqual(tiersIn(first.runs[0] ?? ''));
    expect(mailsOf('again')).toBe(sentIn(first.runs[0] ?? '').length);
  }, 120_000);

  it('rows in another order give the same tiers.csv', async () => {
    const [head, ...rows] = ordersCsv().trim().split('\n');
    const shuffled = rows
      .map((row, i) => ({ row, at: (i * 7919) % rows.length }))
      .sort((a, b) => a.at - b.at);
    const file = folder.write('shuffled.csv', `${[head, ...shuffled.map(({ row }) => row)].join('\n')}\n`);
    const [one, other] = [
      await day({ state: 'straight', exports: [orders, customers] }),
      await day({ state: 'shuffled', exports: [file, customers] }),
    ];
    expect(csvIn(other.runs[0] ?? '', 'tiers.csv')).toEqual(csvIn(one.runs[0] ?? '', 'tiers.csv'));
  }, 120_000);
});

/** Mails that the local SES accepted. */
const mailsOf = (state: string): number =>
  readdirSync(folder.path(`${state}/ses/mails`)).filter((name) => name.endsWith('.eml')).length;

describe('what cannot be done ends clearly', () => {
  it('an export that is nonsense: said with its code, nothing graded', async () => {
    const nonsense = folder.write('nonsense.csv', 'hello\nworld\n');
    const ended = await day({ state: 'nonsense', exports: [nonsense] });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/E_EXPORT_REFUSED.*F_HEADER/);
  }, 60_000);

  it('no orders export at all: said so, nothing graded', async () => {
    const ended = await day({ state: 'none', exports: [customers] });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/E_NO_EXPORT/);
  }, 60_000);

  it('a path that does not exist, and a policy with a fault: said before anything starts', async () => {
    expect((await day({ state: 'nowhere', exports: ['/does/not/exist.csv'] })).stderr).toMatch(/E_NO_FILE/);
    const faulty = folder.write('faulty.yaml', 'version: 1\nshop: 3\n');
    const ended = await day({ state: 'faulty', exports: [orders], more: ['--policy', faulty] });
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringMatching(/E_POLICY.*line 2/s)]);
  }, 60_000);

  it('wrong words end with 2', async () => {
    expect((await tierwise(['local', '--no-such-thing'])).code).toBe(2);
    expect((await tierwise(['nonsense'])).code).toBe(2);
    expect((await tierwise(['local', '--exports', '--once'])).code).toBe(2);
    expect((await tierwise(['local', '--as-of', '2026-13-01', '--once'])).code).toBe(2);
  }, 60_000);
});
