import { both } from '../bilingual.ts';
import type { Fault } from './fault.ts';
import type { Policy } from './schema.ts';

/** What a valid policy says of mail without any effect, or with more than was meant. */
export const mailWarnings = (policy: Policy): Fault[] => [
  ...idleCaps(policy),
  ...shortDays(policy),
  ...nobodyLeft(policy),
  ...idleBudgets(policy),
  ...costsWithoutCurrency(policy),
];

/** A cap is idle beside one that allows no more mails within no fewer days; of two equal ones the later. */
function idleCaps({ mail: { caps } }: Policy): Fault[] {
  return caps.flatMap((cap, i) => {
    const stricter = caps.some((other, k) => {
      const covers = other.mails <= cap.mails && other.days >= cap.days;
      const alike = other.mails === cap.mails && other.days === cap.days;
      return k !== i && covers && (!alike || k < i);
    });
    return stricter ? [{ path: ['mail', 'caps', i], message: IDLE_CAP }] : [];
  });
}

const HOUR = 60;
const DAY = 24 * HOUR;

function shortDays({ mail: { quietHours } }: Policy): Fault[] {
  if (!quietHours) return [];
  const open = (minuteOf(quietHours.from) - minuteOf(quietHours.to) + DAY) % DAY;
  return open < HOUR ? [{ path: ['mail', 'quietHours'], message: shortDay(open) }] : [];
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * HOUR + minutes;
}

function nobodyLeft({ mail, campaigns }: Policy): Fault[] {
  const whole = campaigns.flatMap((campaign, i) =>
    campaign.holdOut === 1 ? [{ path: ['campaigns', i, 'holdOut'], message: NOBODY }] : [],
  );
  return mail.holdOut.share === 1
    ? [{ path: ['mail', 'holdOut', 'share'], message: NOBODY }, ...whole]
    : whole;
}

function idleBudgets({ tiers, campaigns, mail }: Policy): Fault[] {
  const offers = campaigns.flatMap(({ offer }) => (offer ? [offer] : []));
  const costs = isAbove0(mail.costPerMail) || offers.some(({ cost }) => isAbove0(cost));
  return tiers.flatMap(({ budget }, i): Fault[] => {
    const at = (key: string, message: Fault['message']) => ({ path: ['tiers', i, 'budget', key], message });
    if (budget === undefined) return [];
    if (Object.keys(budget).length === 0) return [{ path: ['tiers', i, 'budget'], message: EMPTY_BUDGET }];
    return [
      ...(budget.offers !== undefined && offers.length === 0 ? [at('offers', NO_OFFERS)] : []),
      ...(budget.cost !== undefined && !costs ? [at('cost', NO_COSTS)] : []),
    ];
  });
}

/** Told once, at the first of them. */
function costsWithoutCurrency({ currency, tiers, campaigns, mail }: Policy): Fault[] {
  if (currency.code !== undefined) return [];
  const found = [
    ...(isAbove0(mail.costPerMail) ? [['mail', 'costPerMail']] : []),
    ...campaigns.flatMap(({ offer }, i) =>
      offer && isAbove0(offer.cost) ? [['campaigns', i, 'offer', 'cost']] : [],
    ),
    ...tiers.flatMap(({ budget }, i) => (budget?.cost === undefined ? [] : [['tiers', i, 'budget', 'cost']])),
  ];
  return found.slice(0, 1).map((path) => ({ path, message: NO_CURRENCY }));
}

const isAbove0 = (amount: string): boolean => Number(amount) > 0;

const IDLE_CAP = both(
  'another cap is at least as strict: this one never holds anything back',
  '另有同样严格或更严格的频次上限，这一条不起作用',
);
const shortDay = (minutes: number) =>
  both(
    `quiet hours leave ${minutes} minutes of a day to all mail`,
    `免打扰时段之外，一天只剩 ${minutes} 分钟可以发信`,
  );
const NOBODY = both(
  'everybody is left out: nobody is ever written to',
  '所有人都被留作对照，不会有人收到邮件',
);
const EMPTY_BUDGET = both(
  'this budget limits nothing: write mails, offers or cost',
  '这份预算没有任何限制，请写上 mails、offers 或 cost',
);
const NO_OFFERS = both(
  'no campaign gives out offer codes: this limit never holds anything back',
  '没有邮件会发放优惠码，这一限制不起作用',
);
const NO_COSTS = both(
  'neither a mail nor an offer costs anything: set mail.costPerMail, or the cost of an offer',
  '邮件和优惠都没有成本，这一限制不起作用：请设置 mail.costPerMail，或优惠的 cost',
);
const NO_CURRENCY = both(
  'in what money costs are is only known with the first orders export: name it under currency, such as code: CNY',
  '成本的货币要到收到第一份订单文件时才能确定：请在 currency 中写明，如 code: CNY',
);
