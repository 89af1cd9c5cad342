import { resolve } from 'node:path';
import type { Environment } from '../../shared/contract/environment.ts';
import type { StateEvent } from './asl/world.ts';
import type { Problem } from './bus.ts';
import { addressesOf, controlsOf } from './controls.ts';
import { crashInState, crashSwitch } from './crash.ts';
import { putOn, sdkEnvironment, unionOfEnvironments } from './deploy/environment.ts';
import { keptTemplates } from './deploy/kept-templates.ts';
import { captureConsole } from './deploy/log.ts';
import { readDeployment } from './deploy/read.ts';
import type { Template } from './deploy/template.ts';
import { lastPresence, occupy } from './guard.ts';
import { type Machinery, openMachinery } from './machinery.ts';
import type { ClockWaits } from './rests.ts';
import { type Servers, startServers } from './servers/all.ts';
import { startFunctionUrls } from './servers/functions.ts';
import { startStates } from './servers/states.ts';
import { settled } from './settled.ts';
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
  /** Keeps back what uploads start by themselves until `releaseGrading`: a batch belongs to the run asked for. */
  holdGrading?: boolean;
  /** A Wait or a Retry's delay lasts at most so long; 1 when not given. */
  maxWaitSeconds?: number;
  /** A Wait for a later hour, and how long it may last at most. */
  clockWaits?: ClockWaits;
}

export type LocalCloud = Awaited<ReturnType<typeof startLocalCloud>>;

/** Seconds that running handlers have to end when the cloud closes. */
const PATIENCE = 5;

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
  const crash = crashSwitch(process.env.TIERWISE_CRASH);
  const before = lastPresence(dir);
  const place = await occupy(dir);
  undo.later(place.leave);
  undo.later(putOn({ AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }));
  const urls = await lateFunctionUrls(portOf(before?.urls?.functions));
  undo.later(urls.close);
  const templates = options.templates ?? (await keptTemplates());
  const deployment = readDeployment({ templates, functionUrl: (name) => `${urls.url}/${name}/` });
  const { onState, onProblem, maxWaitSeconds, clockWaits, root } = options;
  const onMoment = crashInState(crash);
  const machinery = openMachinery({
    ...{ dir, root, deployment, onState, onProblem, onMoment, maxWaitSeconds, clockWaits },
    // No execution waits before the servers are there.
    arrived: () => settled([bus, ...queues], servers.ses),
  });
  urls.serve(machinery, deployment.addressed);
  const { engine, bus, queues } = machinery;
  const onEvent = (event: unknown, on?: string) => bus.put(event, on);
  const onMessage = (topic: string, body: string) => {
    for (const queue of queues) if (queue.spec.topics.includes(topic)) queue.put(body);
  };
  const servers = await startServers({ dir, clock, deployment, onEvent, onMessage, crash }, undo);
  const states = await startStates(engine);
  undo.later(states.close);
  const addresses = addressesOf(servers, states.url, urls.url);
  const settings = { ...unionOfEnvironments(deployment.functions), ...options.overrides };
  const environment = { ...settings, ...sdkEnvironment(addresses) };
  undo.later(putOn(environment));
  undo.later(captureConsole());
  undo.later(() => Promise.all([bus, engine, ...queues].map((each) => each.halt(PATIENCE))));
  place.tell({ urls: addresses, environment });
  const controls = controlsOf({ environment, deployment, machinery, servers, addresses, undo });
  const releaseGrading = options.holdGrading ? bus.hold(controls.machines.grade) : () => undefined;
  goOn(machinery, servers);
  return { ...controls, dir, releaseGrading };
}

/** Takes up what an earlier process left: events that nobody heard, deliveries, executions. */
function goOn({ engine, bus, queues }: Machinery, { s3, ses }: Servers): void {
  s3.redeliver();
  ses.resume();
  bus.resume();
  for (const queue of queues) queue.resume();
  engine.resume();
}

/** The address of a function is part of its settings, so its server is there before the function. */
async function lateFunctionUrls(port: number) {
  let machinery: Machinery | undefined;
  let addressed: readonly string[] = [];
  const server = await startFunctionUrls(
    {
      has: (name) => addressed.includes(name),
      invoke: async (name, event) => machinery?.functions.invoke(name, event) ?? null,
    },
    port,
  );
  const serve = (functions: Machinery, names: readonly string[]) => {
    machinery = functions;
    addressed = names;
  };
  return { url: server.url, close: server.close, serve };
}

const portOf = (url: string | undefined): number => (url ? Number(new URL(url).port) : 0);
