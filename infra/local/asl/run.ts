import { Halted } from './errors.ts';
import type { Flow, Json } from './schema.ts';
import { runState } from './state.ts';

/** Where an execution is: the state it is about to run, with what that state gets. */
export interface Place {
  state: string;
  input: Json;
  variables: Record<string, Json>;
}

/** Who runs: the `Execution` and `StateMachine` of the context object. */
export interface Identity {
  Execution: { Id: string; Name: string; Input: Json; StartTime: string };
  StateMachine: { Id: string; Name: string };
  Map?: { Item: { Index: number; Value: Json } };
}

/** What a run needs from the world around it. */
export interface World {
  /** Calls an integration, e.g. `arn:aws:states:::lambda:invoke`; throws a StateError. */
  task(resource: string, args: Json): Promise<Json>;
  /** Lets so many seconds pass, or as many as the local cloud allows; throws Halted when it closes. `state` = the Wait. */
  pause(seconds: number, state?: string): Promise<void>;
  halted(): boolean;
  /** Before a state runs and after it has; the first may keep the place, so that a killed process resumes there. */
  entered(place: Place): void;
  succeeded(place: Place): void;
  progressed(place: Place, done: number, total: number): void;
  /** What the children of a map get instead of this. */
  child(): World;
  /** How many children of a map run at a time. */
  children: number;
}

/** Runs a flow from a place to its end, and returns its output. */
export async function run(flow: Flow, from: Place, who: Identity, world: World): Promise<Json> {
  let place: Place | undefined = from;
  let output: Json = from.input;
  while (place) {
    if (world.halted()) throw new Halted();
    const state = flow.States[place.state];
    if (!state) throw new Error(`the machine has no state ${place.state} any more`);
    world.entered(place);
    const moved = await runState(state, place, who, world);
    world.succeeded(place);
    output = moved.output;
    place =
      moved.next === undefined ? undefined : { state: moved.next, input: output, variables: moved.variables };
  }
  return output;
}
