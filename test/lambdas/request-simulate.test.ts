import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { request } from '../../lambdas/request/step.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { parsePolicy, policyHash } from '../../shared/adapters/policy-file.ts';
import { keptPolicy } from '../../shared/adapters/policy-store.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import { lakeKeys } from '../../shared/contract/keys.ts';
import { GradeInputSchema } from '../../shared/contract/steps.ts';
import { SHIPPED_TEMPLATES } from '../../shared/domain/policy/templates.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type Stores, startStores } from '../support/local-stores.ts';

const shipped = defaultPolicyText();
const other = shipped.replace('days: 365', 'days: 180');
const ORDERS: Intake = {
  ...{ intakeId: 'a', kind: 'orders', status: 'committed', key: 'orders/a.csv', versionId: 'v' },
  ...{ uploadedAt: '2026-10-01T00:00:00.000Z', sequencer: '1', sha256: '', contentId: 'a', amounts: {} },
  counts: { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
  ...{ problems: [], unmatched: [] },
};
const SNAPSHOT = {
  ...{ runId: 'r', runSeq: 1, asOf: '2026-09-30', parts: 1 },
  ...{ modelRunId: 'r', servedPeriod: '2026-Q3', periodicAsOf: '2026-09-30' },
};

let stores: Stores;
const started: { name: string; input: unknown }[] = [];
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());
beforeEach(() => {
  started.length = 0;
});

/** `sent` is the body of the request; it comes at noon of 1 October in Shanghai. */
function asked(sent: object, intakes: Intake[] = [ORDERS]) {
  const step = request({
    ...openRuns(stores.runs),
    read: async () => Buffer.from(JSON.stringify({ want: 'simulate', ...sent })),
    intakes: async () => intakes,
    snapshot: async () => SNAPSHOT,
    policy: async () => parsePolicy(shipped),
    async check(text) {
      const policy = parsePolicy(text, SHIPPED_TEMPLATES);
      return { policy, hash: policyHash(policy) };
    },
    keepPolicy: (hash, text) => stores.lake.put(lakeKeys.policy(hash), text),
    startGrade: async (name, input) => void started.push({ name, input }),
    startApply: () => expect.fail('a run was applied'),
    now: () => new Date('2026-10-01T04:00:00Z'),
    startMail: () => expect.fail('mail was started'),
    startErase: () => expect.fail('somebody was to be erased'),
    campaigns: openCampaigns(stores.runs),
    hasWayBack: () => expect.fail('a run was to be rolled back'),
    wake: () => expect.fail('grading was woken'),
    answer: async () => undefined,
  });
  const object = { key: 'requests/7.json', 'version-id': 'v', sequencer: '1' };
  return step({ time: '2026-10-01T04:00:00Z', detail: { bucket: { name: 'uploads' }, object } });
}

describe('a request to simulate', () => {
  it('keeps the policy under its hash and starts grading by it', async () => {
    const hash = policyHash(parsePolicy(other));
    expect(await asked({ policy: other })).toEqual({ key: 'requests/7.json', done: true, simulates: hash });
    expect(started).toMatchObject([{ name: 'request-7' }]);
    expect(GradeInputSchema.parse(started[0]?.input)).toEqual({
      ...{ cause: 'request', time: '2026-10-01T04:00:00Z', mode: 'periodic', simulate: hash },
    });
    expect((await keptPolicy(stores.lake, hash)).window.days).toBe(180);
    expect(await openRuns(stores.runs).pending()).toEqual({ marked: 0, claimed: 0 });
  });

  it('may name the day', async () => {
    await asked({ policy: other, asOf: '2026-10-01' });
    expect(started).toMatchObject([{ input: { asOf: '2026-10-01' } }]);
  });

  it.each<[string, object, string]>([
    ['with faults', { policy: shipped.replace('approval: never', 'approval: perhaps') }, 'E_POLICY'],
    [
      'with an unknown template',
      { policy: shipped.replace('template: gold', 'template: golden') },
      'E_POLICY',
    ],
    ['as of a day that has not come', { policy: other, asOf: '2026-10-02' }, 'E_AS_OF_IN_FUTURE'],
    ['as of a day before the last run', { policy: other, asOf: '2026-09-29' }, 'E_AS_OF_BEFORE_SNAPSHOT'],
    ['larger than a policy may be', { policy: 'x'.repeat(256 * 1024 + 1) }, 'E_REQUEST'],
  ])('%s is refused in both languages and starts nothing', async (_, sent, code) => {
    const { done, problem } = await asked(sent);
    expect(done).toBe(false);
    expect(problem?.en).toContain(code);
    expect(problem?.['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    expect(started).toEqual([]);
  });

  it('is refused where there is nothing to grade by', async () => {
    expect((await asked({ policy: other }, []))?.problem?.en).toContain('E_NO_EXPORT');
    expect(started).toEqual([]);
  });
});
