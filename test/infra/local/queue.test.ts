import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json } from '../../../infra/local/asl/schema.ts';
import type { Problem } from '../../../infra/local/bus.ts';
import type { QueueSpec } from '../../../infra/local/deploy/mail-ways.ts';
import { Queue } from '../../../infra/local/queue.ts';

const SPEC: QueueSpec = {
  ...{ name: 'events', arn: 'arn:queue', topics: ['arn:topic'], reader: 'arn:reader' },
  ...{ batchSize: 10, partial: true, receives: 3 },
};
const EventSchema = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
type Message = z.infer<typeof EventSchema>['Records'][number];

let dir: string;
let problems: Problem[];
let batches: string[][];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tierwise-queue-'));
  [problems, batches] = [[], []];
});

/** A queue whose reader gives back what `fails` says. */
function queueWith(fails: (message: Message) => boolean, spec: Partial<QueueSpec> = {}): Queue {
  const invoke = async (_: string, input: Json): Promise<Json> => {
    const { Records } = EventSchema.parse(input);
    batches.push(Records.map(({ body }) => body));
    return {
      batchItemFailures: Records.filter(fails).map(({ messageId }) => ({ itemIdentifier: messageId })),
    };
  };
  return queueOf(invoke, spec);
}

const queueOf = (invoke: (arn: string, input: Json) => Promise<Json>, spec: Partial<QueueSpec> = {}): Queue =>
  new Queue({ dir, spec: { ...SPEC, ...spec }, invoke, onProblem: (problem) => problems.push(problem) });

const left = () => readdirSync(join(dir, 'queues', 'events', 'events'));

describe('a queue with a function behind it', () => {
  it('hands over what arrives together in batches of its size', async () => {
    const queue = queueWith(() => false);
    for (let n = 1; n <= 12; n += 1) queue.put(`m${n}`);
    expect(left()).toHaveLength(12);
    await queue.idle();
    expect(batches.map((batch) => batch.length)).toEqual([10, 2]);
    expect([left(), queue.busy()]).toEqual([[], false]);
  });

  it('hands over again what was given back, and nothing else', async () => {
    const again = new Set(['m2']);
    const queue = queueWith(({ body }) => again.delete(body));
    for (const body of ['m1', 'm2', 'm3']) queue.put(body);
    await queue.idle();
    expect(batches).toEqual([['m1', 'm2', 'm3'], ['m2']]);
    expect(problems).toEqual([]);
  });

  it('puts what always comes back among the dead letters, and tells of it', async () => {
    const queue = queueWith(({ body }) => body === 'bad');
    for (const body of ['good', 'bad']) queue.put(body);
    await queue.idle();
    expect(batches).toEqual([['good', 'bad'], ['bad'], ['bad']]);
    expect(problems).toMatchObject([{ what: 'deadLetter', rule: 'events', target: 'arn:reader' }]);
    expect(JSON.parse(readFileSync(problems[0]?.file ?? '', 'utf8'))).toMatchObject({ event: 'bad' });
    expect(left()).toEqual([]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('down'))],
    ['names a strange message', async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] })],
  ])('takes the whole batch back when the function %s', async (_, invoke) => {
    const queue = queueOf(invoke, { receives: 2 });
    for (const body of ['m1', 'm2']) queue.put(body);
    await queue.idle();
    expect(problems).toHaveLength(2);
  });

  it('asks for no list of failures from a function that gives none', async () => {
    const queue = queueOf(async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] }), { partial: false });
    queue.put('m1');
    await queue.idle();
    expect(problems).toEqual([]);
  });

  it('leaves what is not taken for the next start', async () => {
    const down = queueOf(() => Promise.reject(new Error('down')), { receives: 100 });
    for (const body of ['m1', 'm2']) down.put(body);
    await down.halt(5);
    down.put('m3');
    expect([left().length, down.busy(), problems]).toEqual([3, false, []]);
    const next = queueWith(() => false);
    next.resume();
    await next.idle();
    expect(batches.flat().sort()).toEqual(['m1', 'm2', 'm3']);
    expect(left()).toEqual([]);
  });
});
