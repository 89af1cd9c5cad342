import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SETTINGS, STAGES } from '../../infra/config.ts';
import { hiveType } from '../../shared/adapters/athena-texts.ts';
import { LAKE_COLUMNS } from '../../shared/contract/intake.ts';
import { allowedBy, type Stack, synthesise, textOf, valuesOf } from './stacks.fixture.ts';

let data: Stack;
let pipeline: Stack;
beforeAll(() => {
  ({ data, pipeline } = synthesise());
});

/** So long Step Functions takes up a run that failed. */
const REDRIVE_DAYS = 14;

const StatesSchema = z.record(z.string(), z.looseObject({ Type: z.string(), Next: z.string().optional() }));

/** The states of the grading machine. */
function gradeStates() {
  const machines = Object.values(pipeline.of('AWS::StepFunctions::StateMachine'));
  const grade = machines.find(({ Properties }) => Properties.StateMachineName === 'tierwise-staging-grade');
  return StatesSchema.parse(JSON.parse(textOf(grade?.Properties.DefinitionString)).States);
}

const rightsOf = (stack: Stack, role: string) =>
  Object.entries(allowedBy(stack)).flatMap(([id, statements]) => (id.startsWith(role) ? statements : []));

describe('the workgroup', () => {
  it('ends a query that scans more than the settings allow, and encrypts what it notes', () => {
    const [group, ...others] = Object.values(pipeline.of('AWS::Athena::WorkGroup'));
    expect(others).toEqual([]);
    expect(group?.Properties).toMatchObject({
      WorkGroupConfiguration: {
        BytesScannedCutoffPerQuery: SETTINGS.staging.scanLimitGb * 1e9,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      },
    });
    expect(valuesOf(group?.Properties.WorkGroupConfiguration, 'OutputLocation').map(textOf)).toEqual([
      expect.stringMatching(/^s3:\/\/.*Lake.*\/athena\/$/),
    ]);
  });

  it('writes what goes again after days, though not before a failed run can no longer be taken up', () => {
    const rules = Object.values(data.of('AWS::S3::Bucket')).flatMap(({ Properties }) =>
      valuesOf(Properties.LifecycleConfiguration, 'Rules').flat(),
    );
    expect(rules).toContainEqual(
      expect.objectContaining({ Prefix: 'athena/', ExpirationInDays: SETTINGS.staging.athenaDays }),
    );
    for (const stage of STAGES) expect(SETTINGS[stage].athenaDays).toBeGreaterThan(REDRIVE_DAYS);
  });

  it('is asked by the grading machine alone', () => {
    for (const stack of [data, pipeline])
      for (const [id, statements] of Object.entries(allowedBy(stack)))
        for (const { actions } of statements)
          if (/athena:|glue:/.test(actions.join())) expect(id).toMatch(/^MachinesgradeRole/);
    const asking = rightsOf(pipeline, 'MachinesgradeRole').filter(({ actions }) =>
      actions.includes('athena:StartQueryExecution'),
    );
    expect(asking.map(({ resources }) => resources)).toEqual([
      [expect.stringMatching(/:workgroup\/tierwise-staging$/)],
    ]);
  });

  it('changes no table of the lake, and writes where the working files are alone', () => {
    const rights = rightsOf(pipeline, 'MachinesgradeRole');
    const changed = rights.filter(({ actions }) =>
      actions.some((one) => /glue:(Create|Update|Delete)/.test(one)),
    );
    for (const resource of changed.flatMap(({ resources }) => resources))
      expect(resource).toMatch(/:catalog$|\/tierwise_staging_run_\*/);
    const written = rights.filter(({ actions }) => actions.includes('s3:PutObject'));
    for (const resource of written.flatMap(({ resources }) => resources))
      expect(resource).toMatch(/[^/]\/athena\/\*$/);
    expect(changed.length * written.length).toBeGreaterThan(0);
    expect(rights.flatMap(({ actions }) => actions)).not.toContain('s3:DeleteObject');
  });
});

describe('the catalogue', () => {
  it.each(Object.entries(LAKE_COLUMNS))('has the lake’s columns of %s', (kind, columns) => {
    const tables = Object.values(pipeline.of('AWS::Glue::Table'));
    expect(tables).toHaveLength(Object.keys(LAKE_COLUMNS).length);
    const table = tables.find(({ Properties }) => valuesOf(Properties.TableInput, 'Name').includes(kind));
    expect(table?.Properties.TableInput).toMatchObject({
      StorageDescriptor: {
        Columns: Object.entries(columns).map(([Name, type]) => ({ Name, Type: hiveType(type) })),
      },
    });
    expect(textOf(valuesOf(table?.Properties.TableInput, 'Location')[0])).toMatch(
      new RegExp(`/lake/${kind}/$`),
    );
  });

  it('knows no type that no column has', () => {
    expect(() => hiveType('DOUBLE')).toThrow(RangeError);
  });
});

describe('measuring', () => {
  it('goes round one loop for both engines', () => {
    const states = gradeStates();
    expect([states.Measure?.Next, states.MeasureOn?.Next, states.Query?.Next]).toEqual([
      ...['Measured', 'Measured', 'MeasureOn'],
    ]);
    expect(states.Measured).toMatchObject({
      Choices: [{ Next: 'Query' }, { Next: 'Collect' }],
      Default: 'Calibrate',
    });
    expect([states.Collect?.Next, states.Collected?.Next]).toEqual(['Collected', 'MeasureOn']);
  });

  it('asks the workgroup, waits for the end, and names the query so that twice is once', () => {
    expect(gradeStates().Query).toMatchObject({
      Resource: expect.stringMatching(/athena:startQueryExecution\.sync$/),
      Arguments: {
        WorkGroup: 'tierwise-staging',
        ClientRequestToken: '{% $states.input.query.token %}',
        QueryExecutionContext: { Database: '{% $states.input.query.database %}' },
      },
    });
  });

  it('tells measure of a query that failed by the error’s name alone, and never asks it again by itself', () => {
    const { Catch, Retry } = z
      .looseObject({
        Catch: z.array(z.unknown()),
        Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()) })),
      })
      .parse(gradeStates().Query);
    expect(Catch).toMatchObject([
      {
        ErrorEquals: ['States.ALL'],
        Output: { answer: { failed: '{% $states.errorOutput.Error %}' } },
        Next: 'QueryFailed',
      },
    ]);
    expect(gradeStates().QueryFailed).toMatchObject({ Type: 'Wait', Next: 'MeasureOn' });
    expect(JSON.stringify(Catch)).not.toContain('Cause');
    const again = Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(again).toContain('Athena.TooManyRequestsException');
    for (const name of again) expect(name).not.toMatch(/^States\.|Failed/);
  });
});

it.each(STAGES)(
  'in %s Athena begins where DuckDB’s memory ends, and a query may scan what Athena accepts',
  (stage) => {
    const { athenaFromRows, duckDbMemoryMb, scanLimitGb } = SETTINGS[stage];
    expect(athenaFromRows).toBe(duckDbMemoryMb * 25_000);
    // The least limit that Athena takes is 10 MB.
    expect(scanLimitGb * 1e9).toBeGreaterThanOrEqual(10_000_000);
    expect(Number.isSafeInteger(scanLimitGb * 1e9)).toBe(true);
  },
);
