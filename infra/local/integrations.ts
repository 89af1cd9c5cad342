import { z } from 'zod';
import { arnOf, type Engine } from './asl/engine.ts';
import { StateError } from './asl/errors.ts';
import { ATHENA, type Json, LAMBDA } from './asl/schema.ts';

const InvokeSchema = z.strictObject({ FunctionName: z.string(), Payload: z.json() });
const StartSchema = z.strictObject({ StateMachineArn: z.string(), Name: z.string(), Input: z.json() });

export interface Integrated {
  invoke(functionName: string, payload: Json): Promise<Json>;
  start: Engine['start'];
  query(args: Json): Promise<Json>;
}

/** The three things that tasks of our machines call. */
export const integrations =
  ({ invoke, start, query }: Integrated) =>
  async (resource: string, args: Json): Promise<Json> => {
    if (resource === ATHENA) return query(args);
    if (resource !== LAMBDA) return started(start, args);
    const { FunctionName, Payload } = InvokeSchema.parse(args);
    return { ExecutedVersion: '$LATEST', Payload: await invoke(FunctionName, Payload), StatusCode: 200 };
  };

/** Starts another machine and does not wait for it. */
function started(start: Engine['start'], args: Json): Json {
  const { StateMachineArn, Name, Input } = StartSchema.parse(args);
  try {
    const execution = start(StateMachineArn, Input, Name);
    return { ExecutionArn: arnOf(execution), StartDate: execution.startedAt };
  } catch (error) {
    // Step Functions names its own errors so when one of its tasks meets them.
    if (error instanceof StateError)
      throw new StateError(`StepFunctions.${error.name}Exception`, error.cause);
    throw error;
  }
}
