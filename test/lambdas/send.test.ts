import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feedback } from '../../lambdas/feedback/step.ts';
import { MailEventSchema } from '../../shared/contract/mail-events.ts';
import { keys, type MailRoom, mailTo, openRoom, sidOf } from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const some = (n: number) => Array.from({ length: n }, (_, i) => mailTo(i));
const mostForOneSid = () => Math.max(0, ...room.ses.acceptedBySid().values());
const lastOutcomes = () => room.saved.at(-1)?.outcomes ?? [];
const balanced = (counts: Record<string, number>) => {
  const { mails, waitSeconds: _, ...outcomes } = counts;
  return mails === Object.values(outcomes).reduce((sum, n) => sum + n, 0);
};

describe('sending a part', () => {
  it('sends each mail once, with its tags and its unsubscribe link, and again none', async () => {
    const mails = [...some(30), mailTo(90, { skip: 'no_consent' }), mailTo(91, { address: null })];
    const counts = await room.sendMails(mails);
    expect(counts).toMatchObject({ mails: 32, sent: 30, suppressed: 2, pending: 0, waitSeconds: 0 });
    expect(new Set(room.ses.acceptedBySid().keys())).toEqual(new Set(some(30).map(sidOf)));
    const [first] = room.ses.accepted();
    expect(first?.tags).toMatchObject({ campaign: 'up-to-gold', cid: 'up-to-gold_after-1' });
    const token = keys.token(keys.mailbox(first?.destinations[0] ?? ''));
    const raw =
      room.ses
        .raw(first?.messageId ?? '')
        ?.toString()
        .replace(/\r\n[ \t]/g, '') ?? '';
    expect(raw.replace(/\s/g, '')).toContain(`List-Unsubscribe:<https://u.example.com/${token}>`);
    expect(await room.sendMails(mails)).toEqual(counts);
    expect(room.ses.sentCount()).toBe(30);
    expect(lastOutcomes().find(({ customerId }) => customerId === 'c0091')?.reason).toBe('no_address');
  });

  it('two workers at the same time send each mail once', async () => {
    const mails = some(60);
    await Promise.all([room.sendMails(mails), room.sendMails(mails), room.sendMails(mails.toReversed())]);
    expect([room.ses.sentCount(), mostForOneSid()]).toEqual([60, 1]);
    expect(await room.sendMails(mails)).toMatchObject({ sent: 60, pending: 0 });
  });

  it('a worker killed after SES accepted leaves an unknown, never a second mail (F3)', async () => {
    const mails = some(12);
    const real = room.dependencies(mails).ses;
    let sends = 0;
    const dies = {
      ...real,
      sendRaw: async (mail: Parameters<typeof real.sendRaw>[0]) => {
        const verdict = await real.sendRaw(mail);
        sends += 1;
        if (sends >= 4) throw new Error('killed');
        return verdict;
      },
    };
    await expect(room.sendMails(mails, { ses: dies })).rejects.toThrow('killed');
    const meanwhile = await room.sendMails(mails);
    expect(meanwhile.pending).toBeGreaterThan(0);
    expect(meanwhile.waitSeconds).toBeGreaterThan(0);
    const later = await room.sendMails(mails, { now: () => Date.now() + 61_000 });
    expect(later).toMatchObject({ pending: 0, unknown: meanwhile.pending, sent: 12 - meanwhile.pending });
    expect([room.ses.sentCount(), mostForOneSid()]).toEqual([12, 1]);
    expect(lastOutcomes().some(({ reason }) => reason === 'lease_expired')).toBe(true);
  });

  it('what SES reports turns an unknown into sent (F3)', async () => {
    room.ses.faults.set({ kind: 'resetAfter', times: 3 });
    const mails = some(8);
    expect(await room.sendMails(mails)).toMatchObject({ sent: 5, unknown: 3 });
    await room.ses.settled();
    const { ledger, mailboxes } = room.dependencies(mails);
    const take = feedback({ ...ledger, suppress: mailboxes.suppress });
    for (const event of room.events) await take(MailEventSchema.parse(event));
    expect(await room.sendMails(mails)).toMatchObject({ sent: 8, unknown: 0 });
    expect([room.ses.sentCount(), mostForOneSid()]).toEqual([8, 1]);
  });

  it.each([
    ['http500', { accepted: true }],
    ['http503', {}],
    ['resetBefore', {}],
    ['cutBody', {}],
  ] as const)('%s once: no repeat, the others go on', async (kind, rest) => {
    room.ses.faults.set({ kind, ...rest });
    const mails = some(10);
    const counts = await room.sendMails(mails);
    expect(counts.sent + counts.unknown).toBe(10);
    await room.sendMails(mails);
    expect(room.ses.requestCount('SendRawEmail')).toBe(10);
  });

  it('nothing but 500: stops after few, keeps the rest, asks for a person (F8)', async () => {
    room.ses.faults.set({ kind: 'http500', times: 'always' });
    await expect(room.sendMails(some(60))).rejects.toMatchObject({ name: 'E_SES_FAILING' });
    const counts = room.saved.at(-1)?.counts;
    expect(counts?.unknown).toBeLessThan(20);
    expect(counts && balanced(counts)).toBe(true);
    room.ses.faults.clear();
    const healed = await room.sendMails(some(60));
    expect(healed).toMatchObject({ pending: 0, unknown: counts?.unknown });
    expect(mostForOneSid()).toBe(1);
  });

  it('throttled fifty times: slows down and sends all (F10)', async () => {
    room.ses.faults.set({ kind: 'throttleRate', times: 50 });
    expect(await room.sendMails(some(20))).toMatchObject({ sent: 20, pending: 0 });
    expect(mostForOneSid()).toBe(1);
  });

  it('a used-up quota keeps the rest for the next window (F11)', async () => {
    room.ses.faults.set({ kind: 'throttleDaily', times: 'always', skip: 15 });
    const counts = await room.sendMails(some(40));
    expect(counts).toMatchObject({ sent: 15, pending: 25, waitSeconds: 3600 });
    room.ses.faults.clear();
    expect(await room.sendMails(some(40))).toMatchObject({ sent: 40, pending: 0 });
  });

  it('sends no more than the quota leaves (F12)', async () => {
    room.ses.configure({ max24HourSend: 7 });
    expect(await room.sendMails(some(20))).toMatchObject({ sent: 7, pending: 13, waitSeconds: 3600 });
    expect(room.ses.requestCount('SendRawEmail')).toBe(7);
  });

  it('an account that may not send gets no request (F13)', async () => {
    room.ses.configure({ sendingEnabled: false });
    await expect(room.sendMails(some(3))).rejects.toMatchObject({ name: 'E_SES_NOT_READY' });
    expect(room.ses.requestCount('SendRawEmail')).toBe(0);
  });

  it('a sender that is not verified gets no request and claims nothing (F13)', async () => {
    room.ses.createIdentity('elsewhere.example.com');
    await expect(room.sendMails(some(3))).rejects.toMatchObject({ name: 'E_SES_NOT_READY' });
    expect(room.ses.requestCount('SendRawEmail')).toBe(0);
    expect((await room.dependencies([]).ledger.find(some(3).map(sidOf))).size).toBe(0);
  });

  it('an account in the sandbox stops, refuses nobody for good, and sends all later (F13)', async () => {
    room.ses.createIdentity('mail.example.com');
    room.ses.configure({ sandbox: true });
    const impatient = { sleep: async () => undefined };
    await expect(room.sendMails(some(12), impatient)).rejects.toMatchObject({ name: 'E_SES_NOT_READY' });
    expect(room.saved.at(-1)?.counts).toMatchObject({ sent: 0, refused: 0, pending: 12 });
    room.ses.configure({ sandbox: false });
    expect(await room.sendMails(some(12))).toMatchObject({ sent: 12, pending: 0 });
  });

  it('an account that is paused half-way stops, and loses nothing (F15)', async () => {
    room.ses.faults.set({ kind: 'paused', times: 'always', skip: 5 });
    await expect(room.sendMails(some(40))).rejects.toMatchObject({ name: 'E_SES_NOT_READY' });
    expect(room.saved.at(-1)?.counts).toMatchObject({ sent: 5, pending: 35, refused: 0 });
    room.ses.faults.clear();
    expect(await room.sendMails(some(40))).toMatchObject({ sent: 40 });
  });

  it('SES rejecting everything: all refused, none pending', async () => {
    room.ses.faults.set({ kind: 'reject', times: 'always' });
    expect(await room.sendMails(some(30))).toMatchObject({ refused: 30, pending: 0 });
    expect(room.ses.sentCount()).toBe(0);
  });

  it('one rejected recipient does not touch the others (F14)', async () => {
    room.ses.faults.set({ kind: 'reject', to: 'c0003@example.com' });
    expect(await room.sendMails(some(10))).toMatchObject({ refused: 1, sent: 9 });
  });

  it('stops in time (F25)', async () => {
    expect(await room.sendMails(some(5), {}, 'r1', 29_000)).toMatchObject({ pending: 5, waitSeconds: 1 });
    expect(room.ses.sentCount()).toBe(0);
  });
});

describe('who is not written to', () => {
  it('who unsubscribed between plan and send (F52)', async () => {
    const mails = some(3);
    const { mailboxes } = room.dependencies(mails);
    await mailboxes.unsubscribe(keys.mailbox('C0001@example.com'), '2026-10-01T00:00:00Z');
    expect(await room.sendMails(mails)).toMatchObject({ sent: 2, suppressed: 1 });
    expect(lastOutcomes().find(({ customerId }) => customerId === 'c0001')?.reason).toBe('unsubscribed');
  });

  it('who unsubscribed while the part was being sent (F52)', async () => {
    const mails = some(3);
    const { mailboxes } = room.dependencies(mails);
    const late = {
      ...mailboxes,
      findMany: async (ids: readonly string[]) => {
        const known = await mailboxes.findMany(ids);
        for (const id of ids) await mailboxes.unsubscribe(id, '2026-10-01T00:00:00Z');
        return known;
      },
    };
    expect(await room.sendMails(mails, { mailboxes: late })).toMatchObject({ sent: 0, suppressed: 3 });
    expect(room.ses.sentCount()).toBe(0);
  });

  it('who took the consent back in a newer export', async () => {
    const withdrawals = async () => [{ who: 'c0002', on: '2026-10-02' }];
    expect(await room.sendMails(some(4), { withdrawals })).toMatchObject({ sent: 3, suppressed: 1 });
    expect(lastOutcomes().find(({ customerId }) => customerId === 'c0002')?.reason).toBe('consent_withdrawn');
  });

  it('the second customer with the same address', async () => {
    const mails = [mailTo(2, { address: 'c0001@Example.com' }), mailTo(1)];
    expect(await room.sendMails(mails)).toMatchObject({ sent: 1, suppressed: 1 });
    expect(lastOutcomes().map(({ reason }) => reason)).toEqual(['', 'same_mailbox']);
  });

  it('who got a mail of the same rule and tier within the cooldown', async () => {
    await room.sendMails(some(3));
    const again = some(3).map((mail) => ({ ...mail, campaignId: 'up-to-gold@after-2' }));
    expect(await room.sendMails(again, {}, 'r2')).toMatchObject({ capped: 3, sent: 0 });
    expect(room.ses.sentCount()).toBe(3);
  });

  it('but who was refused the last one for good, or is written to as a member each period, is not capped', async () => {
    room.ses.faults.set({ kind: 'reject', to: 'c0001@example.com' });
    expect(await room.sendMails(some(2))).toMatchObject({ refused: 1, sent: 1 });
    const next = some(2).map((mail) => ({ ...mail, campaignId: 'up-to-gold@after-2' }));
    expect(await room.sendMails(next, {}, 'r2')).toMatchObject({ sent: 1, capped: 1 });
    expect(lastOutcomes().map(({ outcome }) => outcome)).toEqual(['capped', 'sent']);
    const monthly = (campaignId: string) =>
      some(2).map((mail) => ({ ...mail, rule: 'monthly', kind: 'membership' as const, campaignId }));
    for (const period of ['monthly@2026-01', 'monthly@2026-02'])
      expect(await room.sendMails(monthly(period), {}, period)).toMatchObject({ sent: 2, capped: 0 });
  });

  it('who got this very mail from another run', async () => {
    await room.sendMails(some(3));
    expect(await room.sendMails(some(3), {}, 'r2')).toMatchObject({ suppressed: 3, sent: 0 });
    expect(lastOutcomes()[0]?.reason).toBe('already_sent');
  });
});
