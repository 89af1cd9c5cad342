import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { machineArn } from '../../../infra/local/asl/arns.ts';
import { parsePattern } from '../../../infra/local/deploy/pattern.ts';
import { openMachinery } from '../../../infra/local/machinery.ts';
import { MachineFailedSchema } from '../../../shared/contract/run-news.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'machinery-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const machine = (state: object) => ({ QueryLanguage: 'JSONata', StartAt: 'Only', States: { Only: state } });

it('the bus hears of an execution that failed, as it would of Step Functions, and of no other', async () => {
  const heard = { id: 'Target', arn: machineArn('small-heard') };
  const matches = parsePattern({ source: ['aws.states'], detail: { status: ['FAILED'] } });
  const { engine, bus } = openMachinery({
    ...{ dir, root: dir },
    deployment: {
      ...{ functions: [], addressed: [], queues: [], buckets: [], tables: [] },
      machines: [
        { name: 'small-mail', definition: machine({ Type: 'Fail', Error: 'E_MINE', Cause: 'text' }) },
        { name: 'small-heard', definition: machine({ Type: 'Succeed' }) },
      ],
      rules: [{ id: 'Failures', matches, targets: [heard] }],
    } as unknown as Parameters<typeof openMachinery>[0]['deployment'],
  });
  engine.start(machineArn('small-mail'), { runId: 'r1', parts: 1 }, 'r1');
  await engine.idle();
  await bus.idle();
  await engine.idle();
  const [, after, ...more] = engine.list();
  expect([after?.machine, more]).toEqual(['small-heard', []]);
  expect(MachineFailedSchema.parse(after?.input).detail).toEqual({
    ...{ stateMachineArn: machineArn('small-mail'), status: 'FAILED', error: 'E_MINE', cause: 'text' },
    input: JSON.stringify({ runId: 'r1', parts: 1 }),
  });
});
