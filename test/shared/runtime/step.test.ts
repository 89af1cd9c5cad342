import type { Context } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { both } from '../../../shared/domain/bilingual.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { logProblem, logWord, step, type Took } from '../../../shared/runtime/step.ts';

const context = { getRemainingTimeInMillis: () => 1000, awsRequestId: 'r-1' } as Context;
const In = z.object({ n: z.int() });
const Out = z.object({ status: z.string() });
const lines: string[] = [];
vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
afterEach(() => void lines.splice(0));

const run = (act: (n: number) => Promise<{ status: string }>, event: unknown = { n: 1 }) =>
  step('try', In, Out, ({ n }) => act(n))(event, context);

describe('a step', () => {
  it('answers what its schema says and logs one line', async () => {
    expect(await run(async () => ({ status: 'WAITING', more: 1 }))).toEqual({ status: 'WAITING' });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { step: 'try', outcome: 'done', status: 'WAITING', request: 'r-1' },
    ]);
  });

  it('logs what it waits for, and how long', async () => {
    const answer = { status: 'OPEN', waitsFor: 'quota', waitSeconds: 3600 };
    await step(
      'try',
      In,
      z.object({ ...Out.shape, waitsFor: z.string(), waitSeconds: z.number() }),
      async () => answer,
    )({ n: 1 }, context);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ step: 'try', ...answer }]);
  });

  const noting = (note: (input: { n: number }, took: Took) => Promise<void>) =>
    step({ name: 'try', note }, In, Out, async () => ({ status: 'DONE' }))({ n: 7 }, {
      ...context,
      memoryLimitInMB: '512',
    } as Context);

  it('notes what a call took, where it is to', async () => {
    const notes: unknown[] = [];
    await noting(async (...note) => void notes.push(note));
    expect(notes).toEqual([[{ n: 7 }, { ms: expect.any(Number), memoryMb: 512, request: 'r-1' }]]);
  });

  it('does not fail over a note that cannot be written, and says so', async () => {
    const failing = noting(() => Promise.reject(new Error('no bucket')));
    expect(await failing).toEqual({ status: 'DONE' });
    expect(lines.map((line) => JSON.parse(line).outcome)).toEqual(['done', 'unnoted']);
  });

  it('notes nothing of a call that failed', async () => {
    const notes: unknown[] = [];
    const failing = step({ name: 'try', note: async () => void notes.push(1) }, In, Out, () =>
      Promise.reject(new Error()),
    );
    await expect(failing({ n: 1 }, context)).rejects.toThrow();
    expect(notes).toEqual([]);
  });

  it('says nothing of an error but its name and its places, since its text may quote a row', async () => {
    const failing = run(async () => {
      throw new TypeError('cannot read li@example.com');
    });
    const error: Error = await failing.catch((thrown) => thrown);
    expect([error.name, error.message]).toEqual(['TypeError', '']);
    expect(`${error.stack}${lines.join('')}`).not.toContain('li@example.com');
    expect(error.stack).toContain('step.test.ts');
  });

  it('names one thing among several that went wrong by its error alone', () => {
    logProblem('try', new TypeError('cannot read li@example.com'));
    expect(lines).toEqual(['{"step":"try","outcome":"returned","problem":"TypeError"}']);
  });

  it('says a word that an alarm counts, and nothing else', () => {
    logWord('unsubscribe', 'addressEntered');
    expect(lines).toEqual(['{"step":"unsubscribe","outcome":"addressEntered"}']);
  });

  it('lets a refusal speak, in both languages', async () => {
    const refusal = new Refusal('E_X', both('Wrong.', '错误。'), both('Mend it.', '请修正。'));
    await expect(run(() => Promise.reject(refusal))).rejects.toThrow('E_X: Wrong. Mend it. / 错误。请修正。');
  });

  it('refuses an event that is not its own before it runs', async () => {
    await expect(run(async () => ({ status: 'x' }), { n: 'one' })).rejects.toMatchObject({
      name: 'ZodError',
    });
  });
});
