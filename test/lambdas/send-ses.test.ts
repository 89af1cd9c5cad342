import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSes } from '../../shared/adapters/ses.ts';
import { clockFrom, type MailRoom, openRoom, sidOf, some, withMail } from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const CAMPAIGN = 'up-to-gold@after-1';
const impatient = { change: { sleep: async () => undefined } };
const noReserve = { batch: { policy: withMail({ reserve: 0 }) } };

/** Where nobody listens. */
const gone = {
  ses: openSes({
    endpoint: 'http://127.0.0.1:1',
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  }),
};

describe('SES that does not simply take the mail', () => {
  it.each([
    ['http500', { accepted: true }],
    ['http503', {}],
    ['resetBefore', {}],
    ['cutBody', {}],
  ] as const)('%s once: no repeat, the others go on (F6, F8)', async (kind, rest) => {
    room.ses.faults.set({ kind, ...rest });
    const counts = await room.sendMails(some(10));
    expect(counts.sent + counts.unknown).toBe(10);
    await room.sendMails(some(10));
    expect(room.ses.requestCount('SendRawEmail')).toBe(10);
  });

  it('nothing but 500: stops after few, keeps the rest, asks for a person (F8)', async () => {
    room.ses.faults.set({ kind: 'http500', times: 'always' });
    await expect(room.sendMails(some(40))).rejects.toMatchObject({ name: 'E_SES_FAILING' });
    const counts = room.saved.at(-1)?.counts;
    expect(counts?.unknown).toBeLessThan(20);
    room.ses.faults.clear();
    expect(await room.sendMails(some(40))).toMatchObject({ pending: 0, unknown: counts?.unknown });
    expect(room.mostForOneSid()).toBe(1);
  });

  it('out of reach: nothing is unknown, and all are sent later (F9)', async () => {
    const counts = await room.sendMails(some(12), { change: gone });
    expect(counts).toMatchObject({ unknown: 0, pending: 12 });
    expect(counts.waitSeconds).toBeGreaterThanOrEqual(30);
    expect(await room.sendMails(some(12))).toMatchObject({ sent: 12, unknown: 0 });
  });

  it('out of reach for many mails: few are tried, and each pass waits twice as long as the one before (F9)', async () => {
    const waits: number[] = [];
    for (let pass = 1; pass <= 9; pass += 1)
      waits.push((await room.sendMails(some(30), { change: gone })).waitSeconds);
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect(room.saved.at(-1)?.counts).toMatchObject({ pending: 30, refused: 0, waitsFor: 'unreached' });
  });

  it('out of reach for hours: no mail is given up, and a person is asked for (F9)', async () => {
    for (let pass = 1; pass < 14; pass += 1)
      expect(await room.sendMails(some(1), { change: gone })).toMatchObject({ pending: 1 });
    await expect(room.sendMails(some(1), { change: gone })).rejects.toMatchObject({
      name: 'E_SES_UNREACHED',
    });
    expect(room.saved.at(-1)?.counts).toMatchObject({ pending: 1, refused: 0, unknown: 0 });
    expect(await room.sendMails(some(1))).toMatchObject({ sent: 1 });
  });

  it('throttled fifty times: slows down and sends all (F10)', async () => {
    room.ses.faults.set({ kind: 'throttleRate', times: 50 });
    expect(await room.sendMails(some(20), impatient)).toMatchObject({ sent: 20, pending: 0 });
    expect(room.mostForOneSid()).toBe(1);
  });

  it('a used-up quota keeps the rest for the next window (F11)', async () => {
    room.ses.faults.set({ kind: 'throttleDaily', times: 'always', skip: 5 });
    expect(await room.sendMails(some(20))).toMatchObject({
      sent: 5,
      pending: 15,
      resting: 0,
      waitSeconds: 3600,
      waitsFor: 'quota',
      campaigns: { [CAMPAIGN]: { wait: { cause: 'quota' } } },
    });
    expect(new Set(room.outcomes().map(({ reason }) => reason))).toEqual(new Set(['', 'waits_quota']));
    room.ses.faults.clear();
    expect(await room.sendMails(some(20))).toMatchObject({ sent: 20, pending: 0 });
  });

  it('sends no more than the quota leaves (F12)', async () => {
    room.ses.configure({ max24HourSend: 7 });
    expect(await room.sendMails(some(20), noReserve)).toMatchObject({
      sent: 7,
      pending: 13,
      waitSeconds: 3600,
    });
    expect(room.ses.requestCount('SendRawEmail')).toBe(7);
  });

  it('of the quota, the policy’s reserve is left to other mail', async () => {
    room.ses.configure({ max24HourSend: 10 });
    const batch = { policy: withMail({ reserve: 0.5 }) };
    expect(await room.sendMails(some(8), { batch })).toMatchObject({ sent: 5, pending: 3 });
  });

  it('a new domain sends no more than its ramp allows today', async () => {
    const batch = { policy: withMail({ warmUp: { from: '2026-10-01', firstDay: 4, growth: 1.5 } }) };
    const change = { now: clockFrom('2026-10-01T04:00:00Z') };
    const counts = await room.sendMails(some(8), { batch, change });
    expect(counts).toMatchObject({ sent: 4, pending: 4 });
  });

  it('workers divide the quota and the rate by how many of them send', async () => {
    room.ses.configure({ max24HourSend: 9 });
    const { senders } = room.dependencies();
    for (const other of ['a', 'b']) await senders.beat(other, Date.now());
    expect(await room.sendMails(some(9), noReserve)).toMatchObject({ sent: 3, pending: 6 });
    expect((await senders.beat('a', Date.now())).length).toBe(2);
  });

  it.each([
    ['may not send', () => room.ses.configure({ sendingEnabled: false })],
    ['has a sender that is not verified', () => room.ses.createIdentity('elsewhere.example.com')],
    ['is in the sandbox', () => room.ses.configure({ sandbox: true })],
    ['tells us of no events', () => room.ses.configure({ missingPaths: ['queue'] })],
  ])('an account that %s gets no request and claims nothing (F13)', async (_, spoil) => {
    spoil();
    await expect(room.sendMails(some(3))).rejects.toMatchObject({ name: 'E_SES_NOT_READY' });
    expect(room.ses.requestCount('SendRawEmail')).toBe(0);
    expect((await room.dependencies().ledger.find(some(3).map((mail) => sidOf(mail)))).size).toBe(0);
  });

  it('an account that is paused half-way: every campaign rests, no further request, nothing lost (F15)', async () => {
    room.ses.faults.set({ kind: 'paused', times: 'always', skip: 5 });
    const counts = await room.sendMails(some(30));
    expect(counts).toMatchObject({ sent: 5, pending: 25, resting: 25, refused: 0 });
    const { campaigns } = room.dependencies();
    expect((await campaigns.find([CAMPAIGN])).get(CAMPAIGN)).toMatchObject({ status: 'paused', why: 'ses' });
    const asked = room.ses.requestCount('SendRawEmail');
    room.ses.faults.clear();
    expect(await room.sendMails(some(30))).toMatchObject({ resting: 25 });
    expect(room.ses.requestCount('SendRawEmail')).toBe(asked);
    await campaigns.resume(CAMPAIGN, new Date().toISOString());
    expect(await room.sendMails(some(30))).toMatchObject({ sent: 30 });
  });

  it('SES rejecting everything: all refused, none pending', async () => {
    room.ses.faults.set({ kind: 'reject', times: 'always' });
    expect(await room.sendMails(some(12))).toMatchObject({ refused: 12, pending: 0 });
    expect(room.ses.sentCount()).toBe(0);
  });

  it('one rejected recipient does not touch the others (F14)', async () => {
    room.ses.faults.set({ kind: 'reject', to: 'c0003@example.com' });
    expect(await room.sendMails(some(10))).toMatchObject({ refused: 1, sent: 9 });
  });
});
