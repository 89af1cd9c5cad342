import { mkdirSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { failure, jsonApi, type Reply } from './json-api.ts';
import { jsonFile } from './json-file.ts';
import { listen } from './listen.ts';

/** As CreateSchedule and UpdateSchedule take it and GetSchedule gives it back. */
export const ScheduleSchema = z.looseObject({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  FlexibleTimeWindow: z.looseObject({ Mode: z.enum(['OFF', 'FLEXIBLE']) }),
  Target: z.looseObject({ Arn: z.string(), RoleArn: z.string() }),
});
export type Schedule = z.infer<typeof ScheduleSchema>;

const SchedulesSchema = z.record(z.string(), ScheduleSchema);

export interface SchedulesOptions {
  dir: string;
  port?: number;
  wrap?: (listener: RequestListener) => RequestListener;
}

type Schedules = ReturnType<typeof openSchedules>;

/** An EventBridge Scheduler that keeps schedules and never fires them, on the loopback address. */
export async function startSchedules({ dir, port = 0, wrap = (listener) => listener }: SchedulesOptions) {
  const schedules = openSchedules(dir);
  const server = await listen(wrap(jsonApi((req, body) => answer(schedules, req, body))), port);

  /** Does nothing when a schedule of that name (`group/name`, or a name of the default group) is there. */
  function ensure(name: string, definition: z.input<typeof ScheduleSchema>): void {
    const id = name.includes('/') ? name : `default/${name}`;
    if (!schedules.get(id)) schedules.set(id, ScheduleSchema.parse(definition));
  }

  return { url: server.url, close: server.close, ensure };
}

function openSchedules(dir: string) {
  mkdirSync(dir, { recursive: true });
  const file = jsonFile(join(dir, 'schedules.json'), SchedulesSchema, {});
  const get = (id: string): Schedule | undefined => file.read()[id];
  const set = (id: string, schedule: Schedule): void => file.write({ ...file.read(), [id]: schedule });
  return { get, set };
}

const arnOf = (id: string): string => `arn:aws:scheduler:local:000000000000:schedule/${id}`;

const GroupSchema = z.looseObject({ GroupName: z.string().optional() });

function answer(schedules: Schedules, req: IncomingMessage, body: unknown): Reply {
  const url = new URL(req.url ?? '/', 'http://127.0.0.1');
  const name = /^\/schedules\/([0-9a-zA-Z-_.]+)$/.exec(url.pathname)?.[1];
  if (name !== undefined && req.method === 'GET')
    return read(schedules, idOf(url.searchParams.get('groupName'), name));
  const id = idOf(GroupSchema.safeParse(body).data?.GroupName, name ?? '');
  if (name !== undefined && req.method === 'POST') return create(schedules, id, body);
  if (name !== undefined && req.method === 'PUT') return update(schedules, id, body);
  return failure(400, 'UnknownOperationException', 'The local Scheduler does not do this.');
}

const idOf = (group: string | null | undefined, name: string): string => `${group || 'default'}/${name}`;

function read(schedules: Schedules, id: string): Reply {
  const schedule = schedules.get(id);
  if (!schedule) return notFound(id);
  const [GroupName, Name] = id.split('/');
  return { status: 200, body: { ...schedule, Arn: arnOf(id), GroupName, Name } };
}

const create = (schedules: Schedules, id: string, body: unknown): Reply =>
  schedules.get(id)
    ? failure(409, 'ConflictException', `Schedule ${id} already exists.`)
    : save(schedules, id, body);

const update = (schedules: Schedules, id: string, body: unknown): Reply =>
  schedules.get(id) ? save(schedules, id, body) : notFound(id);

function save(schedules: Schedules, id: string, body: unknown): Reply {
  const schedule = ScheduleSchema.safeParse(body);
  if (!schedule.success) return failure(400, 'ValidationException', z.prettifyError(schedule.error));
  schedules.set(id, schedule.data);
  return { status: 200, body: { ScheduleArn: arnOf(id) } };
}

const notFound = (id: string): Reply =>
  failure(404, 'ResourceNotFoundException', `Schedule ${id} does not exist.`);
