import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Intake, IntakeSchema } from '../contract/intake.ts';
import { type Progress, RUNS_PK } from '../contract/runs.ts';
import { openRuns } from './run-store.ts';
import type { Table } from './table.ts';

/** Without a `contentId` it is from when a reading was named as the intake that made it. */
const ContentSchema = z
  .object({ intakeId: z.string(), contentId: z.string().optional() })
  .transform(({ intakeId, contentId = intakeId }) => ({ intakeId, contentId }));

/** Which intake read a content, and the name of that reading. */
export type NotedReading = z.infer<typeof ContentSchema>;

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
    async readingOf(content: string): Promise<NotedReading | undefined> {
      const item = await table.get({ pk: RUNS_PK.content, sk: content });
      return item && ContentSchema.parse(item);
    },
    /** The newest note counts: an older one may be of a reading that was never committed. */
    noteContent: (content: string, { intakeId, contentId }: NotedReading): Promise<boolean> =>
      table.put({ pk: RUNS_PK.content, sk: content, intakeId, contentId }),
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
