import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  ListConfigurationSetsCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, bench, failure } from './ses-support.ts';

let at: Bench;
let client: SESv2Client;
beforeEach(async () => {
  at = await bench();
  client = new SESv2Client({
    endpoint: at.ses.url,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterEach(() => {
  client.destroy();
  return at.close();
});

describe('the reads of the second API', () => {
  it('GetAccount tells production from the sandbox, and a stopped account', async () => {
    const account = () => client.send(new GetAccountCommand({}));
    expect(await account()).toMatchObject({
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      EnforcementStatus: 'HEALTHY',
      SendQuota: { Max24HourSend: 1_000_000, MaxSendRate: 1000, SentLast24Hours: 0 },
      SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    at.ses.configure({ sandbox: true, sendingEnabled: false });
    expect(await account()).toMatchObject({
      ProductionAccessEnabled: false,
      SendingEnabled: false,
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1 },
    });
  });

  it('GetEmailIdentity knows a verified domain, one that is not verified yet, and none', async () => {
    at.ses.createIdentity('mail.example.com');
    at.ses.configure({ unverified: ['soon.example.com'] });
    const identity = (EmailIdentity: string) => client.send(new GetEmailIdentityCommand({ EmailIdentity }));
    expect(await identity('mail.example.com')).toMatchObject({
      IdentityType: 'DOMAIN',
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
    });
    expect(await identity('soon.example.com')).toMatchObject({
      VerifiedForSendingStatus: false,
      DkimAttributes: { Status: 'PENDING' },
    });
    expect(await failure(identity('members@other.example'))).toMatchObject({
      name: 'NotFoundException',
      status: 404,
    });
  });

  it('GetConfigurationSet knows the sets that were made', async () => {
    at.ses.createConfigurationSet('mails');
    const set = (ConfigurationSetName: string) =>
      client.send(new GetConfigurationSetCommand({ ConfigurationSetName }));
    expect(await set('mails')).toMatchObject({
      ConfigurationSetName: 'mails',
      SendingOptions: { SendingEnabled: true },
    });
    expect(await failure(set('none'))).toMatchObject({ name: 'NotFoundException' });
  });

  it('refuses any other call', async () => {
    expect(await failure(client.send(new ListConfigurationSetsCommand({})))).toMatchObject({ status: 404 });
  });
});

describe('event destinations', () => {
  const found = async (ConfigurationSetName = 'mails') => {
    const command = new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName });
    return (await client.send(command)).EventDestinations;
  };

  it('are both ways with every event until the first is created', async () => {
    const types = ['SEND', 'DELIVERY', 'BOUNCE', 'COMPLAINT', 'OPEN', 'REJECT'];
    expect(await found()).toMatchObject([
      {
        Enabled: true,
        MatchingEventTypes: types,
        EventBridgeDestination: { EventBusArn: expect.any(String) },
      },
      { Enabled: true, MatchingEventTypes: types, SnsDestination: { TopicArn: expect.any(String) } },
    ]);
  });

  it('are those that were created, until somebody takes one away', async () => {
    const shared = { configurationSet: 'mails', enabled: true } as const;
    at.ses.createDestination({ ...shared, name: 'a', path: 'bus', arn: 'arn:bus', eventTypes: ['Send'] });
    at.ses.createDestination({ ...shared, name: 'b', path: 'queue', arn: 'arn:topic', eventTypes: ['Open'] });
    expect(await found()).toEqual([
      {
        ...{ Name: 'a', Enabled: true, MatchingEventTypes: ['SEND'] },
        EventBridgeDestination: { EventBusArn: 'arn:bus' },
      },
      { Name: 'b', Enabled: true, MatchingEventTypes: ['OPEN'], SnsDestination: { TopicArn: 'arn:topic' } },
    ]);
    expect(await found('another')).toEqual([]);
    at.ses.configure({ missingPaths: ['queue'] });
    expect((await found())?.map(({ Name }) => Name)).toEqual(['a']);
  });
});
