import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { override } from '../../../lambdas/override/step.ts';
import { hashOf } from '../../../shared/adapters/erased.ts';
import { intakeIdOf } from '../../../shared/adapters/intake-store.ts';
import { getJson, putJson } from '../../../shared/adapters/lines.ts';
import { openOverrides } from '../../../shared/adapters/overrides.ts';
import { readOverridesFile } from '../../../shared/adapters/overrides-file.ts';
import { parsePolicy } from '../../../shared/adapters/policy-file.ts';
import { openRuns } from '../../../shared/adapters/run-store.ts';
import { erasedCustomers } from '../../../shared/adapters/unless-erased.ts';
import { resultKeys } from '../../../shared/contract/keys.ts';
import { OverridesAnswerSchema } from '../../../shared/contract/overrides.ts';
import { defaultPolicyText } from '../../../shared/runtime/assets.ts';
import { gb18030 } from '../../support/gb18030.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';

const policy = parsePolicy(defaultPolicyText());
const KEY = 'overrides/名单 1.csv';
const HEADS = 'customer_id,tier,until,why\n';

const ERASING = Buffer.alloc(32, 7);

let stores: Stores;
const woken: string[] = [];

beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());
beforeEach(async () => {
  for (const pk of ['PENDING', 'OVERRIDE', 'SNAPSHOT', 'ERASED'])
    for (const item of await stores.runs.query(pk)) await stores.runs.remove({ pk, sk: item.sk });
  woken.length = 0;
});

/** Every write that the step makes; the n-th of the one that `dies` names fails as if the process had died before it. */
function wired(dies = '', n = 1) {
  const { uploads, results, runs } = stores;
  let times = 0;
  const writing = async <T>(name: string, write: () => Promise<T>): Promise<T> => {
    if (name === dies && ++times === n) throw new Error('killed');
    return write();
  };
  return override({
    answerId: (key, version) => intakeIdOf('uploads', key, version),
    read: (key, version) => readOverridesFile(uploads, key, version),
    policy: async () => policy,
    keep: (said) => writing('keep', () => openOverrides(runs).keep(said)),
    erased: async (ids) => {
      const isErased = await erasedCustomers(runs, async () => ERASING);
      return new Set(ids.filter(isErased));
    },
    known: async (ids) => new Set(ids.filter((id) => id !== 'stranger')),
    snapshot: openRuns(runs).snapshot,
    markPending: () => writing('mark', openRuns(runs).markPending),
    wake: (name) => writing('wake', async () => void woken.push(name)),
    answer: (said) => writing('answer', () => putJson(results, resultKeys.answer(said.answerId), said)),
  });
}

async function uploaded(body: string | Buffer, time = '2026-10-01T00:00:00Z', sequencer = '1') {
  const { VersionId = '' } = await stores.objects.send(
    new PutObjectCommand({ Bucket: 'uploads', Key: KEY, Body: body }),
  );
  return {
    time,
    detail: { bucket: { name: 'uploads' }, object: { key: KEY, 'version-id': VersionId, sequencer } },
  };
}

const inUse = async () =>
  Object.fromEntries(
    (await openOverrides(stores.runs).overrides()).map(({ customerId, tier, until }) => [
      customerId,
      tier && `${tier} ${until}`,
    ]),
  );
const marks = async () => (await openRuns(stores.runs).pending()).marked;
const committed = () =>
  openRuns(stores.runs).flipSnapshot(
    {
      ...{ runId: 'r', runSeq: 1, asOf: '2026-09-30', parts: 1 },
      ...{ modelRunId: 'r', servedPeriod: '2026-Q3', periodicAsOf: '2026-09-30' },
    },
    0,
  );

describe('uploaded manual tiers', () => {
  it('come into use, want a run and are answered', async () => {
    await committed();
    const answer = await wired()(
      await uploaded(`${HEADS}c1,gold,2026-12-31,friend\nstranger,金牌,2026/12/1,赠送\n`),
    );
    expect(answer).toMatchObject({
      ...{ kind: 'overrides', status: 'accepted', key: KEY },
      ...{ lines: 2, set: 2, ended: 0, superseded: 0, faults: [] },
      notes: [{ line: 3 }],
    });
    expect(await inUse()).toEqual({ c1: 'gold 2026-12-31', stranger: 'gold 2026-12-01' });
    expect([await marks(), woken]).toEqual([1, [`override-${answer.answerId}`]]);
    const written = await getJson(stores.results, resultKeys.answer(answer.answerId), OverridesAnswerSchema);
    expect(written).toEqual(answer);
  });

  it('wake nobody before the first commit, but leave their mark to a run that is under way', async () => {
    await wired()(await uploaded(`${HEADS}c1,gold,2026-12-31,friend\n`));
    expect([await marks(), woken]).toEqual([1, []]);
  });

  const CHINESE = '客户编号;等级;截止日期;原因\nc1;金牌;2026/12/31;长期支持本店的老客户\n';
  it.each<[string, string | Buffer]>([
    ['with a byte-order mark', `\uFEFF${HEADS}c1,gold,2026-12-31,friend\n`],
    ['with semicolons', CHINESE],
    [
      'with tabs and Windows lines',
      `${HEADS}c1,gold,2026-12-31,friend\n`.replaceAll(',', '\t').replaceAll('\n', '\r\n'),
    ],
    ['in GBK', gb18030(CHINESE)],
    ['with quotes and blank lines', `${HEADS}\n"c1",gold,2026-12-31,"kind, loyal"\n,,,\n\n`],
  ])('may be written %s', async (_, body) => {
    expect(await wired()(await uploaded(body))).toMatchObject({ status: 'accepted', set: 1 });
    expect(await inUse()).toEqual({ c1: 'gold 2026-12-31' });
  });

  it.each<[string, string | Buffer, number]>([
    ['a fault in one line', `${HEADS}c1,gold,2026-12-31,friend\nc2,golden,2026-12-31,friend\n`, 3],
    ['a day that is over in the shop’s zone, though not in UTC', `${HEADS}c1,gold,2026-09-30,friend\n`, 2],
    ['an open quote', `${HEADS}c1,gold,2026-12-31,"friend\n`, 2],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]), 0],
    ['nothing', '', 0],
    ['a film', Buffer.alloc(9 * 1024 * 1024, 'x'), 0],
  ])('with %s are answered, and nothing of them is in use', async (_, body, line) => {
    await committed();
    const answer = await wired()(await uploaded(body, '2026-09-30T20:00:00Z'));
    expect(answer).toMatchObject({ status: 'refused', set: 0, faults: [{ line }] });
    for (const { message } of answer.faults) expect(Object.values(message)).not.toContain('');
    expect([await inUse(), await marks(), woken]).toEqual([{}, 0, []]);
  });

  it('give way to a later upload whose event came first, also when that one ended a tier', async () => {
    const older = await uploaded(`${HEADS}c1,gold,2026-12-31,friend\nc2,gold,2026-12-31,friend\n`);
    const newer = await uploaded(`${HEADS}c1,,,\n`, '2026-10-01T00:00:00Z', '1F');
    expect(await wired()(newer)).toMatchObject({ set: 0, ended: 1 });
    expect(await wired()(older)).toMatchObject({ status: 'accepted', lines: 2, set: 1, superseded: 1 });
    expect(await inUse()).toEqual({ c1: null, c2: 'gold 2026-12-31' });
  });

  it.each([
    ['an id', 'customer_id', 'c2', 'c2'],
    ['an address', 'email', 'ann@b.example', 'Ann@b.example'],
    ['a phone', 'phone', '13812345678', '138 1234 5678'],
  ] as const)('bring nobody back who was erased, known by %s', async (_, kind, buried, written) => {
    await stores.runs.put({ pk: 'ERASED', sk: hashOf(ERASING, kind, buried) });
    const answer = await wired()(
      await uploaded(`${HEADS}c1,gold,2026-12-31,friend\n${written},gold,2026-12-31,friend\n`),
    );
    expect(answer).toMatchObject({ status: 'refused', set: 0, faults: [{ line: 3 }] });
    expect(JSON.stringify(answer)).not.toContain(written);
    expect(await inUse()).toEqual({});
    expect(await wired()(await uploaded(`${HEADS}${written},,,\n`))).toMatchObject({ status: 'refused' });
  });

  it('may be handled twice', async () => {
    const event = await uploaded(`${HEADS}c1,gold,2026-12-31,friend\n`);
    const first = await wired()(event);
    expect(await wired()(event)).toEqual(first);
    expect(await inUse()).toEqual({ c1: 'gold 2026-12-31' });
  });

  it.each([
    ['keep', 1],
    ['keep', 30],
    ['mark', 1],
    ['wake', 1],
    ['answer', 1],
  ])('killed before they could %s (%i) and called again, all of them are in use', async (dies, n) => {
    await committed();
    const rows = Array.from({ length: 40 }, (_, i) => `c${i},gold,2026-12-31,friend\n`);
    const event = await uploaded(HEADS + rows.join(''));
    await expect(wired(dies, n)(event)).rejects.toThrow('killed');
    expect(await wired()(event)).toMatchObject({ status: 'accepted', set: 40, superseded: 0 });
    expect(Object.keys(await inUse())).toHaveLength(40);
    expect([(await marks()) > 0, woken.length > 0]).toEqual([true, true]);
  });
});
