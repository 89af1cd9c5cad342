import { randomUUID } from 'node:crypto';
import { EnvironmentSchema } from '../../shared/contract/environment.ts';
import { machineArn } from './asl/arns.ts';
import { arnOf } from './asl/engine.ts';
import type { Execution } from './asl/executions.ts';
import type { Json } from './asl/schema.ts';
import type { Deployment } from './deploy/read.ts';
import type { Machinery } from './machinery.ts';
import { rested } from './rests.ts';
import type { Servers } from './servers/all.ts';
import { settled } from './settled.ts';
import type { Undo } from './undo.ts';

/** Where everything listens. */
export const addressesOf = (
  { s3, dynamo, ses, secrets, schedules, events }: Servers,
  states: string,
  functions: string,
) => ({
  s3: s3.url,
  dynamo: dynamo.url,
  ses: ses.url,
  inbox: ses.inboxUrl,
  secrets: secrets.url,
  schedules: schedules.url,
  events: events.url,
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

/** What one can do with a running local cloud. */
export function controlsOf({ environment, deployment, machinery, servers, addresses, undo }: Parts) {
  const { bus, engine, queues } = machinery;
  const names = NamesSchema.parse(environment);
  return {
    urls: addresses,
    /** All settings of the functions and the SDK's; they are in this process's environment too. */
    environment,
    buckets: { uploads: names.UPLOADS_BUCKET, lake: names.LAKE_BUCKET, results: names.RESULTS_BUCKET },
    machines: machinesOf(deployment),
    ses: servers.ses,
    bus,
    queues,
    /** Starts an execution and answers its ARN. */
    start: (arn: string, input: Json, name: string = randomUUID()) => arnOf(engine.start(arn, input, name)),
    /** The execution as it stands when it has ended; RUNNING if the cloud closed before. */
    async waitFor(arn: string): Promise<Execution | undefined> {
      await engine.ended(arn);
      return engine.find(arn);
    },
    executions: () => engine.list(),
    /** Resolves when no event, no execution and no mail's fate is under way. */
    idle: () => settled([bus, engine, ...queues], servers.ses),
    /** Resolves as `idle`, but does not wait for a later hour of the clock; answers the executions that do. */
    rested: () =>
      rested(settled([bus, engine, ...queues], servers.ses), engine, [bus, ...queues], machinery.resting),
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
