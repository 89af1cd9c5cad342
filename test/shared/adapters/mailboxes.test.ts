import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamo } from '../../../infra/local/servers/dynamo.ts';
import { type Mailboxes, openMailboxes } from '../../../shared/adapters/mailboxes.ts';
import { openTable, type Table } from '../../../shared/adapters/table.ts';
import type { Scope } from '../../../shared/domain/mail/scopes.ts';
import { LOCAL_SDK } from '../../support/local-stores.ts';

const [EARLY, LATE] = ['2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z'];
const RECENT = { s1: { rule: 'win-back', tier: 'gold', on: '2026-09-30' } };

let table: Table;
let mailboxes: Mailboxes;
let close: () => Promise<void>;

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tierwise-mailboxes-'));
  const dynamo = await startDynamo({ dir });
  await dynamo.createTable({ name: 'mailboxes', partitionKey: 'mailbox' });
  const client = new DynamoDBClient({ ...LOCAL_SDK, endpoint: dynamo.url });
  table = openTable('mailboxes', client);
  mailboxes = openMailboxes(table);
  close = async () => {
    client.destroy();
    await dynamo.close();
    rmSync(dir, { recursive: true, force: true });
  };
});

afterAll(() => close());

let boxes = 0;
/** A mailbox of each test's own. */
const fresh = () => `box-${boxes++}`;

type Act = (mailbox: string) => Promise<unknown>;
const acts: [string, Act][] = [
  ['leaving everything', (box) => mailboxes.leave(box, 'all', LATE)],
  ['leaving a topic', (box) => mailboxes.leave(box, 'topic:offers', LATE)],
  ['leaving a campaign', (box) => mailboxes.leave(box, 'rule:win-back', LATE)],
  ['a bounce', (box) => mailboxes.suppress(box, 'bounce')],
  ['a complaint', (box) => mailboxes.suppress(box, 'complaint')],
  ['a soft bounce', (box) => mailboxes.softBounce(box, 's9', '2026-10-01')],
  ['erasure', (box) => mailboxes.erase(box, LATE)],
];

describe('a mailbox between the gate’s reading and its writing', () => {
  it.each(acts)('%s makes the writing fail (F52)', async (_, act) => {
    for (const box of [fresh(), await remembered()]) {
      const read = await mailboxes.find(box);
      await act(box);
      expect(await mailboxes.remember(read, { ...read.recent, s2: RECENT.s1 })).toBe(false);
      expect((await mailboxes.find(box)).recent?.s2).toBeUndefined();
    }
  });

  it('coming back makes it fail, and another mail does', async () => {
    const box = await remembered();
    await mailboxes.leave(box, 'topic:tier', EARLY);
    const read = await mailboxes.find(box);
    await mailboxes.comeBack(box, ['topic:tier']);
    expect(await mailboxes.remember(read, RECENT)).toBe(false);
    const again = await mailboxes.find(box);
    expect(await mailboxes.remember(again, RECENT)).toBe(true);
    expect(await mailboxes.remember(again, RECENT)).toBe(false);
  });

  it('of ten gates at once one passes', async () => {
    const read = await mailboxes.find(fresh());
    const passed = await Promise.all(Array.from({ length: 10 }, () => mailboxes.remember(read, RECENT)));
    expect(passed.filter(Boolean)).toHaveLength(1);
  });

  it('everybody’s writes at once all take effect', async () => {
    const box = await remembered();
    await Promise.all(acts.slice(0, -1).map(([, act]) => act(box)));
    expect(await mailboxes.find(box)).toMatchObject({
      unsubscribedAt: LATE,
      left: { 'topic:offers': LATE, 'rule:win-back': LATE },
      suppressed: 'complaint',
      softBounces: { s9: '2026-10-01' },
      recent: RECENT,
    });
  });
});

async function remembered(): Promise<string> {
  const box = fresh();
  await mailboxes.remember({ mailbox: box }, RECENT);
  return box;
}

describe('what a person or a provider did', () => {
  it.each(acts)('%s counts the first time, and again changes nothing', async (_, act) => {
    const box = fresh();
    await act(box);
    const once = await mailboxes.find(box);
    expect(once.version).toBe(1);
    await act(box);
    expect(await mailboxes.find(box)).toEqual(once);
  });

  it.each<[Scope, object]>([
    ['all', { unsubscribedAt: EARLY }],
    ['topic:events', { left: { 'topic:events': EARLY } }],
    ['rule:party', { left: { 'rule:party': EARLY } }],
  ])('leaving %s keeps the day on which it happened first', async (scope, kept) => {
    const box = fresh();
    await mailboxes.leave(box, scope, EARLY);
    await mailboxes.leave(box, scope, LATE);
    expect(await mailboxes.find(box)).toMatchObject({ ...kept, version: 1 });
  });

  it.each<['bounce' | 'complaint', 'bounce' | 'complaint']>([
    ['bounce', 'complaint'],
    ['complaint', 'bounce'],
  ])('a complaint outweighs a bounce, also a %s before a %s', async (first, second) => {
    const box = fresh();
    await mailboxes.suppress(box, first);
    await mailboxes.suppress(box, second);
    expect((await mailboxes.find(box)).suppressed).toBe('complaint');
  });

  it('coming back takes back his own leaving, scope by scope, and no suppression', async () => {
    const box = fresh();
    for (const scope of ['all', 'topic:offers', 'rule:party'] as const)
      await mailboxes.leave(box, scope, EARLY);
    await mailboxes.suppress(box, 'complaint');
    await mailboxes.comeBack(box, ['all', 'rule:party']);
    expect(await mailboxes.find(box)).toEqual({
      mailbox: box,
      left: { 'topic:offers': EARLY },
      suppressed: 'complaint',
      version: 5,
    });
    await mailboxes.comeBack(box, ['topic:offers']);
    await mailboxes.comeBack(box, ['topic:offers', 'all']);
    expect(await mailboxes.find(box)).toEqual({ mailbox: box, suppressed: 'complaint', version: 6 });
  });

  it('erasure keeps what stops mails and nothing else, and later reports add nothing', async () => {
    const box = await remembered();
    for (const [, act] of acts) await act(box);
    await mailboxes.softBounce(box, 's10', '2026-10-03');
    expect(await mailboxes.find(box)).toEqual({
      mailbox: box,
      unsubscribedAt: LATE,
      suppressed: 'complaint',
      erasedAt: LATE,
      version: 8,
    });
  });

  it('a mail that never went out is forgotten once', async () => {
    const box = await remembered();
    await mailboxes.forget(box, 's1');
    await mailboxes.forget(box, 's1');
    expect(await mailboxes.find(box)).toEqual({ mailbox: box, recent: {}, version: 2 });
  });
});

it('an answer that was lost after the write is not taken for somebody else’s', async () => {
  let lost = 1;
  const losing: Table = {
    ...table,
    update: async (...call) => {
      const after = await table.update(...call);
      // The SDK then tries again, and the condition does not hold any more.
      return lost-- > 0 ? table.update(...call) : after;
    },
  };
  const box = fresh();
  await openMailboxes(losing).leave(box, 'topic:tier', EARLY);
  expect(await mailboxes.find(box)).toEqual({ mailbox: box, left: { 'topic:tier': EARLY }, version: 1 });
});
