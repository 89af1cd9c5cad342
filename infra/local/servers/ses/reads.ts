import { createHash } from 'node:crypto';
import { noConfigurationSet } from './errors.ts';
import { members } from './request.ts';
import { hasConfigurationSet, limitsOf, type SesSettings } from './settings.ts';
import { fateOf } from './simulator.ts';
import type { SesState } from './state.ts';
import type { XmlValue } from './xml.ts';

type Read = (state: SesState, parameters: URLSearchParams) => XmlValue;

const QUARTER_HOUR_MS = 15 * 60 * 1000;

/** The actions that only read, each with its result. */
export const READS: Record<string, Read> = {
  GetSendQuota: ({ settings, quota }) => {
    const { max24HourSend, maxSendRate } = limitsOf(settings);
    return {
      Max24HourSend: max24HourSend,
      MaxSendRate: maxSendRate,
      SentLast24Hours: quota.sentLast24Hours,
    };
  },
  GetSendStatistics: (state) => ({ SendDataPoints: dataPoints(state) }),
  GetAccountSendingEnabled: ({ settings }) => ({ Enabled: settings.sendingEnabled }),
  GetIdentityVerificationAttributes: ({ settings }, parameters) => ({
    VerificationAttributes: ofIdentities(settings, parameters, () => ({ VerificationStatus: 'Success' })),
  }),
  GetIdentityDkimAttributes: ({ settings }, parameters) => ({
    DkimAttributes: ofIdentities(settings, parameters, (identity) => ({
      DkimEnabled: true,
      DkimVerificationStatus: 'Success',
      DkimTokens: ['1', '2', '3'].map((which) => tokenOf(identity, which)),
    })),
  }),
  DescribeConfigurationSet: ({ settings }, parameters) => {
    const name = parameters.get('ConfigurationSetName') ?? '';
    if (!hasConfigurationSet(settings, name)) throw noConfigurationSet(name);
    const reputation = { SendingEnabled: settings.sendingEnabled, ReputationMetricsEnabled: true };
    return { ConfigurationSet: { Name: name }, EventDestinations: [], ReputationOptions: reputation };
  },
};

/** Only identities that the account has; SES leaves the others out. */
function ofIdentities(
  settings: SesSettings,
  parameters: URLSearchParams,
  describe: (identity: string) => XmlValue,
): Map<string, XmlValue> {
  const { identities } = settings;
  const known = members(parameters, 'Identities').filter(
    (name) => identities === 'every' || identities.includes(name.toLowerCase()),
  );
  return new Map(known.map((name) => [name, describe(name)]));
}

const tokenOf = (identity: string, which: string): string =>
  createHash('sha256').update(`${identity}/${which}`).digest('hex').slice(0, 32);

function dataPoints({ store }: SesState): XmlValue[] {
  const points = new Map<number, { attempts: number; bounces: number; complaints: number }>();
  for (const mail of store.all()) {
    const start = Math.floor(Date.parse(mail.at) / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
    const point = points.get(start) ?? { attempts: 0, bounces: 0, complaints: 0 };
    for (const fate of mail.destinations.map(fateOf)) {
      point.attempts += 1;
      if (fate === 'bounced' || fate === 'suppressed') point.bounces += 1;
      if (fate === 'complained') point.complaints += 1;
    }
    points.set(start, point);
  }
  return [...points].map(([start, point]) => ({
    Timestamp: new Date(start).toISOString(),
    DeliveryAttempts: point.attempts,
    Bounces: point.bounces,
    Complaints: point.complaints,
    Rejects: 0,
  }));
}
