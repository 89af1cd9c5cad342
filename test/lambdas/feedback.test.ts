import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedback } from '../../lambdas/feedback/step.ts';
import { MailEventSchema } from '../../shared/contract/mail-events.ts';
import { GENERATION_SID, type LedgerRow } from '../../shared/contract/mails.ts';
import { type MailRoom, openRoom } from '../support/mail-room.ts';

let room: MailRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

let made = 0;
function rowOf(state: LedgerRow['state']): LedgerRow {
  made += 1;
  const sid = `sid-${made}`;
  const own = { campaignId: 'x', customerId: 'c1', runId: 'r1', owner: 'w', startedAt: 0 };
  return { sid, mailbox: `box-${made}`, state, ...own };
}

const event = (sid: string, eventType: string, rest: object = {}) => ({
  source: 'aws.ses',
  detail: { eventType, mail: { messageId: 'm-1', tags: { sid: [sid] } }, ...rest },
});
const permanent = { bounce: { bounceType: 'Permanent' } };

async function seen(row: LedgerRow, events: object[]) {
  const { ledger, mailboxes } = room.dependencies([]);
  const take = feedback({ ...ledger, suppress: mailboxes.suppress });
  const sum = { applied: 0, ignored: 0 };
  for (const each of events) {
    const { applied, ignored } = await take(MailEventSchema.parse(each));
    sum.applied += applied;
    sum.ignored += ignored;
  }
  const found = (await ledger.find([row.sid])).get(row.sid);
  return { ...sum, state: found?.state, messageId: found?.messageId, box: await mailboxes.find(row.mailbox) };
}

async function put(row: LedgerRow): Promise<LedgerRow> {
  await room.dependencies([]).ledger.claim(row);
  return row;
}

describe('what SES reports', () => {
  it.each([
    ['sending', 'Send', 'sent'],
    ['unknown', 'Delivery', 'sent'],
    ['sent', 'Send', 'sent'],
    ['refused', 'Send', 'refused'],
    ['suppressed', 'Delivery', 'suppressed'],
  ] as const)('a mail in %s is after %s %s', async (state, type, expected) => {
    const row = await put(rowOf(state));
    expect((await seen(row, [event(row.sid, type)])).state).toBe(expected);
  });

  it.each([
    ['a permanent bounce', [['Bounce', permanent]], 'bounce'],
    ['a transient bounce', [['Bounce', { bounce: { bounceType: 'Transient' } }]], undefined],
    ['a complaint', [['Complaint', {}]], 'complaint'],
    [
      'a bounce after a complaint',
      [
        ['Complaint', {}],
        ['Bounce', permanent],
      ],
      'complaint',
    ],
    [
      'a complaint after a bounce',
      [
        ['Bounce', permanent],
        ['Complaint', {}],
      ],
      'complaint',
    ],
    ['a rejected content', [['Reject', {}]], undefined],
  ] as const)('%s', async (_, list, suppressed) => {
    const row = await put(rowOf('sending'));
    const result = await seen(
      row,
      list.map(([type, rest]) => event(row.sid, type, rest)),
    );
    expect(result.box.suppressed).toBe(suppressed);
    expect(result.state).toBe('sent');
  });

  it('comes in any order, twice, and ends alike (F46)', async () => {
    const types = ['Send', 'Delivery', 'Bounce', 'Complaint', 'Send', 'Bounce'];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(types, { minLength: types.length }), async (order) => {
        const row = await put(rowOf('unknown'));
        const result = await seen(
          row,
          order.map((type) => event(row.sid, type, permanent)),
        );
        expect([result.state, result.box.suppressed]).toEqual(['sent', 'complaint']);
      }),
      { numRuns: 10 },
    );
  });

  it('about somebody else is ignored and counted (F47)', async () => {
    const row = rowOf('unknown');
    expect(await seen(row, [event('nobody', 'Complaint')])).toMatchObject({ applied: 0, ignored: 1 });
    const untagged = { source: 'aws.ses', detail: { eventType: 'Send', mail: { messageId: 'm' } } };
    expect(await seen(row, [untagged])).toMatchObject({ ignored: 1 });
  });

  it('works beside the ledger’s own mark, and never touches it', async () => {
    const mark = { sid: GENERATION_SID, fingerprint: 'f' };
    await room.ledgerTable.put(mark);
    const row = await put(rowOf('unknown'));
    const events = [event(GENERATION_SID, 'Complaint'), event(row.sid, 'Send')];
    expect(await seen(row, events)).toMatchObject({ applied: 1, ignored: 1, state: 'sent' });
    expect(await room.ledgerTable.get({ sid: GENERATION_SID })).toEqual(mark);
  });

  it.each([
    [{ source: 'me', detail: {} }],
    [{ source: 'aws.ses', detail: { eventType: 'Explosion', mail: { messageId: 'm' } } }],
    [{ source: 'aws.ses', detail: { eventType: 'Bounce', mail: { messageId: 'm' } } }],
    [event('x', 'Bounce', { bounce: { bounceType: 'permanent' } })],
  ])('of another shape is not taken: %j (F47)', (forged) => {
    expect(MailEventSchema.safeParse(forged).success).toBe(false);
  });

  it('keeps an unsubscription when a mailbox is suppressed as well', async () => {
    const row = await put(rowOf('sent'));
    const { mailboxes } = room.dependencies([]);
    await mailboxes.unsubscribe(row.mailbox, '2026-01-01T00:00:00Z');
    await mailboxes.unsubscribe(row.mailbox, '2026-02-01T00:00:00Z');
    const { box } = await seen(row, [event(row.sid, 'Complaint')]);
    expect(box).toMatchObject({ unsubscribedAt: '2026-01-01T00:00:00Z', suppressed: 'complaint' });
  });
});
