import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { holdingsOf } from '../../../shared/adapters/erase-holdings.ts';
import { openVersions } from '../../../shared/adapters/object-versions.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { withoutPersonIn } from '../../../shared/adapters/without-person.ts';
import { athenaKeys, lakeKeys, resultKeys, runKeys } from '../../../shared/contract/keys.ts';
import { begunWith } from '../../../shared/domain/erasure/found.ts';
import { textOf } from '../../support/everything-held.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';

/**
 * What an erasure does with an object. `rewritten`: his lines become nobody's. `searched`: it speaks of no single customer,
 * so an id that stands in it is a word of ours, and only an address or a phone goes. `removed` whole. `left`: nobody looks.
 */
type Fate = 'rewritten' | 'searched' | 'removed' | 'left';
type Known = [fate: Fate, why: string, ...args: string[]];

/** A key that is added has to be placed here: without it this file does not compile, and its test fails. */
const RUN: Record<keyof typeof runKeys, Known> = {
  inventory: ['searched', 'files and counts; a mode or an engine may be called like an id'],
  policy: ['searched', 'rules: tiers are called as somebody may be; it has the addresses of staff'],
  model: ['searched', 'cut points of everybody: an edge may be the number of an id'],
  review: ['searched', 'totals by tier'],
  templates: ['searched', 'texts for everybody; an address may stand in one'],
  preflight: ['searched', 'totals of mails, and why none may go'],
  used: ['searched', 'times of calls, by the names of steps'],
  features: ['rewritten', 'a row a customer'],
  receipts: ['rewritten', 'a line a customer'],
  changes: ['rewritten', 'a line a customer'],
  mails: ['rewritten', 'a line a mail'],
  outcomes: ['rewritten', 'a line a mail'],
  held: ['rewritten', 'a row a customer'],
  outbox: ['rewritten', 'a line a mail'],
  before: ['rewritten', 'an item a customer'],
  purchases: ['rewritten', 'a row for each day of a customer'],
  overrides: ['rewritten', 'a manual tier a customer, with why'],
  counts: ['rewritten', 'counts alone: there is nothing to rewrite, and it is looked at all the same'],
  planNotes: ['rewritten', 'as counts'],
  undone: ['rewritten', 'as counts'],
  effect: ['rewritten', 'as counts'],
  statements: ['rewritten', 'as counts'],
};
const ATHENA: Record<Exclude<keyof typeof athenaKeys, 'answered'>, Known> = {
  asked: ['removed', 'queries, and the few rows that they were answered with'],
  collected: ['removed', 'counts alone, and it is looked at all the same'],
  symlinks: ['removed', 'names of objects of the lake, which are digests; it is looked at all the same'],
};
/** Not one key but a folder of what Athena wrote; `without-person-athena.test.ts` proves that it goes. */
const GONE = 'answered';
const LAKE: Record<keyof typeof lakeKeys, Known> = {
  rows: ['rewritten', 'a row of an export', 'orders', 'a'],
  pack: ['rewritten', 'a row of several exports', 'orders', '1', 'a'],
  intake: [
    'removed',
    'a marker that has woken grading; it has the name of the file, which may be called after him',
  ],
  erasure: ['left', 'the record of an erasure under way: it ends with it, and forgets him by itself'],
  wake: ['left', 'why grading is to look again: ids of runs'],
  policy: ['left', 'what marketing wrote: it may name staff, and no customer'],
  template: ['left', 'what marketing wrote for everybody'],
  offers: ['left', 'codes, which belong to nobody before they are sent'],
};
const RESULTS: Record<keyof typeof resultKeys, Known> = {
  answer: ['rewritten', 'counts, problems in words, and the name of the file'],
  rejects: ['rewritten', 'rows that could not be taken in'],
  requestAnswer: ['rewritten', 'what an operator was answered', 'requests/a.json'],
  report: ['rewritten', 'lists of mails and of tiers beside the pages', 'a', 'mails.csv'],
  waiting: ['rewritten', 'news of a period'],
  resting: ['rewritten', 'news of campaigns'],
  tiers: ['rewritten', 'a line a customer'],
  tierFile: ['rewritten', 'a line a customer'],
  person: ['removed', 'all that was held of him, gathered when he asked'],
};

type Keys = Record<string, (...args: never[]) => string>;
const placed = (bucket: 'lake' | 'results', keys: Keys, known: Record<string, Known>) =>
  Object.entries(known).map(([name, [fate, why, ...args]]) => {
    const key = keys[name] as (...args: string[]) => string;
    return { bucket, name, fate, why, key: args.length > 0 ? key(...args) : key('a', 'b', 'c') };
  });
const ALL = [
  ...placed('lake', runKeys, RUN),
  ...placed('lake', athenaKeys, ATHENA),
  ...placed('lake', lakeKeys, LAKE),
  ...placed('results', resultKeys, RESULTS),
];

/** His id is the name of a tier: only its place tells which it is. */
const HE = { ...begunWith('gold', ['customer_id']), emails: ['li@shop.example'], names: ['李雷'] };
const DOCUMENT = {
  lines: [{ customerId: 'gold', name: '李雷' }],
  ...{ tier: 'gold', said: 'li@shop.example asked' },
};
const ROWS = [{ customer_id: 'gold', email: 'li@shop.example', name: '李雷' }];

const parquet = (): Promise<Buffer> =>
  scratch((dir) =>
    withDuckDb({ memoryMb: 256, dir }, async (db) => {
      await db.load('made', { customer_id: 'VARCHAR', email: 'VARCHAR', name: 'VARCHAR' }, ROWS);
      await db.run(`COPY made TO '${join(dir, 'a.parquet')}' (FORMAT parquet)`);
      return readFile(join(dir, 'a.parquet'));
    }),
  );

const BODIES: Record<string, () => Buffer | Promise<Buffer>> = {
  parquet,
  gz: () => gzipSync(`${JSON.stringify({ ...DOCUMENT.lines[0], address: HE.emails[0] })}\n`),
  csv: () => Buffer.from('customer_id,email,tier\r\ngold,li@shop.example,gold\r\n'),
  json: () => Buffer.from(JSON.stringify(DOCUMENT)),
  manifest: () => Buffer.from('li@shop.example\n'),
  yaml: () => Buffer.from('notify: [li@shop.example]\n'),
};
const bodyOf = async (key: string) => (await BODIES[key.split(/[./]/).at(-1) ?? '']?.()) ?? Buffer.alloc(0);

let stores: Stores;
const swept = new Set<string>();
beforeAll(async () => {
  stores = await startStores();
  for (const { bucket, key } of ALL) await stores[bucket].put(key, await bodyOf(key));
  const open = (bucket: string) => openVersions(bucket, stores.objects);
  const places = { lake: open('lake'), results: open('results'), uploads: open('uploads') };
  const nothing = { searched: 0, rewritten: 0, versions: 0, items: 0 };
  const without = withoutPersonIn({ person: HE, salt: 'salt' }, 256);
  for await (const { at, clean } of holdingsOf(places, without, async () => nothing, { after: '' })) {
    swept.add(at.slice(2));
    await clean(async () => {});
  }
}, 60_000);
afterAll(() => stores.close());

const standing = async (bucket: 'lake' | 'results', key: string): Promise<string | undefined> => {
  const body = await stores[bucket].get(key);
  return body && textOf(key, body);
};

describe('an erasure', () => {
  it('has a known fate for every key that anything of ours is written under', () => {
    const known = [RUN, { ...ATHENA, [GONE]: 'gone' }, LAKE, RESULTS].map((of) => Object.keys(of).sort());
    const keys = [runKeys, athenaKeys, lakeKeys, resultKeys].map((of) => Object.keys(of).sort());
    expect(known).toEqual(keys);
    expect(new Set(ALL.map(({ bucket, key }) => `${bucket}/${key}`)).size).toBe(ALL.length);
  });

  it.each(ALL.filter(({ fate }) => fate === 'rewritten'))(
    'takes his lines out of $name: $why',
    async (one) => {
      expect(swept).toContain(one.key);
      const text = (await standing(one.bucket, one.key)) ?? '';
      expect(text).toMatch(/#erased-|"customer_id":null/);
      expect(text).not.toMatch(/li@shop|李雷|"customer_?[iI]d":"gold"|^gold/m);
    },
  );

  it.each(ALL.filter(({ fate }) => fate === 'searched'))(
    'takes his address alone out of $name: $why',
    async ({ bucket, key }) => {
      expect(swept).toContain(key);
      const found = JSON.parse((await standing(bucket, key)) ?? '');
      expect(found).toEqual({ ...DOCUMENT, said: '— asked' });
    },
  );

  it.each(ALL.filter(({ fate }) => fate === 'removed'))('takes $name away: $why', async ({ bucket, key }) => {
    expect(swept).toContain(key);
    expect(await standing(bucket, key)).toBeUndefined();
  });

  it.each(ALL.filter(({ fate }) => fate === 'left'))('leaves $name: $why', async ({ bucket, key }) => {
    expect(swept).not.toContain(key);
    expect(await stores[bucket].get(key)).toEqual(await bodyOf(key));
  });
});
