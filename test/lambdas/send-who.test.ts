import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendDependencies } from '../../lambdas/send/dependencies.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import {
  clockFrom,
  giftTo,
  keys,
  type MailRoom,
  mailTo,
  openRoom,
  POLICY,
  some,
  withMail,
} from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const AT = '2026-10-01T00:00:00Z';
const box = (n: number) => keys.mailbox(mailTo(n).address ?? '');

describe('who is not written to', () => {
  it.each([
    ['left everything', 'unsubscribed', 'all'],
    ['left the topic', 'left_topic', 'topic:tier'],
    ['left the campaign', 'left_campaign', 'rule:up-to-gold'],
  ] as const)('who %s between plan and send (F52)', async (_, reason, scope) => {
    await room.dependencies().mailboxes.leave(box(1), scope, AT);
    await room.dependencies().mailboxes.leave(box(2), 'topic:surveys', AT);
    expect(await room.sendMails(some(3))).toMatchObject({ sent: 2, suppressed: 1 });
    expect(room.reasonOf(1)).toBe(reason);
  });

  it('who was erased, bounced, complained, or softly bounced three times', async () => {
    const { mailboxes } = room.dependencies();
    const today = '2026-10-01';
    const change = { now: clockFrom('2026-10-01T04:00:00Z') };
    await mailboxes.erase(box(0), AT);
    await mailboxes.suppress(box(1), 'bounce');
    await mailboxes.suppress(box(2), 'complaint');
    for (const sid of ['a', 'b', 'c']) await mailboxes.softBounce(box(3), sid, today);
    for (const sid of ['a', 'b']) await mailboxes.softBounce(box(4), sid, today);
    expect(await room.sendMails(some(5), { change })).toMatchObject({ sent: 1, suppressed: 4 });
    expect([0, 1, 2, 3, 4].map(room.reasonOf)).toEqual(['erased', 'bounce', 'complaint', 'soft_bounces', '']);
  });

  it('who unsubscribed after the mailboxes were read (F52)', async () => {
    const { mailboxes } = room.dependencies();
    const late: SendDependencies['mailboxes'] = {
      ...mailboxes,
      async findMany(ids) {
        const known = await mailboxes.findMany(ids);
        for (const id of ids) await mailboxes.leave(id, 'all', AT);
        return known;
      },
    };
    expect(await room.sendMails(some(3), { change: { mailboxes: late } })).toMatchObject({
      sent: 0,
      suppressed: 3,
    });
    expect(room.ses.sentCount()).toBe(0);
  });

  it('who took the consent back in a newer export', async () => {
    const withdrawals = async () => [{ who: 'c0002', on: '2026-10-02' }];
    expect(await room.sendMails(some(4), { change: { withdrawals } })).toMatchObject({
      sent: 3,
      suppressed: 1,
    });
    expect(room.reasonOf(2)).toBe('consent_withdrawn');
  });

  it('who has bought since, where the campaign asks for it', async () => {
    const purchases = async () => [1, 2].map((n) => ({ who: `c000${n}`, on: '2026-10-02' }));
    await room.dependencies().offers.append('autumn', ['A', 'B', 'C'], 'v1');
    expect(await room.sendMails([giftTo(1), mailTo(2)], { change: { purchases } })).toMatchObject({
      sent: 1,
    });
    expect([1, 2].map(room.reasonOf)).toEqual(['bought_since', '']);
    expect(await room.dependencies().offers.left('autumn')).toBe(3);
  });

  it('the second customer with the same address', async () => {
    const mails = [mailTo(2, { address: 'c0001@Example.com' }), mailTo(1)];
    expect(await room.sendMails(mails)).toMatchObject({ sent: 1, suppressed: 1 });
    expect([1, 2].map(room.reasonOf)).toEqual(['', 'same_mailbox']);
  });

  it('control groups, who never get a row in the ledger', async () => {
    const batch = { policy: withMail({ holdOut: { share: 1, tiers: {} } }) };
    expect(await room.sendMails(some(3), { batch })).toMatchObject({ heldOut: 3, pending: 0 });
    expect(room.reasonOf(1)).toBe('global');
    expect(
      (await room.dependencies().ledger.find(room.batchOf(some(3)).mails.map(({ sid }) => sid))).size,
    ).toBe(0);
  });

  it('who got a mail of the same rule and tier within the cooldown', async () => {
    await room.sendMails(some(2));
    const again = some(2).map((mail) => ({ ...mail, campaignId: 'up-to-gold@after-2' }));
    expect(await room.sendMails(again, { runId: 'r2' })).toMatchObject({ capped: 2, sent: 0 });
    expect(room.reasonOf(1)).toBe('cooldown');
  });

  it('but who was refused the last one for good, or is written to as a member each period, is not capped', async () => {
    room.ses.faults.set({ kind: 'reject', to: 'c0001@example.com' });
    expect(await room.sendMails(some(2))).toMatchObject({ refused: 1, sent: 1 });
    const next = some(2).map((mail) => ({ ...mail, campaignId: 'up-to-gold@after-2' }));
    expect(await room.sendMails(next, { runId: 'r2' })).toMatchObject({ sent: 1, capped: 1 });
    const monthly = (campaignId: string) =>
      some(2).map((mail) => ({ ...mail, rule: 'monthly', kind: 'membership' as const, campaignId }));
    for (const runId of ['monthly@2026-01', 'monthly@2026-02'])
      expect(await room.sendMails(monthly(runId), { runId })).toMatchObject({ sent: 2, capped: 0 });
  });

  it('of several campaigns to one mailbox, those beyond the cap; the least important ones', async () => {
    const batch = { policy: withMail({ caps: [{ mails: 2, days: 7 }] }) };
    const mails = [10, 90, 50].map((priority) =>
      mailTo(1, { campaignId: `c@${priority}`, tier: `t${priority}`, priority }),
    );
    expect(await room.sendMails(mails, { batch })).toMatchObject({ sent: 2, capped: 1 });
    expect(room.outcomes().map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'capped']);
    expect(room.outcomes().at(-1)?.reason).toBe('frequency');
  });

  it('who got this very mail from another run', async () => {
    await room.sendMails(some(3));
    expect(await room.sendMails(some(3), { runId: 'r2' })).toMatchObject({ suppressed: 3, sent: 0 });
    expect(room.reasonOf(0)).toBe('already_sent');
  });
});

describe('offer codes and budgets', () => {
  const gifts = (n: number) => Array.from({ length: n }, (_, i) => giftTo(i));
  async function codesSent(): Promise<string[]> {
    const raws = room.ses.accepted().map(({ messageId }) => room.ses.raw(messageId) ?? '');
    const texts = await Promise.all(raws.map(async (raw) => (await PostalMime.parse(raw)).text ?? ''));
    return texts.flatMap((text) => /CODE-\d/.exec(text) ?? []);
  }
  const limited = (budget: NonNullable<Policy['tiers'][number]['budget']>): Policy => ({
    ...POLICY,
    mail: { ...POLICY.mail, costPerMail: '0.1' },
    tiers: POLICY.tiers.map((tier) => (tier.id === 'gold' ? { ...tier, budget } : tier)),
  });
  const fill = (n: number) =>
    room.dependencies().offers.append(
      'autumn',
      Array.from({ length: n }, (_, i) => `CODE-${i}`),
      'v1',
    );

  it('each mail carries a code of its own; without one left it does not go out', async () => {
    await fill(3);
    expect(await room.sendMails(gifts(4))).toMatchObject({ sent: 3, capped: 1 });
    expect(new Set(await codesSent()).size).toBe(3);
    expect(room.outcomes().find(({ outcome }) => outcome === 'capped')?.reason).toBe('no_offer_code');
  });

  it('a mail that is tried again carries the code that it had', async () => {
    await fill(9);
    room.ses.faults.set({ kind: 'throttleDaily' });
    expect(await room.sendMails(gifts(1))).toMatchObject({ pending: 1 });
    expect(await room.sendMails(gifts(1))).toMatchObject({ sent: 1 });
    expect([await codesSent(), await room.dependencies().offers.left('autumn')]).toEqual([['CODE-0'], 8]);
  });

  it('codes drawn for mails that a stop left untried stay theirs', async () => {
    await fill(9);
    room.ses.configure({ max24HourSend: 2 });
    const policy = withMail({ reserve: 0 });
    expect(await room.sendMails(gifts(6), { batch: { policy } })).toMatchObject({ sent: 2, pending: 4 });
    room.ses.configure({ max24HourSend: 100 });
    expect(await room.sendMails(gifts(6), { batch: { policy } })).toMatchObject({ sent: 6 });
    expect([new Set(await codesSent()).size, await room.dependencies().offers.left('autumn')]).toEqual([
      6, 3,
    ]);
  });

  it.each([
    ['mails', { mails: 2 }, 2],
    ['money, a mail with its code at 0.6', { cost: '1.5' }, 2],
    ['codes', { offers: 1 }, 1],
  ])('a tier’s budget of %s is not exceeded', async (_, budget, sent) => {
    await fill(9);
    const counts = await room.sendMails(gifts(4), { batch: { policy: limited(budget) } });
    expect(counts).toMatchObject({ sent, capped: 4 - sent });
    expect(room.outcomes().find(({ outcome }) => outcome === 'capped')?.reason).toBe('budget');
    expect(await room.dependencies().offers.left('autumn')).toBe(9 - sent);
  });

  it('what a mail that did not go out was granted is given back', async () => {
    const batch = { policy: limited({ mails: 2 }) };
    room.ses.faults.set({ kind: 'reject', to: 'c0000@example.com' });
    expect(await room.sendMails(some(2), { batch })).toMatchObject({ sent: 1, refused: 1 });
    const others = [mailTo(5), mailTo(6)];
    expect(await room.sendMails(others, { batch })).toMatchObject({ sent: 1, capped: 1 });
  });
});
