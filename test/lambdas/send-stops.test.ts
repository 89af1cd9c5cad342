import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GENERATION_SID } from '../../shared/contract/mails.ts';
import { type MailRoom, mailTo, openRoom, sidOf } from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const some = (n: number) => Array.from({ length: n }, (_, i) => mailTo(i));

describe('what stops everything', () => {
  it('a template that is not there: before the first mail', async () => {
    const mails = [...some(5), mailTo(6, { template: 'missing' })];
    await expect(room.sendMails(mails)).rejects.toMatchObject({ name: 'E_TEMPLATE_MISSING' });
    expect(room.ses.requestCount('SendRawEmail')).toBe(0);
  });

  it.each([
    ['is not there', 'missing', 'E_TEMPLATE_MISSING'],
    ['fails only for someone without an earlier tier', 'broken', 'E_TEMPLATE_VARIABLE'],
  ])('a template that only mails of other parts use, and that %s (F55)', async (_, template, name) => {
    const own = room.dependencies(some(5));
    const batch = await own.outbox.load();
    const campaigns = batch.policy.campaigns.flatMap((each) => [each, { ...each, rule: 'other', template }]);
    const outbox = {
      ...own.outbox,
      load: async () => ({ ...batch, policy: { ...batch.policy, campaigns } }),
    };
    const render: typeof own.render = (file, language, variables) => {
      if (file === 'broken' && variables.previousTier === null)
        throw Object.assign(new Error(), { name: 'E_TEMPLATE_VARIABLE' });
      return own.render(file === 'broken' ? 'gold' : file, language, variables);
    };
    await expect(room.sendMails(some(5), { outbox, render })).rejects.toMatchObject({ name });
    expect(room.ses.requestCount('SendRawEmail')).toBe(0);
    expect((await own.ledger.find(some(5).map(sidOf))).size).toBe(0);
  });

  it('mails of the plan that the part has lost', async () => {
    const own = room.dependencies(some(5));
    const batch = await own.outbox.load();
    const outbox = { ...own.outbox, load: async () => ({ ...batch, planned: 6 }) };
    await expect(room.sendMails(some(5), { outbox })).rejects.toMatchObject({ name: 'E_UNBALANCED' });
    expect([room.ses.sentCount(), room.saved.length]).toEqual([0, 0]);
  });

  it('a ledger that was emptied (F40)', async () => {
    await room.sendMails(some(2));
    for (const sid of [GENERATION_SID, ...some(2).map(sidOf)]) await room.ledgerTable.remove({ sid });
    await expect(room.sendMails(some(2))).rejects.toMatchObject({ name: 'E_LEDGER_GENERATION' });
    expect(room.ses.sentCount()).toBe(2);
  });

  it('keys that are not those of always', async () => {
    await room.sendMails(some(2));
    await room.runs.put({ pk: 'KEYS', sk: 'FINGERPRINT', fingerprint: 'another' });
    await expect(room.sendMails(some(4))).rejects.toMatchObject({ name: 'E_KEYS_DIFFER' });
    expect(room.ses.sentCount()).toBe(2);
  });

  it('a gate that cannot be asked: nobody passes, the mail is free again (F38)', async () => {
    const broken = {
      ...room.dependencies([]).mailboxes,
      remember: async () => Promise.reject(new Error('throttled')),
    };
    await expect(room.sendMails(some(3), { mailboxes: broken })).rejects.toThrow('throttled');
    expect(room.ses.sentCount()).toBe(0);
    expect(await room.sendMails(some(3))).toMatchObject({ sent: 3 });
  });
});
