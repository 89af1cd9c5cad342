import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EraseDependencies } from '../../../lambdas/erase/dependencies.ts';
import { find } from '../../../lambdas/erase/find.ts';
import { finish } from '../../../lambdas/erase/finish.ts';
import { getJson, putJson } from '../../../shared/adapters/lines.ts';
import { openVersions } from '../../../shared/adapters/object-versions.ts';
import { type Erasure, ErasureSchema } from '../../../shared/contract/erasure.ts';
import { lakeKeys, resultKeys } from '../../../shared/contract/keys.ts';
import { AnswerSchema } from '../../../shared/contract/requests.ts';
import { begunWith } from '../../../shared/domain/erasure/found.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';

const IDENTITY = ['customer_id', 'email', 'phone'];
const CALL = { timeLeft: () => 900_000 };

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

/** An erasure whose request another one took away; `rows` are left of him in the one file of the lake. */
function wired(id: string, rows = 0, isKnown = true) {
  const { lake, results } = stores;
  const key = lakeKeys.erasure(id);
  const read: string[][] = [];
  const save = (_: string, erasure: Erasure) => putJson(lake, key, erasure);
  const deps: EraseDependencies = {
    ...{ asked: async () => undefined, identity: async () => IDENTITY, save, at: () => {} },
    record: async () => ((await lake.head(key)) ? getJson(lake, key, ErasureSchema) : undefined),
    forget: (_id, _key, erasure) => save(id, erasure),
    drop: () => openVersions('lake', stores.objects).removeAll(key),
    files: async () => ['lake/orders/a.parquet'],
    grownBy: async (_, found) => {
      read.push(found.ids);
      return { found, rows };
    },
    ...{ withoutOthers: async (_, found) => found, filesNaming: async () => [] },
    ...{ isKnown: async () => isKnown, bury: async () => {}, takeLock: async () => true },
    async *holdings() {},
    answer: (of, said) => putJson(results, resultKeys.requestAnswer(of), said),
    isAnswered: async (of) => (await results.head(resultKeys.requestAnswer(of))) !== undefined,
    newSalt: () => 'salt',
  };
  const input = { id, key: `requests/${id}.json`, versionId: 'v', act: 'find' as const };
  const answer = () => getJson(results, resultKeys.requestAnswer(input.key), AnswerSchema);
  return { deps, input, answer, read };
}

const begun: Erasure = {
  ...{ version: 1, person: begunWith('c7', IDENTITY), salt: 'salt', stage: 'finding', cursor: '' },
  ...{ grown: false, rows: 0, passes: 0, dirty: false },
  done: { searched: 0, rewritten: 0, versions: 0, items: 0 },
  last: { searched: 0, rewritten: 0, versions: 0, items: 0 },
};

describe('an erasure whose request another one took away', () => {
  it('goes on by its record, answers, and leaves no record', async () => {
    const { deps, input, answer, read } = wired('under-way');
    await deps.save(input.id, begun);
    expect(await find(deps, input, CALL)).toBe('FOUND');
    expect(read).toEqual([['c7']]);
    await finish(deps, input);
    const already = { en: expect.stringContaining('erased already'), 'zh-CN': expect.any(String) };
    const notes = expect.arrayContaining([already]);
    expect(await answer()).toMatchObject({ done: true, erased: { rows: 0 }, notes });
    expect(await deps.record(input.id)).toBeUndefined();
  });

  it('without a record answers that he is erased already', async () => {
    const { deps, input, answer, read } = wired('not-begun');
    expect(await find(deps, input, CALL)).toBe('DONE');
    expect(await answer()).toMatchObject({
      ...{
        done: true,
        notes: expect.arrayContaining([
          { en: expect.stringContaining('already'), 'zh-CN': expect.any(String) },
        ]),
      },
    });
    expect(read).toEqual([]);
  });

  it('keeps the answer that it gave, and forgets its record, when it is called again', async () => {
    const { deps, input, answer } = wired('refused', 0, false);
    await deps.save(input.id, begun);
    expect(await find(deps, input, CALL)).toBe('NOBODY');
    const said = await answer();
    expect(said.done).toBe(false);
    await deps.save(input.id, { ...begun, person: begunWith('', IDENTITY) });
    expect(await find(deps, input, CALL)).toBe('DONE');
    expect(await answer()).toEqual(said);
    expect(await deps.record(input.id)).toBeUndefined();
  });
});
