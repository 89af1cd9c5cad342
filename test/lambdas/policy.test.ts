import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSchedules } from '../../infra/local/servers/schedules.ts';
import { policy } from '../../lambdas/policy/step.ts';
import { CURRENT_POLICY_KEY, currentPolicy } from '../../shared/adapters/current-policy.ts';
import { getJson } from '../../shared/adapters/lines.ts';
import { openOffers } from '../../shared/adapters/offers.ts';
import { shopRemarks } from '../../shared/adapters/policy-remarks.ts';
import { openPolicies } from '../../shared/adapters/policy-store.ts';
import { openSchedule } from '../../shared/adapters/schedule.ts';
import { openTemplateStore } from '../../shared/adapters/template-store.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { PolicyAnswerSchema } from '../../shared/contract/policy-answer.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { LOCAL_SDK, type Stores, startStores } from '../support/local-stores.ts';

const shipped = defaultPolicyText();
const monthly = shipped
  .replace('every: quarter', 'every: month')
  .replace("'06:00'", "'07:30'")
  .replace('Asia/Shanghai', 'Europe/Paris');
const DAILY = {
  ScheduleExpression: 'cron(0 6 * * ? *)',
  ScheduleExpressionTimezone: 'Asia/Shanghai',
  FlexibleTimeWindow: { Mode: 'OFF' as const },
  Target: {
    Arn: 'arn:grade',
    RoleArn: 'arn:role',
    Input: '{"cause":"schedule"}',
    RetryPolicy: { MaximumRetryAttempts: 7 },
  },
  Description: 'A period has ended',
};

let stores: Stores;
let schedules: Awaited<ReturnType<typeof startSchedules>>;
let scheduler: SchedulerClient;

beforeAll(async () => {
  stores = await startStores();
  schedules = await startSchedules({ dir: join(stores.dir, 'schedules') });
  scheduler = new SchedulerClient({ ...LOCAL_SDK, endpoint: schedules.url });
});
afterAll(async () => {
  scheduler.destroy();
  await schedules.close();
  await stores.close();
});
beforeEach(() => stores.runs.remove(CURRENT_POLICY_KEY));

const remarks = (text: string, read: Policy) => shopRemarks(stores)(text, read);
let schedule = 0;
async function scene() {
  schedule += 1;
  const name = `s${schedule}`;
  schedules.ensure(`default/${name}`, DAILY);
  const { uploads, lake, results, runs } = stores;
  const inUse = () => currentPolicy(runs, lake, shipped);
  const { retime } = openSchedule(`default/${name}`, scheduler);
  const { known: templates } = openTemplateStore(runs, lake);
  const store = openPolicies({ uploads, lake, results }, runs);
  const take = policy({ ...store, inUse, retime, templates, remarks });
  const timing = () => scheduler.send(new GetScheduleCommand({ GroupName: 'default', Name: name }));
  return { take, inUse, timing };
}

async function uploaded(text: string | Buffer, time: string) {
  const put = new PutObjectCommand({ Bucket: 'uploads', Key: 'policy/策略 1.yaml', Body: text });
  const { VersionId } = await stores.objects.send(put);
  const object = { key: 'policy/策略 1.yaml', 'version-id': VersionId ?? '', sequencer: '1' };
  return { time, detail: { bucket: { name: 'uploads' }, object } };
}

describe('an uploaded policy', () => {
  it('comes into use, moves the schedule and is answered', async () => {
    const { take, inUse, timing } = await scene();
    const answer = await take(await uploaded(monthly, '2026-10-01T00:00:00Z'));
    expect(answer).toMatchObject({ status: 'accepted', faults: [] });
    expect(await inUse()).toMatchObject({ hash: answer.hash, policy: { schedule: { every: 'month' } } });
    expect(await timing()).toMatchObject({
      ...DAILY,
      ScheduleExpression: 'cron(30 7 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Paris',
    });
    expect(await getJson(stores.results, resultKeys.answer(answer.answerId), PolicyAnswerSchema)).toEqual(
      answer,
    );
  });

  it('whose campaign names a list of offer codes that is not there is in use, and its line is remarked on', async () => {
    const { take, inUse } = await scene();
    const lines = shipped.split('\n');
    const at = lines.findIndex((line) => line.includes('template: gold'));
    const offering = shipped.replace(/template: gold\b/, 'template: gold, offer: { list: autumn }');
    const answer = await take(await uploaded(offering, '2026-10-01T00:00:00Z'));
    expect(answer).toMatchObject({ status: 'accepted', faults: [], remarks: [{ line: at + 1 }] });
    expect(answer.remarks[0]?.message.en).toContain('upload offers/autumn.csv');
    expect(answer.remarks[0]?.message['zh-CN']).toContain('请上传 offers/autumn.csv');
    expect((await inUse()).hash).toBe(answer.hash);
    await openOffers(stores.runs, stores.lake).append('autumn', ['A1'], '1');
    expect(await take(await uploaded(offering, '2026-10-01T00:00:01Z'))).toMatchObject({ remarks: [] });
  });

  it.each<[string, string | Buffer]>([
    ['faults', shipped.replace('approval: never', 'approval: perhaps')],
    ['an unknown template', shipped.replace('template: gold', 'template: golden')],
    ['other bytes than UTF-8', Buffer.from([0xb2, 0xdf, 0xc2, 0xd4])],
    ['a film', Buffer.alloc(1_500_000, 'x')],
    ['nothing', ''],
  ])('with %s is answered, and the policy in use stays', async (_, text) => {
    const { take, inUse, timing } = await scene();
    const before = await inUse();
    const answer = await take(await uploaded(text, '2026-10-01T00:00:00Z'));
    expect(answer).toMatchObject({ status: 'refused', hash: null });
    expect(answer.faults.length).toBeGreaterThan(0);
    expect(await inUse()).toEqual(before);
    expect(await timing()).toMatchObject(DAILY);
  });

  it('gives way to a later upload whose event came first', async () => {
    const { take, inUse, timing } = await scene();
    const [older, newer] = [
      await uploaded(monthly, '2026-10-01T00:00:00Z'),
      await uploaded(shipped.replace('days: 365', 'days: 180'), '2026-10-01T00:00:01Z'),
    ];
    await take(newer);
    expect(await take(older)).toMatchObject({ status: 'superseded' });
    expect((await inUse()).policy.window.days).toBe(180);
    expect(await timing()).toMatchObject(DAILY);
  });

  it('may be handled twice', async () => {
    const { take, inUse } = await scene();
    const event = await uploaded(monthly, '2026-10-01T00:00:00Z');
    const first = await take(event);
    expect(await take(event)).toEqual(first);
    expect((await inUse()).hash).toBe(first.hash);
  });

  it('sets the schedule by the policy that came into use meanwhile', async () => {
    const { take } = await scene();
    const { uploads, lake, results, runs } = stores;
    const store = openPolicies({ uploads, lake, results }, runs);
    const timings: string[] = [];
    const racing = policy({
      ...store,
      templates: openTemplateStore(runs, lake).known,
      remarks,
      inUse: () => currentPolicy(runs, lake, shipped),
      retime: async ({ timeZone }) => {
        timings.push(timeZone);
        if (timings.length === 1) await take(await uploaded(shipped, '2026-10-01T00:00:09Z'));
      },
    });
    await racing(await uploaded(monthly, '2026-10-01T00:00:00Z'));
    expect(timings).toEqual(['Europe/Paris', 'Asia/Shanghai']);
  });
});
