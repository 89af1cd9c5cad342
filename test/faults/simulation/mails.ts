import { openKeys } from '../../../shared/adapters/keys.ts';
import { parsePolicy } from '../../../shared/adapters/policy-file.ts';
import { openTemplates } from '../../../shared/adapters/templates.ts';
import type { OutboxMail } from '../../../shared/contract/mails.ts';
import { madeReady } from '../../../shared/domain/mail/ready.ts';
import type { Topic } from '../../../shared/domain/mail/topics.ts';
import { defaultPolicyText } from '../../../shared/runtime/assets.ts';
import { MARKED_DOMAIN, MARKED_NAME } from '../../support/markers.ts';
import { type Random, randomOf } from './random.ts';
import type { Planned } from './truth.ts';

export const keys = openKeys({ seed: 's'.repeat(43), current: 'k1', old: {} });

const words = {
  subject: '{{ subjectPrefix }}x',
  html: '<a href="{{ unsubscribeUrl }}">{{ tier }}</a>',
  text: 'x',
  digest: '',
};

const POLICY = parsePolicy(defaultPolicyText());

/** What every run of the simulation is made by. */
export const MAKINGS = {
  policy: {
    ...POLICY,
    campaigns: [],
    mail: { ...POLICY.mail, holdOut: { share: 0.06, tiers: {} }, caps: [{ mails: 1, days: 7 }] },
  },
  asOf: '2026-10-01',
  templates: openTemplates({ 'moved-up.en': words, 'moved-up.zh-CN': words }),
};

/** People that a seed writes to. */
const RECIPIENTS = 20;

interface Plan {
  campaignId: string;
  rule: string;
  kind: 'membership' | 'movement';
  topic: Topic;
  priority: number;
}

export const CAMPAIGNS: Plan[] = [
  { campaignId: 'up@after-1', rule: 'up', kind: 'movement', topic: 'tier', priority: 80 },
  { campaignId: 'news@2026-10', rule: 'news', kind: 'membership', topic: 'advice', priority: 20 },
];

export interface SimulatedRun {
  runId: string;
  runSeq: number;
  parts: OutboxMail[][];
}

/**
 * Two runs that overlap: the second plans the same campaign ids for most of the same people. Two customers share a
 * mailbox; some are held out, some have not agreed.
 */
export function simulatedRuns(seed: number): SimulatedRun[] {
  const random = randomOf(seed + 1_000_000);
  const people = Array.from({ length: RECIPIENTS }, (_, n) => n);
  const all = people.flatMap((n) => mailsTo({ n, seed }, random));
  const ready = all.map((mail) => ({ ...mail, ...madeReady(mail, { ...MAKINGS, keys }) }));
  const again = ready.filter(() => random.chance(0.6));
  return [
    { runId: 'r1', runSeq: 1, parts: parted(ready) },
    { runId: 'r2', runSeq: 2, parts: [again] },
  ];
}

const parted = (mails: OutboxMail[]): OutboxMail[][] => [
  mails.filter((_, n) => n % 3 !== 0),
  mails.filter((_, n) => n % 3 === 0),
];

interface Person {
  n: number;
  seed: number;
}

function mailsTo(person: Person, random: Random): OutboxMail[] {
  const skip = random.chance(0.05) ? 'no_consent' : null;
  const second = random.chance(0.15) ? CAMPAIGNS.slice(1) : [];
  return [...CAMPAIGNS.slice(0, 1), ...second].map((plan) => ({ ...mailTo(person, plan), skip }));
}

/** The last customer has the address of the first. */
const addressOf = ({ n, seed }: Person): string => `p${n % (RECIPIENTS - 1)}.${seed}@${MARKED_DOMAIN}`;

/** As the plan wrote it; it is made ready afterwards. */
function mailTo(person: Person, plan: Plan): OutboxMail {
  const { n } = person;
  return {
    ...plan,
    ...{ customerId: `c${String(n).padStart(2, '0')}`, address: addressOf(person) },
    ...{ tier: 'gold', previousTier: 'silver', name: `${MARKED_NAME}${n}`, language: n % 2 ? 'en' : 'zh-CN' },
    ...{ template: 'moved-up', consentOn: '2026-05-01', consentSource: null, since: '2026-06-30' },
    ...{ lastOrderDate: null, skip: null, sid: '', mailbox: '', customer: '', heldOut: null, digest: '' },
    already: null,
  };
}

/** What the truth has to know of the runs' mails; of two to one mailbox, the one that may go. */
export const plannedIn = (runs: readonly SimulatedRun[]): Planned[] =>
  runs
    .flatMap(({ parts }) => parts.flat())
    .sort((a, b) => Number(a.skip === null) - Number(b.skip === null))
    .map((mail) => ({ ...mail, secondSid: keys.sid(mail.campaignId, mail.mailbox, 2) }));
