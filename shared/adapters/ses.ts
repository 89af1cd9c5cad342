import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetAccountSendingEnabledCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
  type SESClientConfig,
  SESServiceException,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { classify, type SendVerdict } from './ses-verdict.ts';

export type { SendVerdict } from './ses-verdict.ts';

export interface RawMail {
  from: string;
  to: string;
  raw: Uint8Array;
  configurationSet: string;
  /** Names and values of letters, digits, `_` and `-`. */
  tags: Record<string, string>;
}

export interface Readiness {
  enabled: boolean;
  /** False when SES knows neither the sender's address nor a domain above it as verified. */
  verified: boolean;
  /** Mails a second. */
  perSecond: number;
  /** Mails that the last 24 hours leave us; `Infinity` without a quota. */
  leftToday: number;
}

/** Tries of a read; GetSendQuota allows one call a second, and every worker asks. */
const READ_TRIES = 5;

/**
 * The only client of SES. One request a call, never repeated by the SDK, on a connection of its own: a repeated or
 * reused connection makes duplicates and false unknowns. Reads are repeated by hand.
 */
export function openSes(overrides: SESClientConfig = {}) {
  const client = new SESClient({
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent({ keepAlive: false }),
      httpsAgent: new HttpsAgent({ keepAlive: false }),
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    }),
    ...overrides,
    maxAttempts: 1,
  });

  async function sendRaw(mail: RawMail): Promise<SendVerdict> {
    try {
      const { MessageId } = await client.send(new SendRawEmailCommand(toRequest(mail)));
      return { kind: 'sent', messageId: MessageId ?? '' };
    } catch (error) {
      return classify(error);
    }
  }

  async function isVerified(sender: string): Promise<boolean> {
    const question = new GetIdentityVerificationAttributesCommand({ Identities: identitiesOf(sender) });
    try {
      const { VerificationAttributes = {} } = await client.send(question);
      return Object.values(VerificationAttributes).some((known) => known.VerificationStatus === 'Success');
    } catch (error) {
      // Who may not ask must still be able to send; SES then says it of the first mail.
      if (error instanceof SESServiceException && /^AccessDenied/.test(error.name)) return true;
      throw error;
    }
  }

  async function readiness(sender: string): Promise<Readiness> {
    const quota = await patiently(() => client.send(new GetSendQuotaCommand({})));
    const { Enabled } = await patiently(() => client.send(new GetAccountSendingEnabledCommand({})));
    const max = quota.Max24HourSend ?? 0;
    return {
      enabled: Enabled ?? false,
      verified: await patiently(() => isVerified(sender)),
      perSecond: quota.MaxSendRate ?? 1,
      leftToday: max < 0 ? Number.POSITIVE_INFINITY : Math.max(0, max - (quota.SentLast24Hours ?? 0)),
    };
  }

  return { sendRaw, readiness, close: () => client.destroy() };
}

/** Whatever may stand for a sender: the address, its domain, and the domains above that. */
function identitiesOf(sender: string): string[] {
  const labels = sender.slice(sender.lastIndexOf('@') + 1).split('.');
  return [sender, ...labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'))];
}

const toRequest = (mail: RawMail) => ({
  Source: mail.from,
  Destinations: [mail.to],
  RawMessage: { Data: mail.raw },
  ConfigurationSetName: mail.configurationSet,
  Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
});

async function patiently<T>(read: () => Promise<T>, tryNo = 1): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (tryNo >= READ_TRIES) throw error;
    await sleep(2 ** tryNo * 200 + Math.random() * 500);
    return patiently(read, tryNo + 1);
  }
}
