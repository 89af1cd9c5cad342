import type { Execution } from './asl/executions.ts';

interface Engine {
  list(): Execution[];
}
interface Worker {
  busy(): boolean;
}

/** Waits for a later hour that last longer than the other waits of the local cloud. */
export interface ClockWaits {
  /** Name of the state. */
  state: string;
  /** At most; also the longest that mails stay after their hour has come. */
  seconds: number;
}

/** Milliseconds between two looks. */
const LOOK_MS = 200;

/**
 * Resolves when nothing is under way but executions that wait for a later hour, and answers those; `resting` tells which do.
 */
export async function rested(
  idle: Promise<void>,
  engine: Engine,
  workers: readonly Worker[],
  resting: (execution: Execution) => boolean,
): Promise<Execution[]> {
  const running = () => engine.list().filter(({ status }) => status === 'RUNNING');
  // Where nothing runs, `idle` says when the rest has arrived, e.g. the fates of mails.
  const onlyRests = () =>
    running().length > 0 && running().every(resting) && workers.every((each) => !each.busy());
  return new Promise((resolve, reject) => {
    const looks = setInterval(() => onlyRests() && end(), LOOK_MS);
    const end = () => {
      clearInterval(looks);
      resolve(running().filter(resting));
    };
    idle.then(end, reject);
  });
}
