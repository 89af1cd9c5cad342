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
  /** A Wait for a later hour, which may last longer than the others: state and seconds. */
  clockWaits?: { state: string; seconds: number } | undefined;
  /** Told when an execution begins and ends such a wait. */
  onRest?: ((execution: Execution, rests: boolean) => void) | undefined;
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
    pause: restsOf(execution, options, closing, child.pause),
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

/** Waits of up to a minute are for something else than the clock. */
const MINUTE_SECONDS = 60;

/** The first wait in the life of a process is short: the hour that an earlier process waited for may have come. */
function restsOf(
  execution: Execution,
  { clockWaits, onRest }: WorldOptions,
  closing: AbortSignal,
  shortly: World['pause'],
): World['pause'] {
  let waitedBefore = false;
  return async (seconds, state) => {
    const isForClock = state === clockWaits?.state && seconds > MINUTE_SECONDS;
    if (!clockWaits || !isForClock || !waitedBefore) {
      waitedBefore ||= isForClock;
      return shortly(seconds);
    }
    onRest?.(execution, true);
    await pause(Math.min(seconds, clockWaits.seconds), closing).finally(() => onRest?.(execution, false));
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
/** A wait of a day is for what arrives meanwhile: when that has arrived there is nothing to wait for. */
const DAY_SECONDS = 24 * HOUR_SECONDS;
const MOMENT_SECONDS = 0.1;

async function pauseOf(
  seconds: number,
  { maxWaitSeconds = 1, arrived }: WorldOptions,
  closing: AbortSignal,
): Promise<void> {
  const longest = arrived && seconds >= DAY_SECONDS ? MOMENT_SECONDS : maxWaitSeconds;
  await pause(Math.min(seconds, longest, maxWaitSeconds), closing);
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
