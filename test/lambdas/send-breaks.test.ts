import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendDependencies } from '../../lambdas/send/dependencies.ts';
import { openMailFacts } from '../../shared/adapters/mail-facts.ts';
import { composeMime } from '../../shared/adapters/mime.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { giftTo, type MailRoom, mailTo, openRoom, POLICY, sidOf, some } from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const CAMPAIGN = 'up-to-gold@after-1';
const NOW = new Date(0).toISOString();
const next = (n: number) => mailTo(n, { campaignId: 'up-to-gold@after-2' });

describe('a mail that cannot be made', () => {
  const failingFor = (fails: (to: string) => boolean): Partial<SendDependencies> => ({
    async mime(envelope) {
      if (fails(envelope.to)) throw new RangeError('a secret of c0003');
      return composeMime(envelope);
    },
  });

  it('is refused with the name of the error, and the others go out', async () => {
    const change = failingFor((to) => to.startsWith('c0003'));
    expect(await room.sendMails(some(10), { change })).toMatchObject({ sent: 9, refused: 1, pending: 0 });
    expect(room.reasonOf(3)).toBe('RangeError');
    expect(await room.sendMails(some(10))).toMatchObject({ sent: 9, refused: 1 });
  });

  const failing = failingFor(() => true);
  const onlyThird = failingFor((to) => to.startsWith('c0003'));

  it.each<[string, number, Partial<SendDependencies>, object]>([
    ['the only one of its part', 1, failing, { refused: 0, pending: 1 }],
    ['all of a part of four', 4, failing, { refused: 0, pending: 4 }],
    ['one of four', 4, onlyThird, { sent: 3, refused: 1, pending: 0 }],
  ])(
    '%s, of a campaign of which nothing went out: refused only where another one could be made',
    async (_, mails, change, counts) => {
      expect(await room.sendMails(some(mails), { change })).toMatchObject(counts);
      expect(room.ses.requestCount('SendRawEmail')).toBe('sent' in counts ? counts.sent : 0);
    },
  );

  it('alone in its part is refused where its campaign has gone out elsewhere', async () => {
    await room.sendMails(some(3));
    const change = failingFor(() => true);
    expect(await room.sendMails([mailTo(7)], { change, runId: 'other' })).toMatchObject({ refused: 1 });
  });

  it('of a small part goes out when what all are made with is mended', async () => {
    await room.sendMails(some(2), { change: failing });
    expect(await room.sendMails(some(2))).toMatchObject({ sent: 2, refused: 0 });
  });

  it('of a small part asks for a person in the third pass, and is not given up', async () => {
    const counts = await room.sendMails(some(2), { change: failing });
    expect(counts.waitSeconds).toBe(60);
    expect((await room.sendMails(some(2), { change: failing })).waitSeconds).toBe(120);
    await expect(room.sendMails(some(2), { change: failing })).rejects.toMatchObject({
      name: 'E_MAILS_NOT_MADE',
    });
    expect(await room.sendMails(some(2))).toMatchObject({ sent: 2, refused: 0 });
  });

  it('five in a row are not the mails’ fault: none is refused, and a person is asked for', async () => {
    const change = failingFor(() => true);
    await expect(room.sendMails(some(8), { change })).rejects.toMatchObject({ name: 'E_MAILS_NOT_MADE' });
    expect(room.ses.requestCount('SendRawEmail')).toBe(0);
    expect(await room.sendMails(some(8))).toMatchObject({ sent: 8, refused: 0 });
  });
});

describe('work that breaks off in a lane', () => {
  const breaking: Partial<SendDependencies> = {
    at(point: string) {
      if (point === 'send.before_sending') throw new Error('broken');
    },
  };

  it('gives back what it took from the tiers’ budgets', async () => {
    const tiers = POLICY.tiers.map((tier) => (tier.id === 'gold' ? { ...tier, budget: { mails: 3 } } : tier));
    const batch = { policy: { ...POLICY, tiers } as Policy };
    await expect(room.sendMails(some(3), { change: breaking, batch })).rejects.toThrow('broken');
    expect(await room.sendMails(some(3), { batch })).toMatchObject({ sent: 3, capped: 0 });
  });

  it('gives back what it took even where no code could be drawn', async () => {
    const tiers = POLICY.tiers.map((tier) => (tier.id === 'gold' ? { ...tier, budget: { mails: 1 } } : tier));
    const batch = { policy: { ...POLICY, tiers } as Policy };
    const draw = async () => Promise.reject(new Error('broken'));
    await room.dependencies().offers.append('autumn', ['CODE-1'], 'v1');
    const failing = { offers: { draw } };
    await expect(room.sendMails([giftTo(1)], { change: failing, batch })).rejects.toThrow('broken');
    expect(await room.sendMails([giftTo(1)], { batch })).toMatchObject({ sent: 1, capped: 0 });
  });

  it('leaves each mail the code that was drawn for it, as a worker does that is killed', async () => {
    const { offers } = room.dependencies();
    await offers.append('autumn', ['CODE-1', 'CODE-2', 'CODE-3'], 'v1');
    const gifts = [giftTo(1), giftTo(2)];
    await expect(room.sendMails(gifts, { change: breaking })).rejects.toThrow('broken');
    expect(await room.sendMails(gifts)).toMatchObject({ sent: 2 });
    expect(await offers.left('autumn')).toBe(1);
  });
});

describe('a mail that SES took although its answer could not be read', () => {
  it('has no message id until SES tells it, and that is no duplicate', async () => {
    room.ses.faults.set({ kind: 'cutBody' });
    expect(await room.sendMails(some(1))).toMatchObject({ sent: 1 });
    const sid = sidOf(mailTo(0));
    const facts = openMailFacts(room.ledgerTable);
    const row = (await facts.findMany([sid])).get(sid);
    expect(row).not.toHaveProperty('messageId');
    const learnt = row && (await facts.note(row, { fact: 'delivery', messageId: 'm-1' }));
    expect(learnt?.after).toEqual({ state: 'sent', messageId: 'm-1', facts: { delivery: 'm-1' } });
  });
});

describe('a mail that is set free after its mailbox was asked', () => {
  /** The first mail is held up at the gate until the worker has heard that the campaign is paused. */
  function heldUpAtTheGate(): Partial<SendDependencies> {
    const { mailboxes, campaigns } = room.dependencies();
    let resolve = () => {};
    const heard = new Promise<void>((then) => {
      resolve = then;
    });
    let accepted = 0;
    return {
      elapsed: () => accepted * 500,
      at(point: string) {
        if (point === 'send.after_accept') accepted += 1;
      },
      mailboxes: {
        ...mailboxes,
        async remember(read, recent) {
          if (!(sidOf(mailTo(0)) in recent)) return mailboxes.remember(read, recent);
          await campaigns.pause(CAMPAIGN, 'person', NOW);
          await heard;
          return mailboxes.remember(read, recent);
        },
      },
      campaigns: {
        ...campaigns,
        async find(ids) {
          const found = await campaigns.find(ids);
          if (found.get(CAMPAIGN)?.status === 'paused') setImmediate(resolve);
          return found;
        },
      },
    };
  }
  const askedFor = (n: number) => room.ses.acceptedBySid().has(sidOf(mailTo(n)));

  it('a pause that came while it was at the gate keeps it from SES; resumed, it goes out', async () => {
    expect((await room.sendMails(some(40), { change: heldUpAtTheGate() })).resting).toBeGreaterThan(0);
    expect([askedFor(0), room.reasonOf(0)]).toEqual([false, 'paused']);
    await room.dependencies().campaigns.resume(CAMPAIGN, NOW);
    expect(await room.sendMails(some(40))).toMatchObject({ sent: 40 });
    expect(room.mostForOneSid()).toBe(1);
  });

  it('does not stand against the next mail to its mailbox when it is cancelled', async () => {
    await room.sendMails(some(40), { change: heldUpAtTheGate() });
    await room.dependencies().campaigns.cancel(CAMPAIGN, NOW);
    expect(await room.sendMails([next(0)], { runId: 'r2' })).toMatchObject({ sent: 1, capped: 0 });
  });

  it.each(['throttleDaily', 'paused', 'expired'] as const)(
    'nor after SES did not take it up: %s',
    async (kind) => {
      room.ses.faults.set({ kind });
      expect(await room.sendMails(some(1))).toMatchObject({ pending: 1 });
      await room.dependencies().campaigns.cancel(CAMPAIGN, NOW);
      expect(await room.sendMails([next(0)], { runId: 'r2' })).toMatchObject({ sent: 1, capped: 0 });
    },
  );
});
