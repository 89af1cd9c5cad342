import { answers, asStateError, Halted, type StateError } from './errors.ts';
import type { Scope } from './expression.ts';
import { leave, type Moved } from './leave.ts';
import type { Guarded, Retrier } from './schema.ts';
import type { Here } from './state.ts';

/** Runs a task or a map under its Retry and Catch. */
export async function guard(state: Guarded, here: Here, attempt: () => Promise<Moved>): Promise<Moved> {
  const { scope, world } = here;
  const tries = new Map<Retrier, number>();
  for (;;) {
    try {
      return await attempt();
    } catch (thrown) {
      // Once the local cloud closes, servers are gone: what fails then has not failed, it is done again later.
      if (thrown instanceof Halted || world.halted()) throw new Halted();
      const error = asStateError(thrown);
      const seconds = delayOf(state.Retry, tries, error);
      if (seconds === undefined) return caught(state, scope, error);
      await world.pause(seconds);
    }
  }
}

/** Seconds until the next try, or undefined when there is none. */
function delayOf(retriers: Retrier[], tries: Map<Retrier, number>, error: StateError): number | undefined {
  const retrier = retriers.find((each) => answers(each.ErrorEquals, error));
  if (!retrier) return undefined;
  const tried = tries.get(retrier) ?? 0;
  if (tried >= retrier.MaxAttempts) return undefined;
  tries.set(retrier, tried + 1);
  const grown = retrier.IntervalSeconds * retrier.BackoffRate ** tried;
  const delay = Math.min(grown, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return retrier.JitterStrategy === 'FULL' ? delay * Math.random() : delay;
}

async function caught(state: Guarded, scope: Scope, error: StateError): Promise<Moved> {
  const catcher = state.Catch.find((each) => answers(each.ErrorEquals, error));
  if (!catcher) throw error;
  const errorOutput = { Error: error.name, Cause: error.cause };
  return leave(catcher, { ...scope, states: { ...scope.states, errorOutput } }, errorOutput);
}
