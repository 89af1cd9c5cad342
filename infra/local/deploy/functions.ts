import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { StateError } from '../asl/errors.ts';
import type { Json } from '../asl/schema.ts';
import { logged, writeLine } from './log.ts';

/** A function of the template. */
export interface FunctionSpec {
  logicalId: string;
  name: string;
  /** Path of the handler's file in the project. */
  entry: string;
  timeoutSeconds: number;
  memoryMb: number;
  environment: Record<string, string>;
}

type Handler = (event: unknown, context: Context) => Promise<unknown>;

const ModuleSchema = z.object({
  handler: z.custom<Handler>((value) => typeof value === 'function', 'exports no function `handler`'),
});

export interface FunctionsOptions {
  functions: readonly FunctionSpec[];
  /** Folder that entries are relative to; the project's when not given. */
  root?: string | undefined;
  logPath: string;
}

export const functionArn = (name: string): string => `arn:aws:lambda:local:000000000000:function:${name}`;

/** Calls handlers in this process as Lambda would: JSON in, JSON out, a context that counts down, a log of its own. */
export function openFunctions({ functions, root, logPath }: FunctionsOptions) {
  const byName = new Map(functions.map((spec) => [spec.name, spec]));
  const load = root === undefined ? loadStep : (entry: string) => loadFile(resolve(root, entry));

  async function invoke(nameOrArn: string, payload: Json): Promise<Json> {
    const name = nameOrArn.split(':').at(-1) ?? '';
    const spec = byName.get(name);
    if (!spec) throw new StateError('Lambda.ResourceNotFoundException', `there is no function ${name}`);
    return call(spec, payload, load, logPath);
  }

  return { invoke, has: (name: string) => byName.has(name) };
}

type Load = (entry: string) => Promise<unknown>;

/** A pattern, not a path that is made up at run time, so that a bundle of the command line holds the steps too. */
const loadStep: Load = (entry) => import(`../../../lambdas/${entry.split('/')[1]}/handler.ts`);
const loadFile: Load = (path) => import(pathToFileURL(path).href);

async function call(spec: FunctionSpec, payload: Json, load: Load, logPath: string): Promise<Json> {
  const who = { function: spec.name, request: randomUUID() };
  return logged(logPath, who, async () => {
    try {
      // The entry is a path from the template, so that nothing here imports a step.
      const { handler } = ModuleSchema.parse(await load(spec.entry));
      const answer = await inTime(spec, (context) => handler(cloned(payload), context), who.request);
      return cloned(answer ?? null);
    } catch (error) {
      throw failed(error, (message) => writeLine(logPath, who, 'error', message));
    }
  });
}

const cloned = (value: unknown): Json => JSON.parse(JSON.stringify(value));

async function inTime(
  spec: FunctionSpec,
  work: (context: Context) => Promise<unknown>,
  request: string,
): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new StateError('Sandbox.Timedout', `timed out after ${spec.timeoutSeconds} seconds`);
    timer = setTimeout(() => reject(error), spec.timeoutSeconds * 1000).unref();
  });
  return Promise.race([work(contextOf(spec, request)), late]).finally(() => clearTimeout(timer));
}

/** A failed function answers with the name and the text of its error. */
function failed(error: unknown, log: (message: object) => void): StateError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  log({ errorType: name, errorMessage: message, stackTrace: stack?.split('\n').slice(1) });
  return new StateError(name, JSON.stringify({ errorType: name, errorMessage: message }));
}

function contextOf(spec: FunctionSpec, request: string): Context {
  const deadline = Date.now() + spec.timeoutSeconds * 1000;
  const nothing = () => undefined;
  return {
    functionName: spec.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(spec.name),
    memoryLimitInMB: String(spec.memoryMb),
    awsRequestId: request,
    logGroupName: `/aws/lambda/${spec.name}`,
    logStreamName: request,
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: nothing,
    fail: nothing,
    succeed: nothing,
  };
}
