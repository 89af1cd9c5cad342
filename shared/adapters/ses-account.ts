import {
  type EventDestination,
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  SESv2Client,
  type SESv2ClientConfig,
  SESv2ServiceException,
} from '@aws-sdk/client-sesv2';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AccountState } from '../domain/mail/account.ts';
import { patiently } from './patiently.ts';

/** What each path has to be told. */
const ON_BUS = ['SEND', 'BOUNCE', 'COMPLAINT', 'REJECT'];
const ON_QUEUE = [...ON_BUS, 'DELIVERY'];

type Part = Partial<AccountState>;

/** What stands where a read is denied: the denial is the one thing known, and it alone is told. */
const UNREAD: AccountState = {
  ...{ sendingEnabled: true, production: true, identityVerified: true, dkim: true, configurationSet: true },
  ...{ destinations: { eventBridge: true, queue: true }, suppression: ['BOUNCE', 'COMPLAINT'] },
  ...{ perSecond: 1, perDay: -1, sentLast24Hours: 0, denied: [] },
};

/** Reads of SES that say whether mail can go out, and whether we would hear of it. Nothing here sends. */
export function openSesAccount(overrides: SESv2ClientConfig = {}) {
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
  });
  const client = new SESv2Client({ requestHandler, ...overrides, maxAttempts: 1 });

  const account = () =>
    asked('GetAccount', {}, async () => {
      const found = await client.send(new GetAccountCommand({}));
      const { Max24HourSend = 0, MaxSendRate = 1, SentLast24Hours = 0 } = found.SendQuota ?? {};
      return {
        sendingEnabled: found.SendingEnabled === true,
        production: found.ProductionAccessEnabled === true,
        suppression: found.SuppressionAttributes?.SuppressedReasons ?? [],
        ...{ perSecond: MaxSendRate, perDay: Max24HourSend, sentLast24Hours: SentLast24Hours },
      };
    });

  /** Its own suppression reasons stand before the account's. */
  const set = (name: string) =>
    asked('GetConfigurationSet', { configurationSet: false }, async () => {
      const found = await client.send(new GetConfigurationSetCommand({ ConfigurationSetName: name }));
      const reasons = found.SuppressionOptions?.SuppressedReasons;
      return {
        configurationSet: found.SendingOptions?.SendingEnabled !== false,
        ...(reasons === undefined ? {} : { suppression: reasons }),
      };
    });

  const events = (name: string) =>
    asked('GetConfigurationSetEventDestinations', {}, async () => {
      const question = new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: name });
      return { destinations: destinationsOf((await client.send(question)).EventDestinations ?? []) };
    });

  const identity = (domain: string) =>
    asked('GetEmailIdentity', { identityVerified: false }, async () => {
      const found = await client.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
      const { SigningEnabled, Status } = found.DkimAttributes ?? {};
      return {
        identityVerified: found.VerifiedForSendingStatus === true,
        dkim: SigningEnabled === true && Status === 'SUCCESS',
      };
    });

  /** The sender's domain, or one above it that SES knows. */
  async function identityOf(sender: string): Promise<Part> {
    let part: Part = {};
    for (const domain of domainsOf(sender)) {
      part = await identity(domain);
      if (part.dkim !== undefined || part.denied !== undefined) return part;
    }
    return part;
  }

  /** Throws when SES cannot be asked; what the role may not read stands in `denied`. */
  async function readiness(sender: string, configurationSet: string): Promise<AccountState> {
    const parts = [
      await account(),
      await set(configurationSet),
      await events(configurationSet),
      await identityOf(sender),
    ];
    return Object.assign({}, UNREAD, ...parts, { denied: parts.flatMap(({ denied = [] }) => denied) });
  }

  return { readiness, close: () => client.destroy() };
}

/** `absent` is what it means that there is no such thing. */
async function asked(action: string, absent: Part, read: () => Promise<Part>): Promise<Part> {
  try {
    return await patiently(read);
  } catch (error) {
    if (!(error instanceof SESv2ServiceException)) throw error;
    if (error.name.startsWith('AccessDenied')) return { denied: [`ses:${action}`] };
    if (error.name === 'NotFoundException') return absent;
    throw error;
  }
}

function destinationsOf(found: readonly EventDestination[]): AccountState['destinations'] {
  const told = (where: (one: EventDestination) => boolean, types: readonly string[]) =>
    types.every((type) =>
      found.some(
        (one) => one.Enabled && where(one) && one.MatchingEventTypes?.some((known) => known === type),
      ),
    );
  return {
    eventBridge: told((one) => one.EventBridgeDestination !== undefined, ON_BUS),
    queue: told((one) => one.SnsDestination !== undefined, ON_QUEUE),
  };
}

/** `a@mail.shop.cn`: mail.shop.cn, then shop.cn. */
function domainsOf(sender: string): string[] {
  const labels = sender.slice(sender.lastIndexOf('@') + 1).split('.');
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'));
}
