import { setTimeout as sleep } from 'node:timers/promises';
import { Halted } from './errors.ts';
import type { Execution } from './executions.ts';
import type { Place, World } from './run.ts';
import type { Json } from './schema.ts';

/** What happens to an execution, for whoever shows progress. `at` is of the real clock. */
export interface StateEvent {
  machine: string;
  execution: string;
  state: string;
  event: 'entered' | 'progressed' | 'succeeded' | 'failed';
  at: Date;
  children?: { done: number; total: number };
  error?: string;
}

export interface WorldOptions {
  task(resource: string, args: Json): Promise<Json>;
  onState?: ((event: StateEvent) => void) | undefined;
  /** Told of every state that begins or ends, also within maps. */
  onMoment?: ((state: string, moment: 'before' | 'after') => void) | undefined;
  /** A Wait or a Retry's delay lasts at most so long; 1 when not given. */
  maxWaitSeconds?: number | undefined;
  /**
   * Resolves when everything outside that is on its way has arrived. A shortened wait of an hour or more ends no sooner: in the time that it stands for, it would
   * all have come.
   */
  arrived?: (() => Promise<void>) | undefined;
  /** Children of one map that run at a time; 4 when not given. */
  children?: number | undefined;
}

export const eventOf = (
  { machine, name }: Execution,
  state: string,
  event: StateEvent['event'],
  more: Partial<StateEvent> = {},
): StateEvent => ({ machine, execution: name, state, event, at: new Date(), ...more });

/** The world of one execution: places are kept, progress is told. */
export function worldOf(
  execution: Execution,
  options: WorldOptions,
  closing: AbortSignal,
  keep: (execution: Execution) => void,
): World {
  const child = worldOfChild(options, closing);
  const tell = (state: string, event: StateEvent['event'], more?: Partial<StateEvent>) =>
    options.onState?.(eventOf(execution, state, event, more));
  return {
    ...child,
    entered(place) {
      keep(Object.assign(execution, { place }));
      tell(place.state, 'entered');
      child.entered(place);
    },
    succeeded(place) {
      child.succeeded(place);
      tell(place.state, 'succeeded');
    },
    progressed: ({ state }, done, total) => tell(state, 'progressed', { children: { done, total } }),
  };
}

/** Children of a map keep nothing: a map that is resumed runs all of them again. */
function worldOfChild(options: WorldOptions, closing: AbortSignal): World {
  const world: World = {
    task: options.task,
    pause: (seconds) => pauseOf(seconds, options, closing),
    halted: () => closing.aborted,
    entered: ({ state }: Place) => options.onMoment?.(state, 'before'),
    succeeded: ({ state }: Place) => options.onMoment?.(state, 'after'),
    progressed: () => undefined,
    child: () => world,
    children: options.children ?? 4,
  };
  return world;
}

const HOUR_SECONDS = 60 * 60;

async function pauseOf(
  seconds: number,
  { maxWaitSeconds = 1, arrived }: WorldOptions,
  closing: AbortSignal,
): Promise<void> {
  await pause(Math.min(seconds, maxWaitSeconds), closing);
  if (arrived && seconds > maxWaitSeconds && seconds >= HOUR_SECONDS) await untilClosing(arrived(), closing);
}

async function pause(seconds: number, closing: AbortSignal): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, { signal: closing });
  } catch {
    throw new Halted();
  }
}

/** What comes too late for this process keeps the execution where it is. */
async function untilClosing(work: Promise<void>, closing: AbortSignal): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    closing.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([work, closed]);
  if (closing.aborted) throw new Halted();
}
