import type { SendCounts } from '../../../shared/contract/artifacts.ts';
import type { RunPart } from '../../../shared/contract/steps.ts';
import type { SimulatedRun } from './mails.ts';
import { type Process, StoreFailed } from './process.ts';
import type { World } from './world.ts';

/** A Lambda is killed after so many milliseconds. */
const LAMBDA_MS = 900_000;
/** Passes after which an execution that never ends has lost its way. */
const PASSES = 200;
/** Times that Step Functions invokes a function that failed; then the execution fails and a person starts it again. */
const TRIES = 4;
const HOUR = 3_600;

/** One try of the send function in a process of its own. */
export type SendOnce = (
  by: Process,
  input: RunPart,
  call: { timeLeft: () => number; requestId: string },
) => Promise<SendCounts>;

type Ended = { kind: 'done'; counts: SendCounts } | { kind: 'failed' } | { kind: 'refused'; code: string };

/**
 * The mail machine as far as sending goes: all parts at once, each tried again when it fails, and again after a while as
 * long as mails are pending. `resting`: what is pending waits for a person.
 */
export function machineOf(world: World, sendOnce: SendOnce) {
  const { scheduler, random, say } = world;

  async function once(input: RunPart): Promise<Ended> {
    const by = world.process(`${input.runId}/${input.part}`);
    const deadline = by.elapsed() + LAMBDA_MS;
    scheduler.after(LAMBDA_MS, () => by.kill('its time is over'));
    if (random.chance(0.02 * Math.sign(world.weather.dies)))
      scheduler.after(random.between(0, 5_000), () => by.stepBack());
    const died = new Promise<Ended>((resolve) => by.onDeath(() => resolve({ kind: 'failed' })));
    const call = { timeLeft: () => deadline - by.elapsed(), requestId: by.name };
    const ended = await Promise.race([died, judged(() => sendOnce(by, input, call))]);
    by.kill('it has ended');
    return ended;
  }

  /** A function that hangs is invoked again while it still runs. */
  async function invoke(input: RunPart, tries = 1): Promise<Ended> {
    const twin = world.weather.dies > 0 && random.chance(0.05) ? once(input) : undefined;
    const ended = await once(input);
    await twin;
    if (ended.kind !== 'failed' || tries === TRIES) return ended;
    await scheduler.wait(1000 * 2 ** tries);
    return invoke(input, tries + 1);
  }

  async function execution({ runId, parts }: SimulatedRun): Promise<'closed' | 'resting' | 'failed'> {
    for (let pass = 1; pass <= PASSES; pass += 1) {
      const ended = await Promise.all(parts.map((_, part) => invoke({ runId, part })));
      const counts = ended.flatMap((each) => (each.kind === 'done' ? [each.counts] : []));
      if (counts.length < ended.length) return 'failed';
      const open = counts.filter(({ pending }) => pending > 0);
      if (open.length === 0) return 'closed';
      const able = open.filter(({ pending, resting }) => pending > resting);
      if (able.length === 0) return 'resting';
      const seconds = Math.min(...able.map(({ waitSeconds }) => waitSeconds));
      say(runId, `waits ${seconds} s`);
      await scheduler.wait(1000 * Math.min(HOUR, Math.max(1, seconds)));
    }
    throw new Error(`${runId} never ends`);
  }

  async function judged(work: () => Promise<SendCounts>): Promise<Ended> {
    try {
      return { kind: 'done', counts: await work() };
    } catch (error) {
      return failureOf(error);
    }
  }

  function failureOf(error: unknown): Ended {
    if (error instanceof StoreFailed) return { kind: 'failed' };
    const name = error instanceof Error ? error.name : 'unknown';
    say('machine', `refused: ${name}`);
    if (!name.startsWith('E_')) throw error;
    return { kind: 'refused', code: name };
  }

  return { execution, once };
}

export type Machine = ReturnType<typeof machineOf>;
