import { StateError, withinLimit } from './errors.ts';
import { evaluate, type Scope } from './expression.ts';
import { guard } from './guard.ts';
import { leave, type Moved } from './leave.ts';
import { runMap } from './map.ts';
import type { Identity, Place, World } from './run.ts';
import type { Json, State, StateOf } from './schema.ts';

/** A state at work: what its expressions see, where it stands, who runs it and in what world. */
export interface Here {
  scope: Scope;
  place: Place;
  who: Identity;
  world: World;
}

/** Runs one state. */
export async function runState(state: State, place: Place, who: Identity, world: World): Promise<Moved> {
  withinLimit(place.input, `the input of ${place.state}`);
  const moved = await act(state, { scope: scopeOf(place, who), place, who, world });
  withinLimit(moved.output, `the output of ${place.state}`);
  return moved;
}

function scopeOf(place: Place, who: Identity): Scope {
  const State = { Name: place.state, EnteredTime: new Date().toISOString() };
  const context = JSON.parse(JSON.stringify({ ...who, State }));
  return { states: { input: place.input, context }, variables: place.variables };
}

function act(state: State, here: Here): Promise<Moved> {
  const { scope, world } = here;
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return leave(state, scope, scope.states.input);
    case 'Fail':
      return fail(state, scope);
    case 'Choice':
      return choose(state, scope);
    case 'Wait':
      return wait(state, here);
    case 'Task':
      return guard(state, here, () => task(state, scope, world));
    case 'Map':
      return guard(state, here, async () => leave(state, scope, await runMap(state, here)));
  }
}

async function fail(state: StateOf<'Fail'>, scope: Scope): Promise<Moved> {
  const error = String(await evaluate(state.Error ?? 'States.Failed', scope));
  throw new StateError(error, String(await evaluate(state.Cause ?? '', scope)));
}

async function choose(state: StateOf<'Choice'>, scope: Scope): Promise<Moved> {
  for (const rule of state.Choices) {
    const holds = await evaluate(rule.Condition, scope);
    if (typeof holds !== 'boolean') {
      throw new StateError(
        'States.QueryEvaluationError',
        `the condition for ${rule.Next} is neither true nor false`,
      );
    }
    if (holds)
      return leave({ Output: state.Output, Assign: state.Assign, ...rule }, scope, scope.states.input);
  }
  if (!state.Default)
    throw new StateError('States.NoChoiceMatched', 'no choice holds and there is no default');
  return leave({ ...state, Next: state.Default }, scope, scope.states.input);
}

async function wait(state: StateOf<'Wait'>, { scope, world, place }: Here): Promise<Moved> {
  const seconds = await evaluate(state.Seconds, scope);
  if (typeof seconds !== 'number' || !(seconds >= 0)) {
    throw new StateError('States.QueryEvaluationError', 'Seconds is no number of seconds');
  }
  await world.pause(seconds, place.state);
  return leave(state, scope, scope.states.input);
}

async function task(state: StateOf<'Task'>, scope: Scope, world: World): Promise<Moved> {
  const args = withinLimit(await evaluate(state.Arguments, scope), 'a call');
  const result = await inTime(world.task(state.Resource, args), state.TimeoutSeconds);
  return leave(state, scope, withinLimit(result, 'the answer of a call'));
}

async function inTime(call: Promise<Json>, seconds: number | undefined): Promise<Json> {
  if (seconds === undefined) return call;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new StateError('States.Timeout', `no answer within ${seconds} seconds`);
    timer = setTimeout(() => reject(error), seconds * 1000);
  });
  return Promise.race([call, late]).finally(() => clearTimeout(timer));
}
