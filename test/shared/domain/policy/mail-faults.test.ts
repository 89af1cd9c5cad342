import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../../shared/domain/policy/fault.ts';
import { PolicySchema } from '../../../../shared/domain/policy/schema.ts';
import { gradingPolicy } from '../../../support/grading.ts';

const policy = gradingPolicy();

/** The faults of a policy with other settings of mail, `place: words`. */
function faults(over: Record<string, unknown>): string[] {
  const read = PolicySchema.safeParse({ ...policy, ...over }, { reportInput: true });
  if (read.success) return [];
  return faultsOf(read.error, PolicySchema).map(({ path, message }) => `${path.join('.')}: ${message.en}`);
}
const mail = (settings: Record<string, unknown>) => faults({ mail: settings });
const links = (of: Record<string, unknown>) => faults({ shop: { ...policy.shop, links: of } });

const AMOUNT =
  'an amount of money looks like 1500 or 0.0007: not below 0, without separators or currency, at most six decimals';

describe('what is wrong with the settings of mail', () => {
  it.each<[string, string[], string[]]>([
    ['no grace for late mails', mail({ staleDays: 0 }), []],
    ['an amount as a number', mail({ costPerMail: 0.0007 }), []],
    ['an amount as a text', mail({ costPerMail: '1500.25' }), []],
    ['a negative amount', mail({ costPerMail: -1 }), [`mail.costPerMail: ${AMOUNT}`]],
    ['an amount with its currency', mail({ costPerMail: '5 元' }), [`mail.costPerMail: ${AMOUNT}`]],
    ['an amount of too many decimals', mail({ costPerMail: 0.0000001 }), [`mail.costPerMail: ${AMOUNT}`]],
    ['no amount', mail({ costPerMail: true }), ['mail.costPerMail: costPerMail must be a number or text']],
    [
      'a share in per cent',
      mail({ reserve: '5%' }),
      [
        'mail.reserve: reserve must be a number: write the number alone, without unit, per cent sign or separators',
      ],
    ],
    [
      'more than everybody',
      mail({ holdOut: { share: 1.5 } }),
      ['mail.holdOut.share: share must be at most 1'],
    ],
    [
      'a time of no clock',
      mail({ quietHours: { from: '24:00', to: '08:00' } }),
      ['mail.quietHours.from: a time looks like "06:00"'],
    ],
    [
      'a day of no calendar',
      mail({ warmUp: { from: '2026-02-30', firstDay: 50 } }),
      ['mail.warmUp.from: a date looks like 2026-09-30'],
    ],
    [
      'a prefix that is a sentence',
      mail({ subjectPrefix: { en: 'This is an advertisement' } }),
      ['mail.subjectPrefix.en: en may have 20 characters at most'],
    ],
    [
      'a prefix that would break a header',
      mail({ subjectPrefix: { en: 'AD\r\nBcc:' } }),
      [
        'mail.subjectPrefix.en: this text has a line break, a tab or another sign that cannot be seen; take it out',
      ],
    ],
    [
      'a host with its address',
      mail({ linkHosts: ['https://shop.example.com'] }),
      ['mail.linkHosts.0: a host is written in small letters and alone, such as shop.example.com'],
    ],
    [
      'a link that is not encrypted',
      links({ home: 'http://shop.example.com' }),
      ['shop.links.home: a link is a whole address such as https://shop.example.com/offers'],
    ],
    [
      'a link of another name',
      links({ offer: 'https://shop.example.com' }),
      ['shop.links.offer: there is no setting offer here; did you mean offers?'],
    ],
    [
      'a topic that is misspelt',
      faults({ campaigns: [{ rule: 'r', kind: 'membership', template: 'x', topic: 'offer' }] }),
      [
        'campaigns.0.topic: must be one of: tier, offers, events, advice, surveys, service; did you mean offers?',
      ],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('says nothing of the least that can be written', () => {
    expect(mail({})).toEqual([]);
  });
});
