import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSchedules } from '../../../../infra/local/servers/schedules.ts';
import { credentials, removeFolder, temporaryFolder } from './s3-support.ts';

const dir = temporaryFolder();
async function open() {
  const server = await startSchedules({ dir });
  const client = new SchedulerClient({ endpoint: server.url, region: 'us-east-1', credentials });
  return { server, client };
}

const definition = {
  ScheduleExpression: 'cron(0 9 2 1,4,7,10 ? *)',
  ScheduleExpressionTimezone: 'Asia/Shanghai',
  FlexibleTimeWindow: { Mode: 'OFF' as const },
  Target: {
    Arn: 'arn:aws:states:local:000000000000:stateMachine:grade',
    RoleArn: 'arn:aws:iam::000000000000:role/schedule',
    Input: '{"cause":"schedule","time":"<aws.scheduler.scheduled-time>"}',
    RetryPolicy: { MaximumRetryAttempts: 3 },
  },
};
const periodic = { Name: 'periodic', GroupName: 'tierwise' };

let scheduler: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  scheduler = await open();
  scheduler.server.ensure('tierwise/periodic', definition);
});
afterAll(async () => {
  await scheduler.server.close();
  removeFolder(dir);
});

const get = (name: { Name: string; GroupName?: string }) =>
  scheduler.client.send(new GetScheduleCommand(name));

it('gives back what was made, with its names', async () => {
  const found = await get(periodic);
  expect(found).toMatchObject({ ...definition, ...periodic, State: 'ENABLED' });
  expect(found.Arn).toBe('arn:aws:scheduler:local:000000000000:schedule/tierwise/periodic');
});

it('an update replaces it, survives a restart, and is not undone by ensure', async () => {
  const monthly = { ...definition, ScheduleExpression: 'cron(0 9 2 * ? *)' };
  await scheduler.client.send(new UpdateScheduleCommand({ ...periodic, ...monthly }));
  await scheduler.server.close();
  scheduler = await open();
  scheduler.server.ensure('tierwise/periodic', definition);
  expect((await get(periodic)).ScheduleExpression).toBe('cron(0 9 2 * ? *)');
});

it('a new one goes into the default group, once', async () => {
  const create = () => scheduler.client.send(new CreateScheduleCommand({ Name: 'once', ...definition }));
  await create();
  expect((await get({ Name: 'once' })).GroupName).toBe('default');
  await expect(create()).rejects.toBeInstanceOf(ConflictException);
});

it('what is missing, wrong or unknown is refused', async () => {
  await expect(get({ Name: 'periodic' })).rejects.toBeInstanceOf(ResourceNotFoundException);
  const nobody = new UpdateScheduleCommand({ Name: 'nobody', ...definition });
  await expect(scheduler.client.send(nobody)).rejects.toBeInstanceOf(ResourceNotFoundException);
  const windowless = { ...definition, FlexibleTimeWindow: undefined };
  const wrong = new UpdateScheduleCommand({ ...periodic, ...windowless });
  await expect(scheduler.client.send(wrong)).rejects.toMatchObject({ name: 'ValidationException' });
  const remove = scheduler.client.send(new DeleteScheduleCommand(periodic));
  await expect(remove).rejects.toMatchObject({ name: 'UnknownOperationException' });
});
