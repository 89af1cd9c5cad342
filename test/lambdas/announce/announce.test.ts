import { existsSync, readFileSync } from 'node:fs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startEvents } from '../../../infra/local/servers/events.ts';
import { announce } from '../../../lambdas/announce/step.ts';
import { openEventBus } from '../../../shared/adapters/event-bus.ts';
import { eventIdOf } from '../../../shared/adapters/event-id.ts';
import type { AnnounceCounts } from '../../../shared/contract/artifacts.ts';
import type { PlannedChange } from '../../../shared/contract/plan.ts';
import { type TierChanged, TierChangedSchema } from '../../../shared/contract/tier-changed.ts';
import { ChangeKindSchema } from '../../../shared/domain/held.ts';
import { EVERYWHERE } from '../../../shared/domain/policy/write-back-schema.ts';
import { nobody } from '../../../shared/domain/publish.ts';
import { credentials, removeFolder, temporaryFolder } from '../../infra/local/servers/s3-support.ts';

const BUS = 'tierwise-local';
const dir = temporaryFolder();
let server: Awaited<ReturnType<typeof startEvents>>;
/** Entries that the bus takes before it takes no more; the process dies there. */
let takes = Number.POSITIVE_INFINITY;
let runs = 0;

beforeAll(async () => {
  server = await startEvents({
    ...{ dir, clock: () => new Date(), buses: [BUS], onEvent: () => undefined },
    refuse: () => {
      takes -= 1;
      return takes < 0 ? 'InternalFailure' : undefined;
    },
  });
});
afterAll(async () => {
  await server.close();
  removeFolder(dir);
});

const change = (customerId: string, more: Partial<PlannedChange> = {}): PlannedChange => ({
  ...{ customerId, previousTier: 'low', change: 'promoted', cause: 'behaviour' },
  published: { ...nobody(customerId, '2026-09-30', 'CNY'), tier: 'high', scores: { orders: 3 } },
  ...more,
});

/** Announces one part of a run of its own. */
function announcing(changes: readonly PlannedChange[], events = true) {
  runs += 1;
  const runId = `r${runs}`;
  const noted: AnnounceCounts[] = [];
  const client = new EventBridgeClient({ endpoint: server.url, region: 'us-east-1', credentials });
  const step = announce({
    inventory: async () => ({ runId, runSeq: runs, asOf: '2026-09-30' }),
    policy: async () => ({ writeBack: { ...EVERYWHERE, events } }),
    changes: async () => [...changes],
    eventIdOf,
    tell: openEventBus(BUS, { client, wait: async () => undefined }).tell,
    noteAnnounced: async (_run, _part, counts) => void noted.push(counts),
  });
  return { runId, noted, go: () => step({ runId, part: 0 }) };
}

const LineSchema = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: TierChangedSchema.strict(),
});

/** What a reader of the bus heard of a run. */
function heardOf(runId: string): TierChanged[] {
  const file = server.file(BUS);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const events = lines.map((line) => LineSchema.parse(JSON.parse(line)));
  return events.filter(({ detail }) => detail.runId === runId).map(({ detail }) => detail);
}

const firstOfEach = (events: readonly TierChanged[]): TierChanged[] => [
  ...new Map(events.toReversed().map((event) => [event.eventId, event])).values(),
];

describe('announce', () => {
  it('tells every change of a tier, and who stayed is none', async () => {
    const left = change('c3', {
      ...{ change: 'left', cause: '', previousTier: 'high' },
      published: nobody('c3', '2026-09-30', 'CNY'),
    });
    const { runId, noted, go } = announcing([
      change('c1'),
      change('c2', { change: 'same', cause: '' }),
      left,
    ]);
    expect(await go()).toEqual({ moved: 2, announced: 2, silent: 0 });
    expect(noted).toEqual([{ moved: 2, announced: 2, silent: 0 }]);
    const common = { version: 1, runId, runSeq: runs, asOf: '2026-09-30', since: '2026-09-30' };
    expect(heardOf(runId)).toEqual([
      {
        ...{ ...common, eventId: eventIdOf(runId, 'c1'), customerId: 'c1', from: 'low', to: 'high' },
        ...{ change: 'promoted', cause: 'behaviour', scores: { orders: 3 } },
      },
      {
        ...{ ...common, eventId: eventIdOf(runId, 'c3'), customerId: 'c3', from: 'high', to: null },
        ...{ change: 'left', cause: '', scores: {} },
      },
    ]);
  });

  it('tells nothing where the policy wants none, and says how much that was', async () => {
    const { runId, noted, go } = announcing([change('c1'), change('c2')], false);
    await go();
    expect(noted).toEqual([{ moved: 2, announced: 0, silent: 2 }]);
    expect(heardOf(runId)).toEqual([]);
  });

  it('tells nobody of somebody who was erased', async () => {
    const { noted, go } = announcing([change('#erased-1'), change('c2')]);
    await go();
    expect(noted).toEqual([{ moved: 1, announced: 1, silent: 0 }]);
  });

  it('however often it dies, a reader that drops what it has had gets exactly the changes of the plan', async () => {
    const kinds = fc.array(fc.constantFrom(...ChangeKindSchema.options), { minLength: 1, maxLength: 60 });
    const deaths = fc.array(fc.nat(70), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(kinds, deaths, async (changed, dies) => {
        const plan = changed.map((kind, i) => change(`c${i}`, { change: kind }));
        const { runId, noted, go } = announcing(plan);
        for (const death of dies) {
          takes = death;
          await go().catch(({ name }) => expect(name).toBe('NotTaken'));
        }
        takes = Number.POSITIVE_INFINITY;
        const { announced, moved } = await go();
        const told = firstOfEach(heardOf(runId));
        const due = plan.filter((each) => each.change !== 'same').map(({ customerId }) => customerId);
        expect(told.map(({ customerId }) => customerId).sort()).toEqual(due.sort());
        expect([announced, moved]).toEqual([due.length, due.length]);
        expect(noted.at(-1)).toEqual({ moved: due.length, announced: due.length, silent: 0 });
        for (const event of heardOf(runId)) expect(told).toContainEqual(event);
      }),
      { numRuns: 25 },
    );
  });
});
