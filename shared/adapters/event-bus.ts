import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE, TIER_CHANGED, type TierChanged } from '../contract/tier-changed.ts';
import { lasting } from './lasting.ts';

const eventBridge = lasting('EVENTBRIDGE', () => new EventBridgeClient({}));

/** Entries of one request, by the service's own limit; requests that are under way at a time. */
const PER_REQUEST = 10;
const AT_ONCE = 4;
/** Waits between the tries of entries that the bus did not take, in ms: about ten seconds in all. */
const FIRST_WAIT_MS = 100;
const TRIES = 8;

/** The bus took some entries of a request and not others, however often they were tried. */
class NotTakenError extends Error {
  override readonly name = 'NotTaken';
}

export interface EventBusOptions {
  client?: EventBridgeClient;
  wait?: (ms: number) => Promise<unknown>;
}

/** The EventBridge bus of that name. */
export function openEventBus(name: string, { client = eventBridge(), wait = sleep }: EventBusOptions = {}) {
  /** Answers when the bus has taken every event; throws the service's error, or NotTaken with its code. */
  async function tell(events: readonly TierChanged[]): Promise<void> {
    const requests = chunksOf(
      PER_REQUEST,
      events.map((event) => entryOf(name, event)),
    );
    for (const batch of chunksOf(AT_ONCE, requests)) await Promise.all(batch.map(put));
  }

  async function put(entries: readonly PutEventsRequestEntry[]): Promise<void> {
    let left = entries;
    for (let tried = 1; ; tried += 1) {
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...left] }));
      const refused = left.filter((_, i) => Entries[i]?.EventId === undefined);
      if (refused.length === 0) return;
      if (tried === TRIES) throw new NotTakenError(Entries.find(({ ErrorCode }) => ErrorCode)?.ErrorCode);
      left = refused;
      await wait(FIRST_WAIT_MS * 2 ** (tried - 1));
    }
  }

  return { tell };
}

const entryOf = (EventBusName: string, event: TierChanged): PutEventsRequestEntry => ({
  ...{ EventBusName, Source: EVENT_SOURCE, DetailType: TIER_CHANGED },
  Detail: JSON.stringify(event),
});

function chunksOf<T>(size: number, all: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let from = 0; from < all.length; from += size) chunks.push(all.slice(from, from + size));
  return chunks;
}
