import { z } from 'zod';
import {
  type Destination,
  DestinationsSchema,
  destinationsOf,
  EVENT_TYPES,
  PATHS,
  type Path,
} from './destinations.ts';

/** How events of mails come, when they do not come as they should. */
const ArrivalSchema = z.strictObject({
  /** Every event is published this many times. */
  copies: z.int().min(1),
  /** The last event of a mail goes out first. */
  reversed: z.boolean(),
  delayMs: z.int().min(0),
  /** Event types that get lost, or every one. */
  lost: z.union([z.literal('all'), z.array(z.enum(EVENT_TYPES))]),
});
type Arrival = z.infer<typeof ArrivalSchema>;

/** What holds for both ways, and what one of them has of its own. */
const EventsSchema = ArrivalSchema.extend({
  bus: ArrivalSchema.partial(),
  queue: ArrivalSchema.partial(),
});

/** How the account is set up. `'every'` stands for a list that knows every name, until the first name is created. */
const SesSettingsSchema = z.strictObject({
  /** Recipients a second. */
  maxSendRate: z.number().positive(),
  /** Recipients in 24 hours. */
  max24HourSend: z.int().min(0),
  /** In the sandbox only verified recipients and the mailbox simulator are reached. */
  sandbox: z.boolean(),
  sendingEnabled: z.boolean(),
  /** Verified addresses and domains, lower case. */
  identities: z.union([z.literal('every'), z.array(z.string())]),
  configurationSets: z.union([z.literal('every'), z.array(z.string())]),
  /** Largest raw message, bytes. */
  maxMessageBytes: z.int().positive(),
  /** Verified some day: they exist, but mail must not go out from them yet. */
  unverified: z.array(z.string()),
  destinations: DestinationsSchema,
  /** Ways whose destinations somebody took away. */
  missingPaths: z.array(z.enum(PATHS)),
  events: EventsSchema,
});
export type SesSettings = z.infer<typeof SesSettingsSchema>;

/** A change of some settings; the rest stays as it was. */
export const SesChangeSchema = SesSettingsSchema.partial().extend({
  events: EventsSchema.partial().optional(),
});
export type SesChange = z.input<typeof SesChangeSchema>;

export const DEFAULT_SETTINGS: SesSettings = {
  maxSendRate: 1000,
  max24HourSend: 1_000_000,
  sandbox: false,
  sendingEnabled: true,
  identities: 'every',
  configurationSets: 'every',
  maxMessageBytes: 10 * 1024 * 1024,
  unverified: [],
  destinations: 'every',
  missingPaths: [],
  events: { copies: 1, reversed: false, delayMs: 0, lost: [], bus: {}, queue: {} },
};

/** What SES allows an account in the sandbox; it is also how such an account is told. */
const SANDBOX_LIMITS = { maxSendRate: 1, max24HourSend: 200 };

export function limitsOf(settings: SesSettings): Pick<SesSettings, 'maxSendRate' | 'max24HourSend'> {
  return settings.sandbox ? SANDBOX_LIMITS : settings;
}

export function changed(settings: SesSettings, change: SesChange): SesSettings {
  const parsed = SesChangeSchema.parse(change);
  const events = { ...settings.events, ...parsed.events };
  return SesSettingsSchema.parse({ ...settings, ...parsed, events });
}

/** A list with one name more; the first name ends 'every'. */
export function withName(list: 'every' | string[], name: string): string[] {
  return list === 'every' ? [name] : [...new Set([...list, name])];
}

/** How events come by one of the two ways. */
export const arrivalOf = ({ events: { bus, queue, ...both } }: SesSettings, path: Path): Arrival =>
  ArrivalSchema.parse({ ...both, ...{ bus, queue }[path] });

/** An address is verified by itself or by its domain. */
export function isVerified(settings: SesSettings, address: string): boolean {
  const lower = address.toLowerCase();
  const names = [lower, lower.slice(lower.lastIndexOf('@') + 1)];
  return names.some((name) => hasIdentity(settings, name) && !settings.unverified.includes(name));
}

/** Whether the account has it, be it verified or not. */
export const hasIdentity = ({ identities, unverified }: SesSettings, name: string): boolean =>
  identities === 'every' || [...identities, ...unverified].includes(name.toLowerCase());

export function hasConfigurationSet(settings: SesSettings, name: string): boolean {
  return settings.configurationSets === 'every' || settings.configurationSets.includes(name);
}

/** Where a configuration set sends events as the account stands. */
export const destinationsFor = (
  { destinations, missingPaths }: SesSettings,
  configurationSet: string,
): Destination[] =>
  destinationsOf(destinations, configurationSet).filter(({ path }) => !missingPaths.includes(path));
