import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../shared/contract/environment.ts';
import { EnvironmentSchema } from '../../shared/contract/environment.ts';
import { machineArn } from './asl/arns.ts';
import { arnOf } from './asl/engine.ts';
import type { Execution } from './asl/executions.ts';
import type { Json } from './asl/schema.ts';
import type { StateEvent } from './asl/world.ts';
import type { Problem } from './bus.ts';
import { crashInState, crashSwitch } from './crash.ts';
import { putOn, sdkEnvironment, unionOfEnvironments } from './deploy/environment.ts';
import { captureConsole } from './deploy/log.ts';
import { type Deployment, readDeployment } from './deploy/read.ts';
import { synthesise } from './deploy/synth.ts';
import type { Template } from './deploy/template.ts';
import { lastPresence, occupy } from './guard.ts';
import { type Machinery, openMachinery } from './machinery.ts';
import { type Servers, startServers } from './servers/all.ts';
import { startFunctionUrls } from './servers/functions.ts';
import { startStates } from './servers/states.ts';
import { Undo } from './undo.ts';

export interface CloudOptions {
  /** Where all state lies; the next start on it goes on. */
  dir: string;
  /** The business clock: upload times, mail dates and the events' times come from it. */
  clock: () => Date;
  onState?: (event: StateEvent) => void;
  onProblem?: (problem: Problem) => void;
  /** Settings that differ from the templates'. */
  overrides?: Partial<Record<keyof Environment, string>>;
  /** Templates to use instead of making them anew, which takes seconds. */
  templates?: readonly Template[];
  /** Folder that the handlers' paths start from; the project's when not given. */
  root?: string;
  /** A Wait or a Retry's delay lasts at most so long; 1 when not given. */
  maxWaitSeconds?: number;
}

export type LocalCloud = Awaited<ReturnType<typeof startLocalCloud>>;

/** Seconds that running handlers have to end when the cloud closes. */
const PATIENCE = 5;
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Stands the templates up on this computer, and goes on with whatever an earlier process left unfinished. */
export async function startLocalCloud(options: CloudOptions) {
  const undo = new Undo();
  try {
    return await start({ ...options, dir: resolve(options.dir) }, undo);
  } catch (error) {
    await undo.run();
    throw error;
  }
}

async function start(options: CloudOptions, undo: Undo) {
  const { dir, clock } = options;
  const before = lastPresence(dir);
  const place = await occupy(dir);
  undo.later(place.leave);
  const crash = crashSwitch(process.env.TIERWISE_CRASH);

  // The address of a function is part of its own settings, so its server is there before the function.
  let machinery: Machinery | undefined;
  let addressed: readonly string[] = [];
  const urls = {
    has: (name: string) => addressed.includes(name),
    invoke: async (name: string, event: Json) => machinery?.functions.invoke(name, event) ?? null,
  };
  const functionUrls = await startFunctionUrls(urls, portOf(before?.urls?.functions));
  undo.later(functionUrls.close);

  const functionUrl = (name: string) => `${functionUrls.url}/${name}/`;
  const templates = options.templates ?? (await synthesise());
  const deployment = readDeployment({ templates, functionUrl });
  addressed = deployment.addressed;
  const { onState, onProblem, maxWaitSeconds, root = PROJECT } = options;
  const onMoment = crashInState(crash);
  machinery = openMachinery({ dir, root, deployment, onState, onProblem, onMoment, maxWaitSeconds });
  const { engine, bus } = machinery;
  const onEvent = (event: unknown) => bus.put(event);
  const servers = await startServers({ dir, clock, deployment, onEvent, crash }, undo);
  const states = await startStates(engine);
  undo.later(states.close);

  const addresses = addressesOf(servers, states.url, functionUrls.url);
  const environment = {
    ...unionOfEnvironments(deployment.functions),
    ...options.overrides,
    ...sdkEnvironment(addresses),
  };
  undo.later(putOn(environment));
  undo.later(captureConsole());
  undo.later(() => Promise.all([bus.halt(PATIENCE), engine.halt(PATIENCE)]));
  place.tell({ urls: addresses, environment });
  servers.s3.redeliver();
  servers.ses.resume();
  bus.resume();
  engine.resume();
  return cloudOf({ environment, deployment, machinery, servers, addresses, undo });
}

const portOf = (url: string | undefined): number => (url ? Number(new URL(url).port) : 0);

const addressesOf = (
  { s3, dynamo, ses, secrets, schedules }: Servers,
  states: string,
  functions: string,
) => ({
  s3: s3.url,
  dynamo: dynamo.url,
  ses: ses.url,
  inbox: ses.inboxUrl,
  secrets: secrets.url,
  schedules: schedules.url,
  states,
  functions,
});

interface Parts {
  environment: Record<string, string>;
  deployment: Deployment;
  machinery: Machinery;
  servers: Servers;
  addresses: ReturnType<typeof addressesOf>;
  undo: Undo;
}

const NamesSchema = EnvironmentSchema.pick({
  UPLOADS_BUCKET: true,
  LAKE_BUCKET: true,
  RESULTS_BUCKET: true,
});

function cloudOf({ environment, deployment, machinery, servers, addresses, undo }: Parts) {
  const { bus, engine } = machinery;
  const names = NamesSchema.parse(environment);
  return {
    urls: addresses,
    /** All settings of the functions and the SDK's; they are in this process's environment too. */
    environment,
    buckets: { uploads: names.UPLOADS_BUCKET, lake: names.LAKE_BUCKET, results: names.RESULTS_BUCKET },
    machines: machinesOf(deployment),
    ses: servers.ses,
    bus,
    /** Starts an execution and answers its ARN. */
    start: (arn: string, input: Json, name: string = randomUUID()) => arnOf(engine.start(arn, input, name)),
    /** The execution as it stands when it has ended; RUNNING if the cloud closed before. */
    async waitFor(arn: string): Promise<Execution | undefined> {
      await engine.ended(arn);
      return engine.find(arn);
    },
    executions: () => engine.list(),
    /** Resolves when no event, no execution and no mail's fate is under way. */
    async idle(): Promise<void> {
      do {
        await Promise.all([bus.idle(), engine.idle(), servers.ses.settled()]);
      } while (bus.busy() || engine.busy());
    },
    /** Ends it; what runs goes on at the next start. */
    close: () => undo.run(),
  };
}

/** ARNs of the machines by the last word of their names. */
function machinesOf({ machines }: Deployment): { grade: string; apply: string; mail: string } {
  const arnOfRole = (role: string): string => {
    const found = machines.find(({ name }) => name.endsWith(`-${role}`));
    if (!found) throw new Error(`the templates have no machine ${role}`);
    return machineArn(found.name);
  };
  return { grade: arnOfRole('grade'), apply: arnOfRole('apply'), mail: arnOfRole('mail') };
}
