import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Intake, IntakeSchema } from '../contract/intake.ts';
import { type Progress, RUNS_PK } from '../contract/runs.ts';
import { openRuns } from './run-store.ts';
import type { Table } from './table.ts';

const ContentSchema = z.object({ intakeId: z.string() });
const ABSENT = { text: 'attribute_not_exists(pk)' };

/** One version of one object, read by one version of its mapping if it has one, by a name that is safe everywhere. */
export const intakeIdOf = (bucket: string, key: string, versionId: string, mappingVersionId = ''): string =>
  createHash('sha256')
    .update(`${bucket}/${key}/${versionId}${mappingVersionId && `/${mappingVersionId}`}`)
    .digest('hex')
    .slice(0, 32);

/** What intake keeps in the runs table: one item for each upload, one for each content, how far it is, and the pending mark. */
export function openIntakes(table: Table) {
  return {
    async find(intakeId: string): Promise<Intake | undefined> {
      const item = await table.get({ pk: RUNS_PK.intake, sk: intakeId });
      return item && IntakeSchema.parse(item);
    },
    /** The commit of an intake; `false` when another call was first. */
    commit: (intake: Intake): Promise<boolean> =>
      table.put({ pk: RUNS_PK.intake, sk: intake.intakeId, ...intake }, ABSENT),
    async contentId(content: string): Promise<string | undefined> {
      const item = await table.get({ pk: RUNS_PK.content, sk: content });
      return item && ContentSchema.parse(item).intakeId;
    },
    noteContent: (content: string, intakeId: string): Promise<boolean> =>
      table.put({ pk: RUNS_PK.content, sk: content, intakeId }, ABSENT),
    markPending: (): Promise<void> => openRuns(table).markPending(),
    intakes: (): Promise<Intake[]> => openRuns(table).intakes(),
    async erased(): Promise<string[]> {
      return (await table.query(RUNS_PK.erased)).map((item) => z.string().parse(item.sk));
    },
    noteProgress: (progress: Progress): Promise<boolean> =>
      table.put({ pk: RUNS_PK.progress, sk: progress.intakeId, ...progress }),
    dropProgress: (intakeId: string): Promise<boolean> =>
      table.remove({ pk: RUNS_PK.progress, sk: intakeId }),
  };
}
