import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendDependencies } from '../../lambdas/send/dependencies.ts';
import { EVERY } from '../../shared/contract/campaigns.ts';
import { GENERATION_SID } from '../../shared/contract/mails.ts';
import { type MailRoom, mailTo, openRoom, sidOf, some, withMail } from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const CAMPAIGN = 'up-to-gold@after-1';
const NOW = new Date(0).toISOString();
const asked = () => room.ses.requestCount('SendRawEmail');

describe('what stops everything', () => {
  it.each([
    ['its address', { address: 'somebody@example.com' }],
    ['its name', { name: 'Another' }],
    ['its digest', { digest: 'x' }],
  ])('a mail that is not what was approved, by %s (F56)', async (_, change) => {
    const { mails } = room.batchOf(some(5));
    const changed = mails.map((mail, i) => (i === 3 ? { ...mail, ...change } : mail));
    await expect(room.sendMails(some(5), { batch: { mails: changed } })).rejects.toMatchObject({
      name: 'E_CONTENT_CHANGED',
    });
    expect([asked(), (await room.dependencies().ledger.find(mails.map(({ sid }) => sid))).size]).toEqual([
      0, 0,
    ]);
  });

  it('a mail that its control group was to keep back (F56)', async () => {
    const policy = withMail({ holdOut: { share: 1, tiers: {} } });
    const mails = room.batchOf(some(2)).mails;
    await expect(room.sendMails(some(2), { batch: { policy, mails } })).rejects.toMatchObject({
      name: 'E_CONTENT_CHANGED',
    });
    expect(asked()).toBe(0);
  });

  it('mails of the plan that the part has lost', async () => {
    await expect(room.sendMails(some(5), { batch: { planned: 6 } })).rejects.toMatchObject({
      name: 'E_UNBALANCED',
    });
    expect([room.ses.sentCount(), room.saved.length]).toEqual([0, 0]);
  });

  it('a ledger that was emptied (F40)', async () => {
    await room.sendMails(some(2));
    for (const sid of [GENERATION_SID, ...some(2).map((mail) => sidOf(mail))])
      await room.ledgerTable.remove({ sid });
    await expect(room.sendMails(some(2))).rejects.toMatchObject({ name: 'E_LEDGER_GENERATION' });
    expect(room.ses.sentCount()).toBe(2);
  });

  it('a ledger that was set back to a moment between two passes, or within one (F40)', async () => {
    await room.sendMails(some(1));
    const before = await room.ledgerTable.get({ sid: GENERATION_SID });
    let within = before;
    const at = async (point: string) => {
      if (point === 'send.after_accept') within = await room.ledgerTable.get({ sid: GENERATION_SID });
    };
    await room.sendMails([mailTo(7)], { change: { at } });
    for (const mark of [before, within]) {
      await room.ledgerTable.put(mark ?? {});
      await expect(room.sendMails([mailTo(8)])).rejects.toMatchObject({ name: 'E_LEDGER_GENERATION' });
    }
    expect(room.ses.sentCount()).toBe(2);
  });

  it('keys that are not those of always', async () => {
    await room.sendMails(some(2));
    await room.runs.put({ pk: 'KEYS', sk: 'FINGERPRINT', fingerprint: 'another' });
    await expect(room.sendMails(some(4))).rejects.toMatchObject({ name: 'E_KEYS_DIFFER' });
    expect(room.ses.sentCount()).toBe(2);
  });
});

describe('a gate that fails for another reason than its condition (F38)', () => {
  const failing = (times: number): Partial<SendDependencies> => {
    const real = room.dependencies().mailboxes;
    let failures = 0;
    const remember: typeof real.remember = async (...write) => {
      failures += 1;
      if (failures > times) return real.remember(...write);
      // What failed may have taken effect all the same.
      if (failures % 2 === 0) await real.remember(...write);
      throw new Error('throttled');
    };
    return { mailboxes: { ...real, remember }, sleep: async () => undefined };
  };

  it('is asked again for the same mail', async () => {
    expect(await room.sendMails(some(1), { change: failing(2) })).toMatchObject({ sent: 1 });
  });

  it('and lets nobody through who cannot ask it: the mail is free again', async () => {
    await expect(room.sendMails(some(3), { change: failing(1000) })).rejects.toThrow('throttled');
    expect(asked()).toBe(0);
    expect(await room.sendMails(some(3))).toMatchObject({ sent: 3 });
  });
});

describe('campaigns that are stopped', () => {
  const OTHER = 'up-to-gold@after-2';
  const both = [...some(3), mailTo(7, { campaignId: OTHER })];

  it.each([
    ['paused', CAMPAIGN, { pending: 3, resting: 3, sent: 1 }],
    ['paused', EVERY, { pending: 4, resting: 4, sent: 0 }],
    ['cancelled', CAMPAIGN, { cancelled: 3, pending: 0, sent: 1 }],
    ['cancelled', EVERY, { cancelled: 4, pending: 0, sent: 0 }],
  ])('%s, %s', async (status, id, counts) => {
    const { campaigns } = room.dependencies();
    await (status === 'paused' ? campaigns.pause(id, 'person', NOW) : campaigns.cancel(id, NOW));
    expect(await room.sendMails(both)).toMatchObject(counts);
    expect(room.ses.sentCount()).toBe(counts.sent);
  });

  /** Half a second goes by with each mail on its way. */
  const ticking = (then: () => Promise<unknown>): Partial<SendDependencies> => {
    let passed = 0;
    return {
      elapsed: () => passed * 500,
      async at(point: string) {
        if (point !== 'send.after_accept') return;
        passed += 1;
        if (passed === 5) await then();
      },
    };
  };

  it('in the middle of a pass: two seconds and the mails on their way; resume sends exactly the rest (F42)', async () => {
    const { campaigns } = room.dependencies();
    const change = ticking(() => campaigns.pause(CAMPAIGN, 'person', NOW));
    const paused = await room.sendMails(some(40), { change });
    // 5 before the pause, 4 within two seconds, 10 on their way.
    expect(paused.sent).toBeLessThanOrEqual(19);
    expect(paused).toMatchObject({ sent: asked(), pending: 40 - asked(), resting: 40 - asked() });
    await campaigns.resume(CAMPAIGN, NOW);
    expect(await room.sendMails(some(40))).toMatchObject({ sent: 40 });
    expect([room.ses.sentCount(), room.mostForOneSid()]).toEqual([40, 1]);
  });

  it('cancelled in the middle of a pass: the rest is cancelled for good (F42)', async () => {
    const { campaigns } = room.dependencies();
    const counts = await room.sendMails(some(40), { change: ticking(() => campaigns.cancel(CAMPAIGN, NOW)) });
    expect(counts).toMatchObject({ sent: asked(), cancelled: 40 - asked(), pending: 0 });
    expect([asked() < 40, await campaigns.resume(CAMPAIGN, NOW)]).toEqual([true, false]);
    expect(await room.sendMails(some(40))).toMatchObject({ sent: asked(), cancelled: 40 - asked() });
  });

  it('by our own breaker: too many bounces, and a person has to look (F51)', async () => {
    const { campaigns } = room.dependencies();
    await campaigns.count(CAMPAIGN, { sent: 205, bounces: 6 });
    expect(await room.sendMails(some(3))).toMatchObject({ resting: 3, sent: 0 });
    expect((await campaigns.find([CAMPAIGN])).get(CAMPAIGN)).toMatchObject({
      status: 'paused',
      why: 'bounces',
    });
    await campaigns.resume(CAMPAIGN, NOW);
    expect(await room.sendMails(some(3))).toMatchObject({ sent: 3 });
  });

  it('what goes out is counted for the breakers', async () => {
    await room.sendMails(some(12));
    expect((await room.dependencies().campaigns.find([CAMPAIGN])).get(CAMPAIGN)).toMatchObject({ sent: 12 });
  });
});

describe('quiet hours', () => {
  const batch = { policy: withMail({ quietHours: { from: '21:00', to: '08:00' } }) };
  const at = (time: string) => ({ change: { now: () => Date.parse(`2026-10-01T${time}+08:00`) }, batch });

  it('no mail leaves between them by the clocks of the policy’s zone, and the pass says when they end', async () => {
    expect(await room.sendMails(some(3), at('21:00:00'))).toMatchObject({
      pending: 3,
      ...{ waitSeconds: 11 * 3600, waitsFor: 'quiet' },
    });
    expect(await room.sendMails(some(3), at('07:59:59'))).toMatchObject({ pending: 3, waitSeconds: 1 });
    expect(asked()).toBe(0);
    expect(await room.sendMails(some(3), at('08:00:00'))).toMatchObject({ sent: 3 });
  });

  it('they begin in the middle of a pass as well', async () => {
    let now = Date.parse('2026-10-01T20:59:59+08:00');
    const evening = {
      now: () => now,
      at(point: string) {
        if (point === 'send.after_settle') now += 1000;
      },
    };
    const counts = await room.sendMails(some(30), { change: evening, batch });
    expect(counts.sent).toBeLessThanOrEqual(10);
    expect(counts).toMatchObject({ sent: asked(), pending: 30 - asked() });
  });
});
