import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openRuns } from '../../../shared/adapters/run-store.ts';
import {
  FeatureRowSchema,
  InventorySchema,
  ModelSchema,
  ReviewSchema,
} from '../../../shared/contract/artifacts.ts';
import { IntakeSchema } from '../../../shared/contract/intake.ts';
import { RUNS_PK, type Run, RunSchema, SnapshotSchema } from '../../../shared/contract/runs.ts';
import { HeldSchema } from '../../../shared/domain/held.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { STATE_VERSION, StateVersionSchema } from '../../../shared/domain/version.ts';
import { buyer, heldAfterFirst } from '../../support/grading.ts';
import { memoryTable } from '../../support/memory-table.ts';

const newer = STATE_VERSION + 1;

describe('stored state', () => {
  test.each(
    Object.entries({
      ...{ RunSchema, SnapshotSchema, IntakeSchema, InventorySchema, ModelSchema, ReviewSchema, HeldSchema },
    }),
  )('of a newer program is refused: %s', (_, schema) => {
    const read = () => schema.parse({ version: newer });
    expect(read).toThrow(Refusal);
    expect(read).toThrow(expect.objectContaining({ code: 'E_STATE_NEWER' }));
  });

  test('is refused in the middle of other state, too', () => {
    const { customerId, held: _, ...row } = buyer(1);
    const held = JSON.stringify({ ...heldAfterFirst(buyer(1)), version: newer });
    expect(() => FeatureRowSchema.parse({ customerId, ...row, held })).toThrow(/E_STATE_NEWER/);
  });

  test('of this version and of the time before versions is read', () => {
    const record = z.object({ version: StateVersionSchema });
    expect(record.parse({ version: STATE_VERSION })).toEqual({ version: STATE_VERSION });
    expect(record.parse({})).toEqual({});
  });

  test('says its version where it is written', async () => {
    const table = memoryTable('runs');
    const run: Run = {
      ...{ runId: 'r', runSeq: 1, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', state: 'GRADING' },
      ...{ executionArn: 'arn', baseSeq: 0, parts: 0 },
    };
    const snapshot = {
      ...{ runId: 'r', runSeq: 1, asOf: '2026-09-30', parts: 1, modelRunId: 'r' },
      ...{ servedPeriod: '2026-Q3', periodicAsOf: '2026-09-30' },
    };
    const runs = openRuns(table);
    await runs.createRun(run);
    await runs.flipSnapshot(snapshot, 0);
    expect(await table.get({ pk: RUNS_PK.run, sk: 'r' })).toMatchObject({ version: STATE_VERSION });
    expect(await table.get({ pk: RUNS_PK.snapshot, sk: RUNS_PK.snapshot })).toMatchObject({
      version: STATE_VERSION,
    });
    expect(heldAfterFirst(buyer(1)).version).toBe(STATE_VERSION);
  });
});
