import type { Destination } from './destinations.ts';
import { jsonReply, type Reply } from './reply.ts';
import { destinationsFor, hasConfigurationSet, hasIdentity, isVerified, limitsOf } from './settings.ts';
import type { SesState } from './state.ts';

interface Read {
  action: string;
  path: RegExp;
  /** The answer; undefined when there is no such thing. */
  answer(state: SesState, name: string): object | undefined;
}

/** What SES itself keeps from sending to: the template asks for both. */
const SUPPRESSED = ['BOUNCE', 'COMPLAINT'];

/** The reads of the second API: what the account, an identity and a configuration set are ready for. */
const READS: readonly Read[] = [
  { action: 'GetAccount', path: /^account$/, answer: account },
  { action: 'GetEmailIdentity', path: /^identities\/([^/]+)$/, answer: identity },
  { action: 'GetConfigurationSet', path: /^configuration-sets\/([^/]+)$/, answer: configurationSet },
  {
    action: 'GetConfigurationSetEventDestinations',
    path: /^configuration-sets\/([^/]+)\/event-destinations$/,
    answer: eventDestinations,
  },
];

const ROOT = /^GET \/v2\/email\/(.*?)\/?$/;

/** Answers a read of the second API; undefined when the route is none of them. */
export function v2Reply(state: SesState, route: string): Reply | undefined {
  const path = ROOT.exec(route)?.[1];
  if (path === undefined) return undefined;
  for (const { action, path: pattern, answer } of READS) {
    const found = pattern.exec(path);
    if (!found) continue;
    state.requests.set(action, (state.requests.get(action) ?? 0) + 1);
    const body = answer(state, decodeURIComponent(found[1] ?? ''));
    return body ? jsonReply(200, body) : notFound(found[1] ?? '');
  }
  return undefined;
}

function notFound(name: string): Reply {
  const reply = jsonReply(404, { message: `${decodeURIComponent(name)} does not exist.` });
  return { ...reply, headers: { ...reply.headers, 'x-amzn-errortype': 'NotFoundException' } };
}

function account({ settings, quota }: SesState): object {
  const { max24HourSend, maxSendRate } = limitsOf(settings);
  return {
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: settings.sendingEnabled ? 'HEALTHY' : 'SHUTDOWN',
    ProductionAccessEnabled: !settings.sandbox,
    SendQuota: {
      Max24HourSend: max24HourSend,
      MaxSendRate: maxSendRate,
      SentLast24Hours: quota.sentLast24Hours,
    },
    SendingEnabled: settings.sendingEnabled,
    SuppressionAttributes: { SuppressedReasons: SUPPRESSED },
  };
}

function identity({ settings }: SesState, name: string): object | undefined {
  if (!hasIdentity(settings, name)) return undefined;
  const verified = isVerified(settings, name);
  const status = verified ? 'SUCCESS' : 'PENDING';
  return {
    IdentityType: name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
    FeedbackForwardingStatus: true,
    VerifiedForSendingStatus: verified,
    VerificationStatus: status,
    DkimAttributes: { SigningEnabled: true, Status: status, SigningAttributesOrigin: 'AWS_SES' },
  };
}

function configurationSet({ settings }: SesState, name: string): object | undefined {
  if (!hasConfigurationSet(settings, name)) return undefined;
  return {
    ConfigurationSetName: name,
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    ReputationOptions: { ReputationMetricsEnabled: true },
    SendingOptions: { SendingEnabled: settings.sendingEnabled },
    SuppressionOptions: { SuppressedReasons: SUPPRESSED },
  };
}

function eventDestinations({ settings }: SesState, name: string): object | undefined {
  if (!hasConfigurationSet(settings, name)) return undefined;
  return { EventDestinations: destinationsFor(settings, name).map(described) };
}

const described = ({ name, enabled, path, arn, eventTypes }: Destination) => ({
  Name: name,
  Enabled: enabled,
  MatchingEventTypes: eventTypes.map((type) => type.toUpperCase()),
  ...(path === 'bus'
    ? { EventBridgeDestination: { EventBusArn: arn } }
    : { SnsDestination: { TopicArn: arn } }),
});
