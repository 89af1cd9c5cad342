import { ExportKindSchema, type Intake } from '../../shared/contract/intake.ts';
import { lakeKeys, lakeNames } from '../../shared/contract/keys.ts';
import type { Compacted, CompactInput, StoredPack } from '../../shared/contract/packs.ts';
import { rowsInLake } from '../../shared/contract/rows-in-lake.ts';
import type { Run, RunState } from '../../shared/contract/runs.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import { type Gathering, toGather } from '../../shared/domain/packs/gathering.ts';
import { unread } from '../../shared/domain/packs/unread.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';

export interface CompactDependencies {
  intakes(): Promise<Intake[]>;
  packs(): Promise<StoredPack[]>;
  runs(): Promise<Run[]>;
  takeLock(executionArn: string): Promise<boolean>;
  /** Writes one object of the rows of these readings, in their order; how many rows it has of each. */
  write(gathering: Gathering, key: string): Promise<ReadonlyMap<string, number>>;
  /** From here on runs read the pack; `false` where another one has its place. */
  notePack(pack: StoredPack): Promise<boolean>;
  /** Keys of the lake's rows. */
  files(): Promise<string[]>;
  /** For good. */
  remove(key: string): Promise<void>;
  digest(texts: readonly string[]): string;
  now(): Date;
  /** A named place in the code where a test may kill the process. */
  at(point: string): Promise<void> | void;
}

/**
 * Gathers the lake's small objects into larger ones. It works under the run lock, so that nobody reads an export, erases a
 * person or gathers at the same time. Killed anywhere and called again it ends alike: a pack counts from the one write
 * that names it, and what it replaces goes weeks later.
 */
export const compact =
  (deps: CompactDependencies) =>
  async ({ act, executionArn }: CompactInput): Promise<Compacted> => {
    if (act === 'gather') return { status: await gather(deps) };
    if (!(await hasWork(deps))) return { status: 'NOTHING' };
    return { status: (await deps.takeLock(executionArn)) ? 'HELD' : 'BUSY' };
  };

const hasWork = async (deps: CompactDependencies): Promise<boolean> =>
  (await next(deps)) !== undefined || (await leftOver(deps)).length > 0;

async function gather(deps: CompactDependencies): Promise<'MORE' | 'DONE'> {
  const gathering = await next(deps);
  if (gathering) {
    await pack(deps, gathering);
    return 'MORE';
  }
  for (const key of await leftOver(deps)) {
    await deps.remove(key);
    await deps.at('compact.after_remove');
  }
  return 'DONE';
}

/** What was withdrawn is gathered as well: it can be uploaded again, and would not be read anew. */
async function next({ intakes, packs }: CompactDependencies): Promise<Gathering | undefined> {
  const read = (await intakes()).filter(({ status }) => status !== 'refused');
  const readings = read
    .sort((a, b) => (a.uploadedAt < b.uploadedAt ? -1 : 1))
    .map(({ kind, contentId, counts }) => ({ kind, contentId, rows: rowsInLake(kind, counts) }));
  const each = new Map(readings.map((reading) => [`${reading.kind} ${reading.contentId}`, reading]));
  return toGather([...each.values()], await packs(), lakeNames);
}

async function pack(deps: CompactDependencies, gathering: Gathering): Promise<void> {
  const { kind, readings } = gathering;
  const [packs, runs] = [await deps.packs(), await deps.runs()];
  const contents = readings.map(({ contentId }) => contentId);
  const seq = Math.max(0, ...packs.map((one) => one.seq)) + 1;
  const key = lakeKeys.pack(kind, seq, deps.digest(contents));
  const rows = mustBeWhole(gathering, await deps.write(gathering, key));
  await deps.at('compact.before_note');
  await deps.notePack({
    ...{ version: STATE_VERSION, key, kind: ExportKindSchema.parse(kind), seq, contents, rows },
    at: deps.now().toISOString(),
    afterRun: Math.max(0, ...runs.map(({ runSeq }) => runSeq)),
  });
  await deps.at('compact.after_note');
}

/** A pack that lacks rows of any export must never be read; gives how many it has. */
function mustBeWhole({ readings }: Gathering, written: ReadonlyMap<string, number>): number {
  for (const { contentId, rows } of readings) {
    const terms = { 'rows in the pack': written.get(contentId) ?? 0, 'written by intake': rows };
    mustBalance({ step: 'compact', left: 'rows in the pack', right: ['written by intake'], terms });
  }
  return readings.reduce((sum, { rows }) => sum + rows, 0);
}

/** Their inventories are written down, and name objects as they lay then. Mails look up where exports lie now. */
const OPEN: readonly RunState[] = ['GRADING', 'AWAITING_APPROVAL', 'APPROVED', 'APPLYING'];

async function leftOver(deps: CompactDependencies): Promise<string[]> {
  const open = (await deps.runs()).filter(({ state }) => OPEN.includes(state));
  const moment = { now: deps.now(), openRuns: open.map(({ runSeq }) => runSeq) };
  return unread(await deps.files(), await deps.packs(), lakeNames, moment);
}
