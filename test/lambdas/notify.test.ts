import { describe, expect, it } from 'vitest';
import { openIntakes } from '../../shared/adapters/intake-store.ts';
import { keys } from '../support/intake-shop.ts';
import { event, LEAD, notifyRoom } from '../support/notify-room.ts';

const { answerOf, wired, mails, notices, faults, runs } = notifyRoom();

describe('who is told', () => {
  it('nobody, where the policy names nobody; then nothing else is looked at', async () => {
    const answer = () => expect.fail('the answer was read');
    expect(await wired({ answers: [] }, { answer })(event())).toMatchObject({ status: 'nobody', sent: 0 });
  });

  it('nobody of an answer to manual tiers', async () => {
    expect(await wired({ answer: undefined })(event())).toMatchObject({ status: 'ignored' });
    expect(mails()).toEqual([]);
  });

  it('each address once, however it is written', async () => {
    const answers = [LEAD, 'Lead@Example.com', 'boss@example.com'];
    expect(await wired({ answers })(event())).toMatchObject({ sent: 2 });
    expect(mails().flatMap(({ destinations }) => destinations)).toEqual([LEAD, 'boss@example.com']);
  });

  it.each(['bounce', 'complaint'] as const)('not an address with a %s', async (suppressed) => {
    expect(await wired({ box: { suppressed } })(event())).toMatchObject({ sent: 0, suppressed: 1 });
    expect(await notices()).toMatchObject([{ state: 'suppressed', reason: suppressed }]);
    expect(mails()).toEqual([]);
  });

  it('also somebody who unsubscribed from the shop’s mails to customers', async () => {
    expect(await wired({ box: { unsubscribedAt: '2026-01-01' } })(event())).toMatchObject({ sent: 1 });
  });
});

describe('at most once', () => {
  it('event twice, and twice at once', async () => {
    const two = await Promise.all([wired()(event()), wired()(event())]);
    expect(two.map(({ sent, before }) => [sent, before]).sort()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(await wired()(event())).toMatchObject({ sent: 0, before: 1 });
    expect(mails()).toHaveLength(1);
  });

  it('killed between claim and mail: nobody is told, and nobody told twice', async () => {
    const sendRaw = () => Promise.reject(new Error('killed'));
    await expect(wired({}, { sendRaw })(event())).rejects.toThrow('killed');
    expect(await wired()(event())).toMatchObject({ sent: 0, before: 1 });
    expect(mails()).toEqual([]);
  });

  it.each([
    ['SES took it and its answer was lost', 'resetAfter' as const, 1],
    ['SES broke off before', 'resetBefore' as const, 0],
    ['SES failed', 'http500' as const, 0],
  ])('%s: the outcome is unknown and not repeated', async (_, kind, accepted) => {
    faults.set({ kind });
    expect(await wired()(event())).toMatchObject({ unknown: 1 });
    expect(await wired()(event())).toMatchObject({ sent: 0, before: 1 });
    expect(mails()).toHaveLength(accepted);
    expect(await notices()).toMatchObject([{ state: 'unknown' }]);
  });

  it('refused for good: noted, and not repeated', async () => {
    faults.set({ kind: 'reject' });
    expect(await wired()(event())).toMatchObject({ refused: 1 });
    expect(await wired()(event())).toMatchObject({ sent: 0, before: 1 });
  });

  it('turned away by the quota: it certainly did not go out, so it is tried again, and the others are told', async () => {
    const answers = [LEAD, 'boss@example.com'];
    faults.set({ kind: 'throttleDaily', to: LEAD });
    await expect(wired({ answers })(event())).rejects.toMatchObject({ name: 'E_NOTICE_NOT_SENT' });
    expect(await notices()).toMatchObject([{ mailbox: keys.mailbox('boss@example.com'), state: 'sent' }]);
    expect(await wired({ answers })(event())).toMatchObject({ sent: 1, before: 1 });
    expect(mails()).toHaveLength(2);
  });

  it('mailboxes that cannot be asked let nobody through, and the mail is free again', async () => {
    const mailboxes = { find: () => Promise.reject(new Error('throttled')) };
    await expect(wired({}, { mailboxes })(event())).rejects.toThrow('throttled');
    expect(await notices()).toEqual([]);
    expect(await wired()(event())).toMatchObject({ sent: 1 });
  });

  it('a template that cannot be rendered claims nothing', async () => {
    const render = () => {
      throw new TypeError('a fault of ours');
    };
    await expect(wired({}, { render })(event())).rejects.toThrow('a fault of ours');
    expect(await notices()).toEqual([]);
  });
});

describe('an answer whose intake is not committed', () => {
  it('waits for the commit', async () => {
    let asked = 0;
    const isCommitted = async () => {
      asked += 1;
      return asked === 3;
    };
    expect(await wired({}, { isCommitted })(event())).toMatchObject({ sent: 1 });
    expect(asked).toBe(3);
  });

  it('is told to nobody when the commit never comes', async () => {
    await expect(wired({ committed: false })(event())).rejects.toMatchObject({
      name: 'E_NOTICE_BEFORE_COMMIT',
    });
    expect([await notices(), mails()]).toEqual([[], []]);
  });

  it('is not waited for where there is none: a mapping without its file', async () => {
    const answer = answerOf({ status: 'waiting', problems: [] });
    expect(await wired({ committed: false, answer })(event())).toMatchObject({ sent: 1 });
  });
});

it('notices hold no address and no name', async () => {
  await wired()(event());
  const items = await runs().query('NOTICE');
  expect(JSON.stringify(items)).not.toMatch(/@|三月/);
  expect(await openIntakes(runs()).intakes()).toEqual([]);
});
