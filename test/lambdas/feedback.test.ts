import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedback } from '../../lambdas/feedback/step.ts';
import { MailEventSchema, SHADOW_TAG } from '../../shared/contract/mail-events.ts';
import { GENERATION_SID } from '../../shared/contract/mails.ts';
import { type FeedbackRoom, inQueue, onBus, openFeedbackRoom, reported } from '../support/feedback-room.ts';

let room: FeedbackRoom;
beforeAll(async () => {
  room = await openFeedbackRoom();
});
afterAll(() => room.close());

describe('what SES reports of a mail', () => {
  it.each([
    ['sending', 'Send', 'sent', { send: 'm-1' }],
    ['unknown', 'Delivery', 'sent', { delivery: 'm-1' }],
    ['unknown', 'Open', 'sent', { open: 'm-1' }],
    ['sent', 'Reject', 'refused', { reject: 'm-1' }],
    ['suppressed', 'Delivery', 'suppressed', { delivery: 'm-1' }],
  ] as const)(
    'turns %s by %s into %s, and the fact stays on its row',
    async (state, type, expected, facts) => {
      const row = await room.rowIn(state, { reason: 'timeout' });
      expect(await room.take(onBus(reported(row.sid, type)))).toEqual({ applied: 1, ignored: 0 });
      expect(await room.rowAfter(row)).toMatchObject({ state: expected, messageId: 'm-1', facts });
      expect(await room.take(onBus(reported(row.sid, type)))).toEqual({ applied: 0, ignored: 1 });
    },
  );

  it('takes the reason of an unknown away once it is known as sent, and gives a refusal its own', async () => {
    const [sent, refused] = [
      await room.rowIn('unknown', { reason: 'timeout' }),
      await room.rowIn('unknown', { reason: 'timeout' }),
    ];
    await room.take(inQueue(reported(sent.sid, 'Send'), reported(refused.sid, 'Reject')));
    expect((await room.rowAfter(sent)).reason).toBeUndefined();
    expect((await room.rowAfter(refused)).reason).toBe('Reject');
  });

  it('leaves the same row and mailbox in all orders and with any repeats, by both ways at once (F46)', async () => {
    const types = ['Send', 'Delivery', 'Bounce', 'Complaint', 'Open', 'SoftBounce'] as const;
    const facts = { send: 'm-1', delivery: 'm-1', bounce: 'm-1', complaint: 'm-1', open: 'm-1' };
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...types, ...types], { minLength: 2 * types.length }),
        async (order) => {
          const row = await room.rowIn('unknown');
          const news = order.map((type) => reported(row.sid, type));
          await Promise.all([room.take(inQueue(...news)), ...news.map((one) => room.take(onBus(one)))]);
          expect(await room.rowAfter(row)).toMatchObject({
            ...{ state: 'sent', messageId: 'm-1' },
            facts: { ...facts, softBounce: 'm-1' },
          });
          expect(await room.mailboxes.find(row.mailbox)).toMatchObject({
            ...{ suppressed: 'complaint', softBounces: { [row.sid]: '2026-10-02' } },
          });
          const campaign = (await room.campaigns.find([row.campaignId])).get(row.campaignId);
          expect([campaign?.bounces, campaign?.complaints]).toEqual([1, 1]);
        },
      ),
      { numRuns: 4 },
    );
  });

  it.each([
    ['Bounce', { suppressed: 'bounce' }],
    ['Complaint', { suppressed: 'complaint' }],
    ['SoftBounce', { softBounces: expect.any(Object) }],
  ] as const)('closes the mailbox as far as %s asks for', async (type, expected) => {
    const row = await room.rowIn('sent', { messageId: 'm-1' });
    await room.take(onBus(reported(row.sid, type)));
    const { mailbox, version, ...known } = await room.mailboxes.find(row.mailbox);
    expect(known).toEqual(expected);
  });

  it('keeps an unsubscription when a mailbox is suppressed as well', async () => {
    const row = await room.rowIn('sent');
    await room.mailboxes.leave(row.mailbox, 'all', '2026-01-01T00:00:00Z');
    await room.take(onBus(reported(row.sid, 'Complaint')));
    expect(await room.mailboxes.find(row.mailbox)).toMatchObject({
      unsubscribedAt: '2026-01-01T00:00:00Z',
      suppressed: 'complaint',
    });
  });

  it('closes the mailbox again when the first try died before the fact was noted', async () => {
    const row = await room.rowIn('sent');
    const dying = feedback({
      ...room.dependencies,
      at: (point) => {
        if (point === 'feedback.before_fact') throw new Error('killed');
      },
    });
    const event = MailEventSchema.parse(onBus(reported(row.sid, 'Complaint')));
    await expect(dying(event)).rejects.toThrow('killed');
    expect((await room.mailboxes.find(row.mailbox)).suppressed).toBe('complaint');
    expect((await room.rowAfter(row)).facts).toEqual({});
    expect(await room.take(event)).toEqual({ applied: 1, ignored: 0 });
  });

  it('says nothing about the customer when the mail went to somebody else instead', async () => {
    const row = await room.rowIn('sent');
    const complaint = reported(row.sid, 'Complaint') as { mail: { tags: object } };
    const mail = { ...complaint.mail, tags: { ...complaint.mail.tags, [SHADOW_TAG]: ['yes'] } };
    await room.take(onBus({ ...complaint, mail }));
    expect((await room.mailboxes.find(row.mailbox)).suppressed).toBeUndefined();
    expect((await room.campaigns.find([row.campaignId])).get(row.campaignId)).toBeUndefined();
    expect((await room.rowAfter(row)).facts).toEqual({ complaint: 'm-1' });
  });
});

describe('a campaign', () => {
  const campaignOf = async (id: string) => (await room.campaigns.find([id])).get(id);

  it.each([
    ['complaints', 'Complaint', 3],
    ['bounces', 'Bounce', 6],
  ] as const)('rests when its breaker for %s trips (F51)', async (why, type, atWhich) => {
    await room.campaigns.count(`tripping-${why}`, { sent: 200 });
    for (let n = 1; n <= atWhich; n += 1) {
      expect((await campaignOf(`tripping-${why}`))?.status).toBe('running');
      const row = await room.rowIn('sent', { campaignId: `tripping-${why}` });
      await room.take(onBus(reported(row.sid, type)));
    }
    expect(await campaignOf(`tripping-${why}`)).toMatchObject({ status: 'paused', why, [why]: atWhich });
  });

  it('rests when SES tells two message ids of one mail', async () => {
    const row = await room.rowIn('sent', { messageId: 'm-1' });
    await room.take(onBus(reported(row.sid, 'Send', 'm-1')));
    expect(await campaignOf(row.campaignId)).toBeUndefined();
    await room.take(onBus(reported(row.sid, 'Delivery', 'm-2')));
    expect(await campaignOf(row.campaignId)).toMatchObject({ status: 'paused', why: 'duplicate' });
    expect((await room.rowAfter(row)).facts).toMatchObject({ duplicate: 'm-2' });
  });

  it('that a person lets go on is not stopped again by news of the same second mail', async () => {
    const row = await room.rowIn('sent', { messageId: 'm-1' });
    await room.take(onBus(reported(row.sid, 'Delivery', 'm-2')));
    await room.campaigns.resume(row.campaignId, '2026-10-02T00:00:00Z');
    await room.take(onBus(reported(row.sid, 'Delivery', 'm-2')));
    await room.take(onBus(reported(row.sid, 'Open', 'm-2')));
    expect((await campaignOf(row.campaignId))?.status).toBe('running');
  });
});

describe('what is not about a mail of ours', () => {
  it('is ignored and counted (F47)', async () => {
    const untagged = { eventType: 'Send', mail: { messageId: 'm' } };
    for (const stranger of [reported('nobody', 'Complaint'), untagged])
      expect(await room.take(onBus(stranger))).toEqual({ applied: 0, ignored: 1 });
    const strangers = inQueue(reported('nobody', 'Complaint'), untagged);
    expect(await room.take(strangers)).toEqual({ batchItemFailures: [] });
  });

  it.each([GENERATION_SID, '#claim/run/1/1'])('never touches the ledger’s own item %s', async (sid) => {
    const own = { sid, fingerprint: 'f' };
    await room.ledger.put(own);
    expect(await room.take(onBus(reported(sid, 'Complaint')))).toEqual({ applied: 0, ignored: 1 });
    expect(await room.ledger.get({ sid })).toEqual(own);
  });

  it.each([
    [{ source: 'me', detail: {} }],
    [onBus({ eventType: 'Explosion', mail: { messageId: 'm' } })],
    [onBus({ eventType: 'Bounce', mail: { messageId: 'm' } })],
    [onBus({ ...reported('x', 'Bounce'), bounce: { bounceType: 'permanent' } })],
  ])('or has another shape is not taken: %j (F47)', (forged) => {
    expect(MailEventSchema.safeParse(forged).success).toBe(false);
  });
});

describe('a batch of the queue', () => {
  it('gives back only what failed, and says no more of it than the error’s name (F49)', async () => {
    const rows = [await room.rowIn('unknown'), await room.rowIn('unknown')] as const;
    const [first, second] = [reported(rows[0].sid, 'Send'), reported(rows[1].sid, 'Send')];
    room.returned.length = 0;
    const forged = { eventType: 'Bounce', mail: { messageId: 'li@example.org' } };
    const answer = await room.take(inQueue('li@example.org is no JSON', first, forged, second, '{}'));
    expect(answer).toEqual({
      batchItemFailures: ['message-0', 'message-2', 'message-4'].map((itemIdentifier) => ({
        itemIdentifier,
      })),
    });
    expect(room.returned).toEqual(['SyntaxError', 'ZodError', 'ZodError']);
    for (const row of rows) expect((await room.rowAfter(row)).state).toBe('sent');
  });

  it('gives back what the tables did not take', async () => {
    const row = await room.rowIn('unknown');
    const broken = feedback({
      ...room.dependencies,
      facts: { ...room.facts, note: () => Promise.reject(new Error('throttled')) },
    });
    const messages = inQueue(reported(row.sid, 'Send'), reported('nobody', 'Send'));
    const answer = await broken(messages as Parameters<typeof broken>[0]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
  });
});
