import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendDependencies } from '../../lambdas/send/dependencies.ts';
import { openMailFacts } from '../../shared/adapters/mail-facts.ts';
import { MailOutcomeSchema, type SendCounts } from '../../shared/contract/artifacts.ts';
import { claimSid } from '../../shared/contract/mails.ts';
import { firstEpoch } from '../../shared/domain/mail/lease.ts';
import { keys, type MailRoom, mailTo, openRoom, sidOf, some } from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const balances = (counts: SendCounts) =>
  counts.mails === MailOutcomeSchema.options.reduce((sum, name) => sum + counts[name], 0);

/** Longer than a lease and the margin behind it. */
const LATER_MS = 76_000;
const later = { now: () => Date.now() + LATER_MS };

describe('sending a part', () => {
  it('sends each mail once, with its tags and its unsubscribe link, and again none', async () => {
    const mails = [...some(30), mailTo(90, { skip: 'no_consent' }), mailTo(91, { address: null })];
    const counts = await room.sendMails(mails);
    expect(counts).toMatchObject({ mails: 32, sent: 30, suppressed: 2, pending: 0, waitSeconds: 0 });
    expect(new Set(room.ses.acceptedBySid().keys())).toEqual(new Set(some(30).map((mail) => sidOf(mail))));
    const [first] = room.ses.accepted();
    expect(first?.tags).toMatchObject({ campaign: 'up-to-gold', cid: 'up-to-gold_after-1' });
    const token = keys.token(keys.mailbox(first?.destinations[0] ?? ''), mailTo(0));
    const raw = room.ses.raw(first?.messageId ?? '')?.toString() ?? '';
    expect(raw.replace(/\s/g, '')).toContain(`List-Unsubscribe:<https://u.example.com/${token}>`);
    expect(await room.sendMails(mails)).toEqual(counts);
    expect(room.ses.sentCount()).toBe(30);
    expect(room.reasonOf(91)).toBe('no_address');
  });

  it('leaves nothing in the ledger that tells who the customer is, whose id may be his address', async () => {
    await room.sendMails([mailTo(1, { customerId: 'c0001@example.com' })]);
    const row = await room.ledgerTable.get({ sid: sidOf(mailTo(1)) });
    expect(row).toMatchObject({ state: 'sent', customer: keys.customer('c0001@example.com') });
    expect(JSON.stringify(row)).not.toContain('c0001');
  });

  it('counts each campaign by itself, with what SES told of its mails', async () => {
    const other = { campaignId: 'up-to-gold@after-2' };
    const mails = [...some(3), mailTo(5, other), mailTo(6, { ...other, skip: 'no_consent' })];
    await room.sendMails(mails);
    const facts = { send: 'm', delivery: 'm', open: 'm' };
    await room.ledgerTable.update(
      { sid: sidOf(mailTo(1)) },
      { text: 'SET #facts = :facts', names: { facts: 'facts' }, values: { facts } },
    );
    const { campaigns } = await room.sendMails(mails);
    expect(campaigns['up-to-gold@after-1']).toMatchObject({
      mails: 3,
      sent: 3,
      covered: 1,
      delivered: 1,
      awaited: 2,
      opened: 1,
    });
    expect(campaigns['up-to-gold@after-2']).toMatchObject({
      mails: 2,
      sent: 1,
      suppressed: 1,
      covered: 0,
      awaited: 1,
    });
  });

  it('workers at the same time share the chunks, and send each mail once (F24)', async () => {
    const mails = some(120);
    const counts = await Promise.all([room.sendMails(mails), room.sendMails(mails)]);
    expect([room.ses.sentCount(), room.mostForOneSid()]).toEqual([120, 1]);
    expect(counts.every(balances)).toBe(true);
  });

  it('two runs at the same time with the same campaign send each mail once (F22)', async () => {
    const runs = [
      { runId: 'r1', batch: { runSeq: 1 } },
      { runId: 'r2', batch: { runSeq: 2 } },
    ];
    await Promise.all(runs.map((run) => room.sendMails(some(20), run)));
    expect([room.ses.sentCount(), room.mostForOneSid()]).toEqual([20, 1]);
    const counts = await Promise.all(runs.map((run) => room.sendMails(some(20), run)));
    expect(counts.map(({ sent, suppressed }) => sent + suppressed)).toEqual([20, 20]);
    expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(20);
  });

  it('a chunk that another worker is at is left to him, and asked for again within a minute', async () => {
    const claims = room.dependencies().claims;
    const sid = claimSid('r1', 0, 0);
    await claims.take(
      { sid, owner: 'other', epoch: firstEpoch(1), leaseUntil: Date.now() + 60_000 },
      undefined,
    );
    const counts = await room.sendMails(some(5));
    expect(counts).toMatchObject({ pending: 5, sent: 0 });
    expect(counts.waitSeconds).toBeGreaterThan(50);
    expect(counts.waitSeconds).toBeLessThanOrEqual(60);
    expect(await room.sendMails(some(5), { change: later })).toMatchObject({ sent: 5 });
  });

  it('the mails of one mailbox go out one after the other, the more important first', async () => {
    const mails = [10, 90, 50].map((priority) =>
      mailTo(1, { campaignId: `c@${priority}`, tier: `t${priority}`, priority }),
    );
    const real = room.dependencies().ses;
    let [underWay, most] = [0, 0];
    const slow: SendDependencies['ses'] = {
      async sendRaw(mail) {
        underWay += 1;
        most = Math.max(most, underWay);
        const verdict = await real.sendRaw(mail);
        underWay -= 1;
        return verdict;
      },
    };
    expect(await room.sendMails(mails, { change: { ses: slow } })).toMatchObject({ sent: 3 });
    expect(most).toBe(1);
    expect(room.ses.accepted().map(({ tags }) => tags.cid)).toEqual(['c_90', 'c_50', 'c_10']);
  });

  it('shadow mode: every mail goes to one address, marked, with a link of its own', async () => {
    const settings = { redirectTo: 'us@example.com' };
    expect(await room.sendMails(some(2), { settings })).toMatchObject({ sent: 2 });
    expect(room.ses.accepted().flatMap(({ destinations }) => destinations)).toEqual([
      'us@example.com',
      'us@example.com',
    ]);
    const [first] = room.ses.accepted();
    const raw = room.ses.raw(first?.messageId ?? '')?.toString() ?? '';
    expect(raw).toMatch(/^Subject: =\?UTF-8\?\S+|^Subject: \[/m);
    expect(raw.replace(/\s/g, '')).toContain(keys.token(keys.mailbox('us@example.com'), mailTo(0)));
  });
});

describe('a worker that dies or is late', () => {
  /** Throws at a named place the given time, as if the process ended there; nothing of the pass is written down. */
  const dyingAt = (point: string, time = 1) => {
    let passed = 0;
    return {
      at(name: string) {
        passed += Number(name === point);
        if (name === point && passed >= time) throw new Error('killed');
      },
    };
  };

  it.each([
    ['send.after_claim', 'sent', 1],
    ['send.before_sending', 'sent', 1],
    ['send.after_sending', 'unknown', 0],
    ['send.after_gate', 'unknown', 0],
    ['send.before_accept', 'unknown', 0],
    ['send.after_settle', 'sent', 1],
    ['send.before_save', 'sent', 1],
  ] as const)(
    'dead at %s: the mail ends as %s, and SES took %i (F1, F2)',
    async (point, outcome, accepted) => {
      await expect(room.sendMails(some(1), { change: dyingAt(point) })).rejects.toThrow('killed');
      expect(await room.sendMails(some(1), { change: later })).toMatchObject({ [outcome]: 1, pending: 0 });
      expect(room.ses.sentCount()).toBe(accepted);
    },
  );

  it('a ledger that fails while mails are on their way: those stay unknown, nothing more is sent (F39)', async () => {
    const { ledger } = room.dependencies();
    const settle = async () => Promise.reject(new Error('down'));
    await expect(room.sendMails(some(40), { change: { ledger: { ...ledger, settle } } })).rejects.toThrow(
      'down',
    );
    const asked = room.ses.requestCount('SendRawEmail');
    expect(asked).toBeLessThanOrEqual(10);
    expect(await room.sendMails(some(40), { change: later })).toMatchObject({
      unknown: asked,
      sent: 40 - asked,
    });
    expect(room.mostForOneSid()).toBe(1);
  });

  it('a ledger that is throttled: the pass ends, the next goes on, none is lost or unknown (F37)', async () => {
    const { ledger } = room.dependencies();
    let writes = 0;
    const write: typeof ledger.write = async (row) => {
      writes += 1;
      if (writes > 5) throw new Error('ProvisionedThroughputExceeded');
      return ledger.write(row);
    };
    await expect(room.sendMails(some(20), { change: { ledger: { ...ledger, write } } })).rejects.toThrow();
    expect(await room.sendMails(some(20))).toMatchObject({ sent: 20, unknown: 0 });
    expect(room.mostForOneSid()).toBe(1);
  });

  it('killed after SES accepted, and no event comes: unknown for ever, never a second mail (F3, F4)', async () => {
    const mails = some(12);
    const dies = dyingAt('send.after_accept', 4);
    await expect(room.sendMails(mails, { change: dies })).rejects.toThrow('killed');
    const meanwhile = await room.sendMails(mails);
    expect(meanwhile.pending).toBeGreaterThan(0);
    expect(meanwhile.waitSeconds).toBeGreaterThan(0);
    const counts = await room.sendMails(mails, { change: later });
    expect(counts).toMatchObject({ pending: 0, unknown: meanwhile.pending, sent: 12 - meanwhile.pending });
    expect([room.ses.sentCount(), room.mostForOneSid()]).toEqual([12, 1]);
    expect(room.outcomes().some(({ reason }) => reason === 'lease_expired')).toBe(true);
  });

  it('frozen past its lease after the gate: asks nothing of SES, and another sends the mail (F23)', async () => {
    let frozen = 0;
    const freezes = {
      now: () => Date.now() + frozen,
      at(name: string) {
        if (name === 'send.after_gate') frozen = LATER_MS;
      },
    };
    const counts = await room.sendMails(some(1), { change: freezes });
    expect([counts.pending, room.ses.requestCount('SendRawEmail')]).toEqual([1, 0]);
    expect(await room.sendMails(some(1), { change: { now: freezes.now } })).toMatchObject({ sent: 1 });
    expect(room.mostForOneSid()).toBe(1);
  });

  it('frozen until another took the chunk over: its writes are refused by the epoch (F23, F44)', async () => {
    const { ledger } = room.dependencies();
    await room.sendMails([]);
    const row = { mailbox: 'm', campaignId: 'c', customer: 'c0000', runId: 'r1', startedAt: 0, facts: {} };
    const sid = 'a mail';
    const newer = { ...row, sid, state: 'sending' as const, owner: 'b', epoch: 2 };
    expect(await ledger.write(newer)).toBe(true);
    await ledger.settle(newer, { state: 'claimed', reason: 'Throttling' });
    expect(await ledger.write({ ...newer, owner: 'a', epoch: 1 })).toBe(false);
    expect(await ledger.write({ ...newer, owner: 'c', epoch: 2 })).toBe(true);
  });

  it.each([-600_000, 600_000])(
    'a worker whose clock is wrong by %i ms sends nothing twice (F44)',
    async (wrong) => {
      const mails = some(20);
      const change = { now: () => Date.now() + wrong };
      await Promise.all([room.sendMails(mails, { change }), room.sendMails(mails)]);
      await room.sendMails(mails, { change: { now: () => Date.now() + 700_000 + LATER_MS } });
      expect([room.ses.sentCount(), room.mostForOneSid()]).toEqual([20, 1]);
    },
  );

  it('the last 30 seconds of a Lambda are for writing down what was done (F25)', async () => {
    const counts = await room.sendMails(some(5), { timeLeft: () => 29_000 });
    expect(counts).toMatchObject({ pending: 5, waitSeconds: 1 });
    expect(room.ses.sentCount()).toBe(0);
  });
});

describe('an unknown that a person lets go', () => {
  async function unknown() {
    room.ses.faults.set({ kind: 'resetBefore' });
    expect(await room.sendMails(some(1))).toMatchObject({ unknown: 1 });
    await release(Date.now() + DAY_MS + 1000);
  }
  const DAY_MS = 86_400_000;
  const release = (at: number) =>
    room.dependencies().campaigns.release('up-to-gold@after-1', new Date(at).toISOString());
  /** SES tells of the first attempt. */
  async function delivered() {
    const { findMany, note } = openMailFacts(room.ledgerTable);
    for (const row of (await findMany([sidOf(mailTo(0))])).values())
      await note(row, { fact: 'delivery', messageId: 'm1' });
  }

  it('is tried once more under a name of its own, although it counts as one mail to the mailbox', async () => {
    await unknown();
    expect(await room.sendMails(some(1))).toMatchObject({ sent: 1, unknown: 0 });
    expect([...room.ses.acceptedBySid().keys()]).toEqual([sidOf(mailTo(0), 2)]);
    const rows = await room.dependencies().ledger.find([sidOf(mailTo(0)), sidOf(mailTo(0), 2)]);
    expect([...rows.values()].map(({ state }) => state).sort()).toEqual(['released', 'sent']);
  });

  it('and never a third time, though the second attempt is unknown too', async () => {
    await unknown();
    room.ses.faults.set({ kind: 'resetBefore', times: 'always' });
    expect(await room.sendMails(some(1))).toMatchObject({ unknown: 1, pending: 0 });
    expect(await room.sendMails(some(1))).toMatchObject({ unknown: 1, pending: 0 });
    expect(room.ses.requestCount('SendRawEmail')).toBe(2);
  });

  it.each([
    ['began after the release', () => 0],
    ['was younger than a day at the release', () => Date.now() + 1000],
  ])('one that %s stays unknown', async (_, releasedAt) => {
    room.ses.faults.set({ kind: 'resetBefore' });
    await room.sendMails(some(1));
    await release(releasedAt());
    expect(await room.sendMails(some(1))).toMatchObject({ unknown: 1 });
    expect(room.ses.requestCount('SendRawEmail')).toBe(1);
  });

  it('is sent, and not tried again, when SES tells of it after the release', async () => {
    await unknown();
    await room.sendMails(some(1), { timeLeft: () => 0 });
    await delivered();
    expect(await room.sendMails(some(1))).toMatchObject({ sent: 1, pending: 0 });
    expect(room.ses.requestCount('SendRawEmail')).toBe(1);
  });

  it('nor when SES tells of it while the second attempt begins', async () => {
    await unknown();
    const at = async (point: string) => {
      if (point === 'send.before_sending') await delivered();
    };
    expect(await room.sendMails(some(1), { change: { at } })).toMatchObject({ sent: 1, pending: 0 });
    expect(room.ses.requestCount('SendRawEmail')).toBe(1);
  });

  it('stays unknown when a second attempt is not allowed any more', async () => {
    await unknown();
    await room.dependencies().mailboxes.leave(keys.mailbox(mailTo(0).address ?? ''), 'all', '2026-10-02');
    expect(await room.sendMails(some(1))).toMatchObject({ unknown: 1, suppressed: 0 });
    expect(room.reasonOf(0)).toBe('released_then_suppressed');
  });
});
