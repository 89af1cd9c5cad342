import { z } from 'zod';
import { invalid, SesError } from './errors.ts';
import { addressesOf, type Message, readMessage } from './headers.ts';

/** Parameters of SendRawEmail, and what its raw mail says. */
export interface SendRequest {
  message: Message;
  bytes: number;
  from: string;
  source: string;
  destinations: string[];
  configurationSet: string | null;
  tags: Record<string, string>;
}

const TAG = /^[A-Za-z0-9_-]{1,256}$/;

const ParametersSchema = z.object({
  data: z.base64().min(1),
  source: z.string().optional(),
  configurationSet: z.string().optional(),
  destinations: z.array(z.string()),
  tags: z.array(z.object({ name: z.string().regex(TAG), value: z.string().regex(TAG) })).max(50),
});

/** The values of `Prefix.member.1`, `Prefix.member.2`, … with an ending such as `.Name`. */
export function members(parameters: URLSearchParams, prefix: string, ending = ''): string[] {
  const values: string[] = [];
  for (;;) {
    const value = parameters.get(`${prefix}.member.${values.length + 1}${ending}`);
    if (value === null) return values;
    values.push(value);
  }
}

function readParameters(parameters: URLSearchParams) {
  const values = members(parameters, 'Tags', '.Value');
  const parsed = ParametersSchema.safeParse({
    data: parameters.get('RawMessage.Data') ?? '',
    source: parameters.get('Source') ?? undefined,
    configurationSet: parameters.get('ConfigurationSetName') ?? undefined,
    destinations: members(parameters, 'Destinations'),
    tags: members(parameters, 'Tags', '.Name').map((name, at) => ({ name, value: values[at] })),
  });
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new SesError('ValidationError', `Validation failed at: ${where}.`);
}

export function readSendRequest(parameters: URLSearchParams, maxBytes: number): SendRequest {
  const given = readParameters(parameters);
  const raw = Buffer.from(given.data, 'base64');
  if (raw.length > maxBytes) {
    throw invalid(`Message length is more than ${maxBytes} bytes long: '${raw.length}'.`);
  }
  const message = readMessage(raw);
  const from = addressesOf(message, 'from')[0];
  if (!from) throw invalid("Missing required header 'From'.");
  return {
    message,
    bytes: raw.length,
    from,
    source: given.source ?? from,
    destinations: given.destinations.length ? given.destinations : addressesOf(message, 'to', 'cc', 'bcc'),
    configurationSet: given.configurationSet ?? null,
    tags: Object.fromEntries(given.tags.map(({ name, value }) => [name, value])),
  };
}
