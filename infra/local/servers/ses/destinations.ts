import { z } from 'zod';

/** Sorts of events, in SES's own words. */
export const EVENT_TYPES = ['Send', 'Delivery', 'Bounce', 'Complaint', 'Open', 'Reject'] as const;
export type SesEventType = (typeof EVENT_TYPES)[number];

/** The two ways by which events reach us: EventBridge, and an SNS topic with a queue behind it. */
export const PATHS = ['bus', 'queue'] as const;
export type Path = (typeof PATHS)[number];

/** Where a configuration set sends which events. */
export const DestinationSchema = z.strictObject({
  configurationSet: z.string(),
  name: z.string(),
  enabled: z.boolean().default(true),
  path: z.enum(PATHS),
  /** ARN of the bus or of the topic. */
  arn: z.string(),
  eventTypes: z.array(z.enum(EVENT_TYPES)),
});
export type Destination = z.infer<typeof DestinationSchema>;

/** `'every'` stands for both ways with every event, until the first destination is created. */
export const DestinationsSchema = z.union([z.literal('every'), z.array(DestinationSchema)]);
export type Destinations = z.infer<typeof DestinationsSchema>;

const ARNS: Record<Path, string> = {
  bus: 'arn:aws:events:local:000000000000:event-bus/default',
  queue: 'arn:aws:sns:local:000000000000:events',
};

export function destinationsOf(destinations: Destinations, configurationSet: string): Destination[] {
  if (destinations !== 'every')
    return destinations.filter((one) => one.configurationSet === configurationSet);
  return PATHS.map((path) => ({
    ...{ configurationSet, name: path, enabled: true, path, arn: ARNS[path] },
    eventTypes: [...EVENT_TYPES],
  }));
}

/** A list with one destination more; one of the same set and name is replaced. */
export function withDestination(list: Destinations, added: Destination): Destination[] {
  const others = list === 'every' ? [] : list;
  const isSame = (one: Destination) =>
    one.configurationSet === added.configurationSet && one.name === added.name;
  return [...others.filter((one) => !isSame(one)), added];
}

/** Where an event of this sort goes by this way, if it does. */
export const destinationOf = (
  found: readonly Destination[],
  path: Path,
  type: SesEventType,
): Destination | undefined =>
  found.find((one) => one.enabled && one.path === path && one.eventTypes.includes(type));
