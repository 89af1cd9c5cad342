import { z } from 'zod';
import type { Rule } from '../bus.ts';
import type { Destination } from '../servers/ses/destinations.ts';
import { type FunctionSpec, functionArn } from './functions.ts';
import { type Resolve, resolverOf, type Surroundings } from './intrinsics.ts';
import { type QueueSpec, readDestination, readQueues, readSubscription } from './mail-ways.ts';
import { readRule } from './rules.ts';
import { arnOf, physicalName, type Resource, type Template } from './template.ts';

export interface BucketSpec {
  name: string;
  /** Whether EventBridge hears of its objects. */
  tells: boolean;
}

export interface TableSpec {
  name: string;
  partitionKey: string;
  sortKey?: string;
}

/** Everything of the templates that the local cloud stands up. */
export interface Deployment {
  buckets: BucketSpec[];
  tables: TableSpec[];
  secrets: string[];
  schedules: { name: string; definition: Record<string, unknown> }[];
  configurationSets: string[];
  identities: string[];
  /** Where configuration sets send the events of mails. */
  destinations: Destination[];
  queues: QueueSpec[];
  functions: FunctionSpec[];
  /** Names of the functions that have an address. */
  addressed: string[];
  machines: { name: string; definition: unknown }[];
  rules: Rule[];
  /** Names of the event buses besides the account's default one. */
  buses: string[];
}

interface Found {
  id: string;
  name: string;
  resource: Resource;
  resolve: Resolve;
}

/** Reads templates that refer to each other. */
export function readDeployment(around: Surroundings): Deployment {
  const of = (...types: string[]): Found[] => around.templates.flatMap((each) => found(each, types, around));
  return {
    buckets: of('AWS::S3::Bucket').map(bucket),
    tables: of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(table),
    secrets: of('AWS::SecretsManager::Secret').map(({ name }) => name),
    schedules: of('AWS::Scheduler::Schedule').map(schedule),
    configurationSets: of('AWS::SES::ConfigurationSet').map(({ name }) => name),
    identities: of('AWS::SES::EmailIdentity').map(({ name }) => name),
    destinations: of('AWS::SES::ConfigurationSetEventDestination').map(({ id, resource, resolve }) =>
      readDestination(id, resolve(resource.Properties)),
    ),
    queues: queuesOf(of),
    functions: of('AWS::Lambda::Function').map(lambda),
    addressed: of('AWS::Lambda::Url').map(addressed),
    machines: of('AWS::StepFunctions::StateMachine').map(machine),
    buses: of('AWS::Events::EventBus').map(({ name }) => name),
    rules: of('AWS::Events::Rule').flatMap(({ id, resource, resolve }) =>
      readRule(id, resolve(resource.Properties)),
    ),
  };
}

function queuesOf(of: (type: string) => Found[]): QueueSpec[] {
  const properties = ({ resource, resolve }: Found) => resolve(resource.Properties);
  const queues = of('AWS::SQS::Queue').map((each) => ({
    ...{ name: each.name, arn: arnOf('AWS::SQS::Queue', each.name), properties: properties(each) },
  }));
  const subscriptions = of('AWS::SNS::Subscription').flatMap((each) => readSubscription(properties(each)));
  const mappings = of('AWS::Lambda::EventSourceMapping').map(properties);
  return readQueues({ queues, subscriptions, mappings, functionArn });
}

function found(template: Template, types: string[], around: Surroundings): Found[] {
  const resolve = resolverOf(template, around);
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => types.includes(Type))
    .map(([id, resource]) => ({ id, resource, resolve, name: physicalName(id, resource) }));
}

function bucket({ name, resource }: Found): BucketSpec {
  const told = z.looseObject({ EventBridgeConfiguration: z.unknown() });
  return { name, tells: told.safeParse(resource.Properties.NotificationConfiguration).success };
}

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

function table({ name, resource }: Found): TableSpec {
  const keys = KeySchema.parse(resource.Properties.KeySchema);
  const partition = keys.find(({ KeyType }) => KeyType === 'HASH');
  const sort = keys.find(({ KeyType }) => KeyType === 'RANGE');
  if (!partition) throw new Error(`table ${name} has no partition key`);
  return { name, partitionKey: partition.AttributeName, ...(sort ? { sortKey: sort.AttributeName } : {}) };
}

function schedule({ name, resource, resolve }: Found): Deployment['schedules'][number] {
  const definition = z.record(z.string(), z.unknown()).parse(resolve(resource.Properties));
  const group = z.string().default('default').parse(definition.GroupName);
  return { name: `${group}/${name}`, definition };
}

const FunctionSchema = z.object({
  Timeout: z.int().default(3),
  MemorySize: z.int().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
});

function lambda({ id, name, resource, resolve }: Found): FunctionSpec {
  const { Timeout, MemorySize, Environment } = resource.Properties;
  const properties = FunctionSchema.parse(resolve({ Timeout, MemorySize, Environment }));
  const entry = resource.Metadata['tierwise:entry'];
  if (typeof entry !== 'string') throw new Error(`function ${id} has no metadata tierwise:entry`);
  return {
    logicalId: id,
    name,
    entry,
    timeoutSeconds: properties.Timeout,
    memoryMb: properties.MemorySize,
    environment: properties.Environment.Variables,
  };
}

function addressed({ resource, resolve }: Found): string {
  const arn = z.string().parse(resolve(resource.Properties.TargetFunctionArn));
  return arn.split(':').at(-1) ?? '';
}

function machine({ name, resource, resolve }: Found): Deployment['machines'][number] {
  const { DefinitionString, Definition } = resource.Properties;
  if (DefinitionString === undefined) return { name, definition: resolve(Definition) };
  return { name, definition: JSON.parse(z.string().parse(resolve(DefinitionString))) };
}
