import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { SESClient, type SESClientConfig, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { lean } from './lean.ts';
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

/**
 * The only client of SES. One request a call, never repeated by the SDK, on a connection of its own: a repeated or
 * reused connection makes duplicates and false unknowns.
 */
export function openSes(overrides: SESClientConfig = {}) {
  const client = lean(
    new SESClient({
      requestHandler: new NodeHttpHandler({
        httpAgent: new HttpAgent({ keepAlive: false }),
        httpsAgent: new HttpsAgent({ keepAlive: false }),
        connectionTimeout: 3_000,
        requestTimeout: 10_000,
        throwOnRequestTimeout: true,
      }),
      cacheMiddleware: true,
      ...overrides,
      maxAttempts: 1,
    }),
  );

  async function sendRaw(mail: RawMail): Promise<SendVerdict> {
    try {
      const { MessageId } = await client.send(new SendRawEmailCommand(toRequest(mail)));
      return { kind: 'sent', messageId: MessageId ?? '' };
    } catch (error) {
      return classify(error);
    }
  }

  return { sendRaw, close: () => client.destroy() };
}

const toRequest = (mail: RawMail) => ({
  Source: mail.from,
  Destinations: [mail.to],
  RawMessage: { Data: mail.raw },
  ConfigurationSetName: mail.configurationSet,
  Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
});
