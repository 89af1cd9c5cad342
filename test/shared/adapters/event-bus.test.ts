import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { openEventBus } from '../../../shared/adapters/event-bus.ts';
import { eventIdOf } from '../../../shared/adapters/event-id.ts';
import type { TierChanged } from '../../../shared/contract/tier-changed.ts';

const mock = mockClient(EventBridgeClient);
const waits: number[] = [];
const { tell } = openEventBus('tierwise-test', {
  client: new EventBridgeClient({ region: 'eu-west-1' }),
  wait: async (ms) => void waits.push(ms),
});
beforeEach(() => {
  mock.reset();
  waits.length = 0;
});

const event = (customerId: string): TierChanged => ({
  ...{ version: 1, eventId: eventIdOf('r2', customerId), runId: 'r2', runSeq: 2, asOf: '2026-09-30' },
  ...{ customerId, from: 'low', to: 'high', change: 'promoted', cause: 'behaviour' },
  ...{ since: '2026-09-30', scores: { orders: 3 } },
});
const events = (count: number) => Array.from({ length: count }, (_, i) => event(`c${i}`));

const taken: PutEventsResultEntry = { EventId: 'e' };
const throttled: PutEventsResultEntry = { ErrorCode: 'ThrottlingException' };

/** Customers in the order of the requests. */
const asked = () =>
  mock
    .commandCalls(PutEventsCommand)
    .map(({ args }) =>
      (args[0].input.Entries ?? []).map(({ Detail }) => JSON.parse(Detail ?? '').customerId as string),
    );

describe('the event bus', () => {
  it('takes ten events a request, in the form that rules match', async () => {
    mock.on(PutEventsCommand).callsFake(({ Entries }) => ({ Entries: Entries.map(() => taken) }));
    await tell(events(23));
    expect(asked().map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(asked().flat()).toEqual(events(23).map(({ customerId }) => customerId));
    const [first] = mock.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(first).toEqual({
      ...{ EventBusName: 'tierwise-test', Source: 'tierwise', DetailType: 'TierChanged' },
      Detail: JSON.stringify(event('c0')),
    });
  });

  it('gets again only those that it did not take, after ever longer waits', async () => {
    mock
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [taken, throttled, taken, throttled] })
      .resolvesOnce({ Entries: [throttled, taken] })
      .resolvesOnce({ Entries: [taken] });
    await tell(events(4));
    expect(asked()).toEqual([['c0', 'c1', 'c2', 'c3'], ['c1', 'c3'], ['c1']]);
    expect(waits).toEqual([100, 200]);
  });

  it('that never takes an event is an error with the service’s reason, and so is one that fails', async () => {
    mock.on(PutEventsCommand).resolves({ Entries: [throttled] });
    await expect(tell(events(1))).rejects.toMatchObject({ name: 'NotTaken', message: 'ThrottlingException' });
    expect(asked()).toHaveLength(8);
    mock.on(PutEventsCommand).rejects(new Error('no right'));
    await expect(tell(events(1))).rejects.toThrow('no right');
  });

  it('an answer without results took nothing', async () => {
    mock.on(PutEventsCommand).resolves({});
    await expect(tell(events(1))).rejects.toMatchObject({ name: 'NotTaken' });
  });

  it('is asked nothing where nothing changed', async () => {
    await tell([]);
    expect(asked()).toEqual([]);
  });
});

describe('ids of events', () => {
  it('are the same for the same change, and differ by run and by customer', () => {
    const ids = [
      ['r2', 'c1'],
      ['r3', 'c1'],
      ['r2', 'c2'],
      ['r2c', '1'],
    ].map(([run = '', customer = '']) => eventIdOf(run, customer));
    expect(new Set(ids).size).toBe(4);
    expect(eventIdOf('r2', 'c1')).toBe(ids[0]);
  });

  it('tell nobody who the customer is', () => {
    expect(eventIdOf('r2', 'li@example.com')).toMatch(/^[0-9a-f]{32}$/);
  });
});
