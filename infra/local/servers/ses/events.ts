import { randomUUID } from 'node:crypto';
import type { SesEventType } from './destinations.ts';
import { bare } from './headers.ts';
import { type Fate, fateOf } from './simulator.ts';
import type { AcceptedMail } from './store.ts';

/** An event as SES hands it to EventBridge; EventBridge sends it on unchanged. */
export interface SesEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: 'aws.ses';
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: { eventType: SesEventType; mail: Record<string, unknown> } & Record<string, unknown>;
}

const ACCOUNT = '000000000000';
const REGION = 'local';

const DETAIL_TYPES: Record<SesEventType, string> = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Open: 'Email Opened',
  Reject: 'Email Rejected',
};

type Facts = Record<string, unknown>;

/** The events of one mail in the order of what happened; none without a configuration set, as in SES. */
export function eventsOf(mail: AcceptedMail, now: Date): SesEvent[] {
  if (mail.configurationSet === null) return [];
  const by = (...fates: Fate[]) => mail.destinations.map(bare).filter((to) => fates.includes(fateOf(to)));
  const delivered = by('delivered', 'complained');
  const timestamp = now.toISOString();
  const found: [SesEventType, Facts][] = [['Send', { send: {} }]];
  if (delivered.length) found.push(['Delivery', { delivery: delivery(delivered, timestamp) }]);
  for (const sort of ['bounced', 'suppressed', 'softBounced'] as const)
    for (const to of by(sort)) found.push(['Bounce', { bounce: bounce(to, sort, timestamp) }]);
  for (const to of by('complained')) found.push(['Complaint', { complaint: complaint(to, timestamp) }]);
  if (by('rejected').length) found.push(['Reject', { reject: { reason: 'Bad content' } }]);
  return found.map(([type, facts]) => event(mail, mail.configurationSet ?? '', type, facts, timestamp));
}

/** The event of pictures that were loaded; none without a configuration set. */
export function openEventsOf(mail: AcceptedMail, now: Date): SesEvent[] {
  if (mail.configurationSet === null) return [];
  const timestamp = now.toISOString();
  const open = { ipAddress: '127.0.0.1', timestamp, userAgent: 'inbox' };
  return [event(mail, mail.configurationSet, 'Open', { open }, timestamp)];
}

function event(mail: AcceptedMail, set: string, type: SesEventType, facts: Facts, time: string): SesEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DETAIL_TYPES[type],
    source: 'aws.ses',
    account: ACCOUNT,
    time,
    region: REGION,
    resources: [`arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/${set}`],
    detail: { eventType: type, mail: mailFacts(mail, set), ...facts },
  };
}

function mailFacts(mail: AcceptedMail, set: string): Facts {
  const own = Object.entries(mail.tags).map(([name, value]) => [name, [value]]);
  return {
    timestamp: mail.at,
    source: mail.source,
    sendingAccountId: ACCOUNT,
    messageId: mail.messageId,
    destination: mail.destinations,
    headersTruncated: false,
    tags: {
      'ses:operation': ['SendRawEmail'],
      'ses:configuration-set': [set],
      'ses:from-domain': [bare(mail.source).split('@').at(-1) ?? ''],
      ...Object.fromEntries(own),
    },
  };
}

const delivery = (recipients: string[], timestamp: string): Facts => ({
  timestamp,
  processingTimeMillis: 1,
  recipients,
  smtpResponse: '250 2.6.0 Message received',
  reportingMTA: 'localhost',
});

type Bounced = 'bounced' | 'suppressed' | 'softBounced';

const BOUNCES: Record<Bounced, { bounceType: string; bounceSubType: string; status: string; says: string }> =
  {
    bounced: {
      ...{ bounceType: 'Permanent', bounceSubType: 'General', status: '5.1.1' },
      says: 'smtp; 550 5.1.1 user unknown',
    },
    suppressed: {
      ...{ bounceType: 'Permanent', bounceSubType: 'Suppressed', status: '5.1.1' },
      says: 'Amazon SES has suppressed sending to this address because it has a recent history of bouncing.',
    },
    softBounced: {
      ...{ bounceType: 'Transient', bounceSubType: 'MailboxFull', status: '4.2.2' },
      says: 'smtp; 452 4.2.2 mailbox full',
    },
  };

function bounce(emailAddress: string, sort: Bounced, timestamp: string): Facts {
  const { bounceType, bounceSubType, status, says } = BOUNCES[sort];
  const recipient = { emailAddress, action: 'failed', status, diagnosticCode: says };
  return {
    bounceType,
    bounceSubType,
    bouncedRecipients: [recipient],
    timestamp,
    feedbackId: `${randomUUID()}-000000`,
  };
}

const complaint = (emailAddress: string, timestamp: string): Facts => ({
  complainedRecipients: [{ emailAddress }],
  timestamp,
  feedbackId: `${randomUUID()}-000000`,
  complaintSubType: null,
  complaintFeedbackType: 'abuse',
  arrivalDate: timestamp,
});
