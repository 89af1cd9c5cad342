import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executionArn, machineArn } from '../../infra/local/asl/arns.ts';
import { Engine } from '../../infra/local/asl/engine.ts';
import { StateError } from '../../infra/local/asl/errors.ts';
import { ATHENA, type Json, START } from '../../infra/local/asl/schema.ts';
import { gradeMachine } from '../../infra/machines/grade.ts';

const PARTS = 1000;
const STEPS = [
  ...(['claim', 'undo', 'inventory', 'measure', 'collect', 'calibrate', 'plan'] as const),
  ...(['compose', 'preflight', 'effect', 'review', 'report', 'release'] as const),
];
const RUN = 'r'.repeat(40);

/** What the steps answer when measure asks Athena once, in as long a text as may be asked. */
const ANSWERS: Record<string, (input: Record<string, Json>) => Json> = {
  claim: () => ({ status: 'RUN', runId: RUN }),
  measure: ({ answer }) => measured(answer as Record<string, Json> | undefined),
  collect: () => ({ rows: 10_000 }),
  review: ({ parts = 0 }) => ({ runId: RUN, parts, decision: 'APPROVED' }),
};

function measured(answer: Record<string, Json> | undefined): Json {
  const query = { text: 'q'.repeat(253_900), token: 'a'.repeat(64), database: 'tierwise_staging_run_0' };
  if (!answer) return { status: 'QUERY', runId: RUN, number: 7, attempt: 0, query };
  if (!answer.collected) return { status: 'COLLECT', runId: RUN, parts: PARTS };
  return { status: 'MEASURED', runId: RUN, parts: PARTS, customers: 10_000_000 };
}

/** The definition with the names of its functions in the place of their ARNs. */
const definition = () => {
  const functions = Object.fromEntries(STEPS.map((name) => [name, name])) as Record<
    (typeof STEPS)[number],
    string
  >;
  const made = gradeMachine({
    ...{ functions, applyMachineArn: 'apply', workgroup: 'shop', gatherSeconds: 1, partsAtOnce: 20 },
  });
  return JSON.parse(JSON.stringify(made).replaceAll(/\$\{Token\[AWS\.Partition\.\d+\]\}/g, 'aws'));
};

const dir = mkdtempSync(join(tmpdir(), 'parts-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Called {
  step: string;
  input: Record<string, Json>;
  bytes: number;
}

/** Plays the machine to its end; the fifth part of the plan runs out of time so many times. */
async function played(name: string, timesUp = 0) {
  const called: Called[] = [];
  const isPlanOfFifth = ({ step, input }: Pick<Called, 'step' | 'input'>) =>
    step === 'plan' && input.part === 4;
  const invoke = ({
    FunctionName: step,
    Payload: input,
  }: {
    FunctionName: string;
    Payload: Called['input'];
  }) => {
    called.push({ step, input, bytes: JSON.stringify(input).length });
    if (isPlanOfFifth({ step, input }) && called.filter(isPlanOfFifth).length <= timesUp)
      throw new StateError('E_OUT_OF_TIME', '{"errorMessage":"E_OUT_OF_TIME: so it is"}');
    return { Payload: ANSWERS[step]?.(input) ?? input, StatusCode: 200 };
  };
  const task = async (resource: string, args: Json): Promise<Json> => {
    if (resource === START) return {};
    if (resource === ATHENA) return { QueryExecution: { Statistics: { DataScannedInBytes: 1 } } };
    return invoke(args as { FunctionName: string; Payload: Called['input'] });
  };
  const engine = new Engine({ dir, task, maxWaitSeconds: 0.01 });
  engine.deploy('grade', definition());
  engine.start(machineArn('grade'), { cause: 'request', time: '2026-10-01T00:00:00Z' }, name);
  await engine.idle();
  return { called, ended: engine.find(executionArn('grade', name)) };
}

let whole: Awaited<ReturnType<typeof played>>;
beforeAll(async () => {
  whole = await played('whole');
});

describe('a run of as many parts as there may be', () => {
  it('stays below what may pass between states, with the longest query that may be asked', () => {
    expect(whole.ended).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each(['collect', 'plan', 'compose'])(
    'has every part go through %s once, told by its number alone',
    (step) => {
      const inputs = whole.called.filter((one) => one.step === step).map(({ input }) => input);
      const inOrder = inputs.toSorted((a, b) => Number(a.part) - Number(b.part));
      expect(inOrder).toEqual(Array.from({ length: PARTS }, (_, part) => ({ runId: RUN, part })));
    },
  );

  it('tells every step ids and numbers, however many parts there are', () => {
    for (const { step, bytes } of whole.called) expect(bytes, step).toBeLessThan(300);
  });
});

describe('a part that ends itself because its time is nearly up', () => {
  it.each([
    ['is tried once more', 1, 2, 'SUCCEEDED'],
    ['ends the run when that does not help', 2, 2, 'FAILED'],
  ])('%s', async (name, timesUp, calls, status) => {
    const { called, ended } = await played(name.replaceAll(' ', '-'), timesUp);
    expect(ended).toMatchObject({ status });
    expect(called.filter(({ step, input }) => step === 'plan' && input.part === 4)).toHaveLength(calls);
  });
});
