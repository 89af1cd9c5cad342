import { asStateError, Halted, StateError, withinLimit } from './errors.ts';
import { evaluate, type Scope } from './expression.ts';
import { pooled } from './pooled.ts';
import { type Identity, type Place, run } from './run.ts';
import type { Json, StateOf } from './schema.ts';
import type { Here } from './state.ts';

/** Runs the processor of a map for each item; outputs stand in the order of the items. */
export async function runMap(state: StateOf<'Map'>, here: Here): Promise<Json> {
  const { scope, place, world } = here;
  const items = await evaluate(state.Items, scope);
  if (!Array.isArray(items)) {
    throw new StateError('States.QueryEvaluationError', `Items of ${place.state} is no array`);
  }
  withinLimit(items, `what ${place.state} maps over`);
  let done = 0;
  world.progressed(place, done, items.length);
  const limit = Math.min(world.children, state.MaxConcurrency || items.length);
  const outputs = await pooled(items, limit, async (item, index) => {
    const output = await runChild(state, here, item, index);
    done += 1;
    world.progressed(place, done, items.length);
    return output;
  });
  return withinLimit(outputs, `what the children of ${place.state} gave`);
}

async function runChild(state: StateOf<'Map'>, here: Here, item: Json, index: number): Promise<Json> {
  const { scope, place, who, world } = here;
  const input = await selected(state.ItemSelector, scope, item, index);
  const distributed = state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';
  const from: Place = {
    state: state.ItemProcessor.StartAt,
    input,
    variables: distributed ? {} : scope.variables,
  };
  const child = distributed ? childOf(who, place.state, index, input) : who;
  try {
    return await run(state.ItemProcessor, from, child, world.child());
  } catch (error) {
    if (error instanceof Halted || !distributed) throw error;
    const why = asStateError(error);
    throw new StateError('States.ExceedToleratedFailureThreshold', `item ${index} failed: ${why.message}`);
  }
}

async function selected(selector: Json | undefined, scope: Scope, item: Json, index: number): Promise<Json> {
  if (selector === undefined) return item;
  const context = { ...(scope.states.context as object), Map: { Item: { Index: index, Value: item } } };
  return evaluate(selector, { ...scope, states: { ...scope.states, context } });
}

/** In a distributed map each item has an execution of its own. */
function childOf(who: Identity, map: string, index: number, input: Json): Identity {
  const { Id, Name, StartTime } = who.Execution;
  return {
    ...who,
    Execution: { Id: `${Id}/${map}:${index}`, Name: `${Name}-${index}`, Input: input, StartTime },
  };
}
