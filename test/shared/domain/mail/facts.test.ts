import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACTS, type KnownMail, learn, type MailNews } from '../../../../shared/domain/mail/facts.ts';

const mailIn = (state: KnownMail['state'], messageId?: string): KnownMail => ({
  state,
  messageId,
  facts: {},
});
const news = (fact: MailNews['fact'], messageId = 'm1'): MailNews => ({ fact, messageId });
const knownAfter = (mail: KnownMail, ...events: MailNews[]): KnownMail => events.reduce(learn, mail);

describe('what is known of a mail after SES told of it', () => {
  it.each([
    ['sending', 'send', 'sent'],
    ['unknown', 'delivery', 'sent'],
    ['unknown', 'open', 'sent'],
    ['unknown', 'softBounce', 'sent'],
    ['unknown', 'complaint', 'sent'],
    ['claimed', 'send', 'sent'],
    ['sent', 'bounce', 'sent'],
    ['sending', 'reject', 'refused'],
    ['sent', 'reject', 'refused'],
    ['suppressed', 'delivery', 'suppressed'],
    ['capped', 'send', 'capped'],
    ['released', 'send', 'released'],
  ] as const)('a mail in %s is after %s %s', (state, fact, expected) => {
    const known = knownAfter(mailIn(state), news(fact));
    expect(known).toEqual({ state: expected, messageId: 'm1', facts: { [fact]: 'm1' } });
  });

  it('is sent for all that SES refused it, when it arrived', () => {
    expect(knownAfter(mailIn('unknown'), news('reject'), news('delivery')).state).toBe('sent');
  });

  it('holds a second message id as a duplicate, whichever came first', () => {
    const facts = { send: 'm1', delivery: 'm2', duplicate: 'm2' };
    const [first, second] = [news('send', 'm1'), news('delivery', 'm2')];
    for (const order of [
      [first, second],
      [second, first],
    ])
      expect(knownAfter(mailIn('unknown'), ...order)).toEqual({ state: 'sent', messageId: 'm1', facts });
    expect(knownAfter(mailIn('sent', 'm0'), first).facts.duplicate).toBe('m1');
  });

  it('is the same after all orders of the same events and any repeats of them (F46)', () => {
    const anyState = fc.constantFrom(
      'claimed',
      'sending',
      'sent',
      'unknown',
      'released',
      'refused',
      'capped',
    );
    const anyNews = fc.record({
      fact: fc.constantFrom(...FACTS),
      messageId: fc.constantFrom('m1', 'm1', 'm1', 'm2', 'm3'),
    });
    const anyHistory = fc.uniqueArray(anyNews, {
      minLength: 1,
      maxLength: 8,
      selector: ({ fact, messageId }) => `${fact} ${messageId}`,
    });
    const shuffled = (events: MailNews[]) =>
      fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length });
    const histories = anyHistory.chain((events) => fc.tuple(fc.constant(events), shuffled(events)));
    fc.assert(
      fc.property(anyState, fc.option(fc.constant('m2')), histories, (state, messageId, [events, other]) => {
        const mail = mailIn(state as KnownMail['state'], messageId ?? undefined);
        expect(knownAfter(mail, ...other)).toEqual(knownAfter(mail, ...events));
      }),
    );
  });

  it('never forgets a fact', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...FACTS), { minLength: 1 }), (facts) => {
        const known = knownAfter(mailIn('unknown'), ...facts.map((fact) => news(fact)));
        expect(new Set(Object.keys(known.facts))).toEqual(new Set(facts));
      }),
    );
  });
});
