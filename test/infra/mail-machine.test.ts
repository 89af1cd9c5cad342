import { Aws } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { StateError } from '../../infra/local/asl/errors.ts';
import { run, type World } from '../../infra/local/asl/run.ts';
import { type Json, parseDefinition } from '../../infra/local/asl/schema.ts';
import { mailMachine } from '../../infra/machines/mail.ts';
import type { Closed } from '../../shared/contract/steps.ts';

const functions = { preflight: 'preflight', send: 'send', close: 'close', report: 'report' };
const definition = JSON.parse(
  JSON.stringify(mailMachine({ functions, sendersAtOnce: 4 })).replaceAll(Aws.PARTITION, 'aws'),
);

const who = {
  Execution: { Id: 'arn:one', Name: 'one', Input: {}, StartTime: '2026-10-01T00:00:00Z' },
  StateMachine: { Id: 'arn:machine', Name: 'mail' },
};

/** Runs the machine's definition; `closes` are the answers of close, one after the other. */
async function play(
  closes: Partial<Omit<Closed, 'waitsFor'>>[],
  {
    preflight = () => ({}),
    name = 'one',
    round,
  }: { preflight?: () => Json; name?: string; round?: number } = {},
) {
  const seen: string[] = [];
  const waits: number[] = [];
  const started: Json[] = [];
  const given = { runId: 'r1', parts: 2 };
  const called: Record<string, (payload: { part?: number; before?: string }) => Json> = {
    preflight: (payload) => {
      seen.push(`preflight ${payload.before}`);
      return preflight();
    },
    send: ({ part = -1 }) => {
      seen.push(`send ${part}`);
      return {};
    },
    close: () => {
      seen.push('close');
      return { ...given, pending: 0, waitSeconds: 0, ...closes.shift() };
    },
    report: () => {
      seen.push('report');
      return {};
    },
  };
  const world: World = {
    async task(resource, args) {
      if (resource.endsWith(':states:startExecution')) {
        started.push(args);
        return {};
      }
      const { FunctionName, Payload } = args as { FunctionName: string; Payload: Record<string, never> };
      return { Payload: called[FunctionName]?.(Payload) ?? null };
    },
    pause: async (seconds) => void waits.push(seconds),
    ...{
      halted: () => false,
      entered: () => undefined,
      succeeded: () => undefined,
      progressed: () => undefined,
    },
    ...{ child: () => world, children: 1 },
  };
  const flow = parseDefinition(definition);
  const input = round === undefined ? given : { ...given, round };
  const identity = { ...who, Execution: { ...who.Execution, Name: name } };
  const ended = run(flow, { state: flow.StartAt, input, variables: {} }, identity, world);
  return { ended, seen, waits, started };
}

const DAY = 24 * 60 * 60;

describe('the way of a run’s mails', () => {
  it('is: look, send, close, report; and a day later the ledger is read once more', async () => {
    const { ended, seen, waits } = await play([{ status: 'CLOSED' }, { status: 'CLOSED' }]);
    await ended;
    expect(seen).toEqual([
      'preflight MAIL',
      ...['send 0', 'send 1', 'close', 'report'],
      ...['send 0', 'send 1', 'close', 'report'],
    ]);
    expect(waits).toEqual([DAY]);
  });

  it('goes on sending while mails can go on by themselves, and is not looked at again', async () => {
    const { ended, seen, waits } = await play([
      { status: 'OPEN', pending: 5, waitSeconds: 3600 },
      { status: 'OPEN', pending: 2, waitSeconds: 1 },
      { status: 'CLOSED' },
      { status: 'CLOSED' },
    ]);
    await ended;
    expect(waits).toEqual([3600, 60, DAY]);
    expect(seen.filter((call) => call === 'send 0')).toHaveLength(4);
    expect(seen.filter((call) => call.startsWith('preflight'))).toHaveLength(1);
  });

  it('ends with a report where all that is pending waits for a person', async () => {
    const { ended, seen, waits } = await play([{ status: 'RESTING', pending: 3 }]);
    await ended;
    expect(seen).toEqual(['preflight MAIL', 'send 0', 'send 1', 'close', 'report']);
    expect(waits).toEqual([]);
  });

  it.each([
    ['r1', undefined, 'r1-round-300', 300],
    ['asked-by-hand-7', 300, 'asked-by-hand-7-round-600', 600],
    ['r1-round-300', 300, 'r1-round-600', 600],
  ])(
    'execution %s, begun at round %s, hands over to %s, so that none outgrows its events',
    async (name, round, next, rounds) => {
      const open = { status: 'OPEN', pending: 5, waitSeconds: 3600 } as const;
      const played = await play(
        Array.from({ length: 400 }, () => open),
        { name, ...(round === undefined ? {} : { round }) },
      );
      await played.ended;
      expect(played.seen.filter((call) => call === 'close')).toHaveLength(300);
      expect(played.started).toEqual([
        { StateMachineArn: 'arn:machine', Name: next, Input: { runId: 'r1', parts: 2, round: rounds } },
      ]);
    },
  );

  it('ends by itself where the last round leaves nothing', async () => {
    const { ended, started } = await play([{ status: 'CLOSED' }, { status: 'CLOSED' }], { round: 299 });
    await ended;
    expect(started).toEqual([]);
  });

  it('fails before the first mail where the look refuses', async () => {
    const { ended, seen } = await play([], {
      preflight: () => {
        throw new StateError('E_SES_NOT_READY', 'not ready');
      },
    });
    await expect(ended).rejects.toMatchObject({ name: 'E_SES_NOT_READY' });
    expect(seen).toEqual(['preflight MAIL']);
  });
});
