import { outOfTime } from './engine-faults.ts';

/** Kept to throw away what was begun, and to say why. */
const SPARE_MS = 20_000;
const LOOK_MS = 1000;

/** Milliseconds that are left of a function's time. */
export type TimeLeft = () => number;

/**
 * Watches the time of the function for work that may outlast it. Once it is up, `interrupt` is called every second, for
 * statements that begin even then; whoever works without statements asks `mustHaveTime`, which throws `E_OUT_OF_TIME`.
 */
export function openTimeBudget(timeLeft: TimeLeft | undefined, interrupt: () => void) {
  const isUp = () => timeLeft !== undefined && timeLeft() < SPARE_MS;
  const look = () => {
    if (isUp()) interrupt();
  };
  const clock = timeLeft && setInterval(look, LOOK_MS);
  return {
    mustHaveTime(): void {
      if (isUp()) throw outOfTime();
    },
    close: () => clearInterval(clock),
  };
}
