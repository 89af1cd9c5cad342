import { z } from 'zod';
import { type Destination, EVENT_TYPES, type SesEventType } from '../servers/ses/destinations.ts';

/** A queue that a function reads, and the topics whose messages arrive in it. */
export interface QueueSpec {
  name: string;
  arn: string;
  topics: string[];
  /** ARN of the function. */
  reader: string;
  /** Messages of one call, at most. */
  batchSize: number;
  /** Whether a call says which of its messages failed. */
  partial: boolean;
  /** How often a message is handed over before it lies among the dead letters. */
  receives: number;
}

const DestinationSchema = z.looseObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.looseObject({
    Name: z.string().optional(),
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string() }).optional(),
    SnsDestination: z.object({ TopicARN: z.string() }).optional(),
  }),
});

/** Where a configuration set of the template sends events; `id` names what has no name. */
export function readDestination(id: string, properties: unknown): Destination {
  const { ConfigurationSetName, EventDestination: given } = DestinationSchema.parse(properties);
  const [bus, topic] = [given.EventBridgeDestination?.EventBusArn, given.SnsDestination?.TopicARN];
  const arn = bus ?? topic;
  if (arn === undefined) throw new Error(`the event destination ${id} leads neither to a bus nor to a topic`);
  return {
    ...{ configurationSet: ConfigurationSetName, name: given.Name ?? id, enabled: given.Enabled, arn },
    path: bus === undefined ? 'queue' : 'bus',
    eventTypes: given.MatchingEventTypes.map(eventType),
  };
}

function eventType(text: string): SesEventType {
  const known = EVENT_TYPES.find((type) => type.toLowerCase() === text.toLowerCase());
  if (known === undefined) throw new Error(`the local SES has no events of the sort ${text}`);
  return known;
}

const SubscriptionSchema = z.looseObject({
  Protocol: z.string(),
  TopicArn: z.string(),
  Endpoint: z.string(),
  RawMessageDelivery: z.boolean().default(false),
});
type Subscription = z.infer<typeof SubscriptionSchema>;

/** The subscription of a queue; none of any other protocol. */
export function readSubscription(properties: unknown): Subscription[] {
  const subscription = SubscriptionSchema.parse(properties);
  if (subscription.Protocol !== 'sqs') return [];
  if (!subscription.RawMessageDelivery) throw new Error('the local topics hand on raw messages only');
  return [subscription];
}

const QueueSchema = z.looseObject({
  RedrivePolicy: z.object({ maxReceiveCount: z.int() }).optional(),
});
const MappingSchema = z.looseObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.int().default(10),
  FunctionResponseTypes: z.array(z.string()).default([]),
});

/** What the template says of queues; each with its properties resolved. */
export interface QueueParts {
  queues: { name: string; arn: string; properties: unknown }[];
  subscriptions: Subscription[];
  mappings: unknown[];
  functionArn(name: string): string;
}

/** The queues that a function reads; dead letters are none of them. */
export function readQueues({ queues, subscriptions, mappings, functionArn }: QueueParts): QueueSpec[] {
  const readers = mappings.map((mapping) => MappingSchema.parse(mapping));
  return queues.flatMap(({ name, arn, properties }) => {
    const reader = readers.find(({ EventSourceArn }) => EventSourceArn === arn);
    if (!reader) return [];
    const topics = subscriptions.filter(({ Endpoint }) => Endpoint === arn).map(({ TopicArn }) => TopicArn);
    return {
      ...{ name, arn, topics, reader: functionArn(reader.FunctionName), batchSize: reader.BatchSize },
      partial: reader.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      receives: QueueSchema.parse(properties).RedrivePolicy?.maxReceiveCount ?? Number.POSITIVE_INFINITY,
    };
  });
}
