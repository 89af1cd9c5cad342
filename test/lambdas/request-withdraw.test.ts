import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { request } from '../../lambdas/request/step.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { newestVersion } from '../../shared/adapters/upload-versions.ts';
import { IntakeSchema, ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { AnswerSchema } from '../../shared/contract/requests.ts';
import { type Stores, startStores } from '../support/local-stores.ts';

let stores: Stores;
let count = 0;
const woken: string[] = [];

beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

beforeEach(async () => {
  for (const pk of ['PENDING', 'INTAKE'])
    for (const item of await stores.runs.query(pk)) await stores.runs.remove({ pk, sk: item.sk });
  woken.length = 0;
  for (const [intakeId, sha256] of [
    ['a1', 'same'],
    ['b1', 'other'],
    ['a2', 'same'],
  ] as const)
    await commit(intakeId, sha256);
});

async function commit(intakeId: string, sha256: string): Promise<void> {
  const intake = IntakeSchema.parse({
    ...{
      intakeId,
      kind: 'orders',
      status: 'committed',
      key: `orders/${intakeId[0]}.csv`,
      versionId: intakeId,
    },
    ...{ uploadedAt: `2026-10-0${intakeId[1]}T00:00:00.000Z`, sequencer: '1', sha256, contentId: intakeId },
    counts: { rows: 4, kept: 3, rejected: 1, repeated: 0, setAside: 0, blank: 0 },
    ...{ amounts: { CNY: 1250 }, from: '2026-09-30', to: '2026-09-30', problems: [], unmatched: [] },
  });
  await stores.runs.put({ pk: 'INTAKE', sk: intakeId, ...intake });
}

/** Every write that the step makes, in its order; the one that `dies` names fails as if the process had died before it. */
function wired(dies = '') {
  const runs = openRuns(stores.runs);
  const writing = async <T>(name: string, write: () => Promise<T>): Promise<T> => {
    if (name === dies) throw new Error('killed');
    return write();
  };
  return request({
    ...runs,
    read: (key, version) => stores.uploads.get(key, version),
    withdraw: (id, how) => writing(`withdraw ${id}`, () => runs.withdraw(id, how)),
    markPending: () => writing('mark', () => runs.markPending()),
    wake: (name) => writing('wake', async () => void woken.push(name)),
    policy: () => expect.fail('the policy was asked for'),
    check: () => expect.fail('a policy was read'),
    keepPolicy: () => expect.fail('a policy was kept'),
    startGrade: () => expect.fail('a run was started'),
    startApply: () => expect.fail('a run was applied'),
    now: () => new Date('2026-10-01T04:00:00Z'),
    startMail: () => expect.fail('mail was started'),
    startErase: () => expect.fail('somebody was to be erased'),
    campaigns: openCampaigns(stores.runs),
    hasWayBack: () => expect.fail('a run was to be rolled back'),
    answer: (key, said) =>
      writing('answer', () => stores.results.put(resultKeys.requestAnswer(key), JSON.stringify(said))),
  });
}

async function asked(body: object) {
  count += 1;
  const key = `requests/${count}.json`;
  await stores.uploads.put(key, JSON.stringify({ want: 'withdraw', ...body }));
  return ObjectCreatedSchema.parse({
    time: '2026-10-05T00:00:00Z',
    detail: { bucket: { name: 'uploads' }, object: { key, 'version-id': await versionOf(key) } },
  });
}

/** Requests are put once, so their only version is the newest. */
const versionOf = async (key: string): Promise<string> => {
  return (await newestVersion(stores.uploads, key))?.versionId ?? '';
};

const statuses = async () =>
  Object.fromEntries(
    (await openRuns(stores.runs).intakes()).map(({ intakeId, status }) => [intakeId, status]),
  );
const marks = async () => (await openRuns(stores.runs).pending()).marked;

describe('a withdrawal', () => {
  it('takes the upload out, marks, wakes grading, and tells what went', async () => {
    const event = await asked({ key: 'orders/b.csv' });
    const answer = await wired()(event);
    expect(answer).toMatchObject({
      done: true,
      withdrawn: [{ intakeId: 'b1', key: 'orders/b.csv', rows: 4, kept: 3, amounts: { CNY: 1250 } }],
      notes: [],
    });
    expect(await statuses()).toEqual({ a1: 'committed', a2: 'committed', b1: 'withdrawn' });
    expect([await marks(), woken]).toEqual([1, [`request-${count}`]]);
    const written = await stores.results.must(resultKeys.requestAnswer(event.detail.object.key));
    expect(AnswerSchema.parse(JSON.parse(String(written)))).toEqual(answer);
    const item = (await openRuns(stores.runs).intakes()).find(({ intakeId }) => intakeId === 'b1');
    expect(item?.withdrawn).toEqual({ at: '2026-10-05T00:00:00.000Z', by: event.detail.object.key });
  });

  it('of bytes that were uploaded twice takes the newer one, and says that the other counts again', async () => {
    const answer = await wired()(await asked({ key: 'orders/a.csv' }));
    expect(await statuses()).toEqual({ a1: 'committed', a2: 'withdrawn', b1: 'committed' });
    expect(answer.notes).toMatchObject([{ en: expect.stringContaining('a1') }]);
  });

  it('of all of them says so when nothing is left', async () => {
    await wired()(await asked({ intakeId: 'b1' }));
    const answer = await wired()(await asked({ intakeId: 'a1', all: true }));
    expect(await statuses()).toEqual({ a1: 'withdrawn', a2: 'withdrawn', b1: 'withdrawn' });
    expect(answer.notes).toMatchObject([{ en: expect.stringContaining('E_NO_EXPORT') }]);
  });

  it.each([
    ['of an unknown key', { key: 'orders/none.csv' }, 'E_NO_UPLOAD'],
    ['of neither key nor id', {}, 'E_REQUEST'],
    ['of both', { key: 'orders/a.csv', intakeId: 'a1' }, 'E_REQUEST'],
  ])('%s changes nothing and says why', async (_, body, code) => {
    const answer = await wired()(await asked(body));
    expect(answer).toMatchObject({ done: false, problem: { en: expect.stringContaining(code) } });
    expect(Object.values(await statuses())).toEqual(['committed', 'committed', 'committed']);
    expect([await marks(), woken]).toEqual([0, []]);
  });

  it.each(['withdraw a1', 'withdraw a2', 'mark', 'wake', 'answer'])(
    'killed before it could %s and called again, it takes out the same',
    async (dies) => {
      const event = await asked({ key: 'orders/a.csv', all: true });
      await expect(wired(dies)(event)).rejects.toThrow('killed');
      const answer = await wired()(event);
      expect(answer.withdrawn?.map(({ intakeId }) => intakeId).sort()).toEqual(['a1', 'a2']);
      expect(await statuses()).toEqual({ a1: 'withdrawn', a2: 'withdrawn', b1: 'committed' });
      expect(await marks()).toBeGreaterThan(0);
      expect(woken.length).toBeGreaterThan(0);
    },
  );

  it('killed after it took out one upload of a key does not take the next one too', async () => {
    const event = await asked({ key: 'orders/a.csv' });
    await expect(wired('mark')(event)).rejects.toThrow('killed');
    await Promise.all([wired()(event), wired()(event)]);
    expect(await statuses()).toEqual({ a1: 'committed', a2: 'withdrawn', b1: 'committed' });
  });
});
