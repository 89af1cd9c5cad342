import type { Json } from './schema.ts';

/** An error as a state machine knows it: a name that Retry and Catch go by, and a cause in words. */
export class StateError extends Error {
  override readonly cause: string;

  constructor(name: string, cause: string) {
    super(`${name}: ${cause}`);
    this.name = name;
    this.cause = cause;
  }
}

/** The local cloud is closing: the execution stays where it is and goes on at the next start. */
export class Halted extends Error {
  override readonly name = 'Halted';
}

/** Step Functions' quota for what passes between states, in bytes. */
const MAX_PAYLOAD = 256 * 1024;

export function withinLimit(payload: Json, what: string): Json {
  const size = Buffer.byteLength(JSON.stringify(payload));
  if (size <= MAX_PAYLOAD) return payload;
  throw new StateError('States.DataLimitExceeded', `${what} has ${size} bytes; at most ${MAX_PAYLOAD} pass`);
}

const NEVER_CAUGHT_BY_ALL = new Set(['States.DataLimitExceeded', 'States.Runtime']);

/** Whether a Retry or Catch with these names answers the error. */
export function answers(names: readonly string[], error: StateError): boolean {
  if (names.includes(error.name)) return true;
  if (names.includes('States.TaskFailed') && !error.name.startsWith('States.')) return true;
  return names.includes('States.ALL') && !NEVER_CAUGHT_BY_ALL.has(error.name);
}

/** Anything thrown, as a state machine would name it. */
export function asStateError(error: unknown): StateError {
  if (error instanceof StateError) return error;
  const name = error instanceof Error ? error.name : 'States.Runtime';
  return new StateError(name, error instanceof Error ? error.message : String(error));
}
