import type { Context } from 'aws-lambda';
import { type ZodType, z } from 'zod';
import { type Environment, EnvironmentSchema, type SettingName } from '../contract/environment.ts';

/** What every step gets besides its input. */
export interface Call {
  /** Milliseconds left of the function's time. */
  timeLeft: () => number;
  requestId: string;
}

/** The named settings, parsed; a missing one says its name. */
export function settings<K extends SettingName>(...names: K[]): Pick<Environment, K> {
  const mask = Object.fromEntries(names.map((name) => [name, true])) as Record<K, true>;
  return EnvironmentSchema.pick(mask as never).parse(process.env) as Pick<Environment, K>;
}

/** What a call took that did not fail. */
export interface Took {
  ms: number;
  /** Of the function, in MB. */
  memoryMb: number;
  request: string;
}

/** A step each of whose calls is noted somewhere. */
interface Noted<In> {
  name: string;
  note(input: In, took: Took): Promise<void>;
}

/**
 * A Lambda handler: parse in, run, parse out, one log line. The line carries the step, ids and counts that `inLog`
 * picks, never customers; an error is logged by its name only. A note that cannot be written fails no step.
 */
export function step<In, Out>(
  called: string | Noted<NoInfer<In>>,
  input: ZodType<In>,
  output: ZodType<Out>,
  run: (input: In, call: Call) => Promise<Out>,
) {
  const name = typeof called === 'string' ? called : called.name;
  return async (event: unknown, context: Context): Promise<Out> => {
    const started = Date.now();
    const call = { timeLeft: () => context.getRemainingTimeInMillis(), requestId: context.awsRequestId };
    try {
      const given = input.parse(event);
      const result = output.parse(await run(given, call));
      const took = { ms: Date.now() - started, request: call.requestId };
      logLine({ step: name, ...took, outcome: 'done', ...stated(result) });
      if (typeof called !== 'string')
        await called
          .note(given, { ...took, memoryMb: Number(context.memoryLimitInMB) })
          .catch(() => logWord(name, 'unnoted'));
      return result;
    } catch (error) {
      const problem = problemOf(error);
      logLine({ step: name, ms: Date.now() - started, request: call.requestId, outcome: 'failed', problem });
      throw speechless(error);
    }
  };
}

/** One of several things that a call deals with went wrong alone: a line of its own, with the error's name only. */
export const logProblem = (name: string, error: unknown): void =>
  logLine({ step: name, outcome: 'returned', problem: problemOf(error) });

/** Something that an alarm counts, by its word alone. */
export const logWord = (name: string, outcome: string): void => logLine({ step: name, outcome });

const problemOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/**
 * What Lambda logs and Step Functions keeps of an error. Our own refusals speak; the text of any other may quote a row,
 * so only its name and the places in the code are left.
 */
function speechless(error: unknown): unknown {
  if (!(error instanceof Error) || error.name.startsWith('E_')) return error;
  const silent = new Error();
  silent.name = error.name;
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  silent.stack = [error.name, ...places].join('\n');
  return silent;
}

const StatedSchema = z.object({
  status: z.string(),
  waitsFor: z.string().optional(),
  waitSeconds: z.number().optional(),
});

/** What a step answers about itself, e.g. that a due period is WAITING for its export: alarms read it. */
function stated(result: unknown): Partial<z.infer<typeof StatedSchema>> {
  const said = StatedSchema.safeParse(result);
  return said.success ? said.data : {};
}

function logLine(line: Record<string, string | number | undefined>): void {
  console.log(JSON.stringify(line));
}
