import { evaluate, type Scope } from './expression.ts';
import type { Json } from './schema.ts';

/** Where a state leads: its output, the variables after it, and the next state, if there is one. */
export interface Moved {
  output: Json;
  variables: Record<string, Json>;
  next: string | undefined;
}

interface Shape {
  Output?: Json | undefined;
  Assign?: Record<string, Json> | undefined;
  Next?: string | undefined;
}

/** Shapes what a state hands on; without an Output that is its result. */
export async function leave(shape: Shape, scope: Scope, result: Json): Promise<Moved> {
  const output =
    shape.Output === undefined ? result : await evaluate(shape.Output, withResult(scope, result));
  const assigned = await evaluate(shape.Assign ?? {}, withResult(scope, result));
  const variables = { ...scope.variables, ...(assigned as Record<string, Json>) };
  return { output, variables, next: shape.Next };
}

const withResult = (scope: Scope, result: Json): Scope =>
  scope.states.errorOutput === undefined ? { ...scope, states: { ...scope.states, result } } : scope;
