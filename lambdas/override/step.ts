import type { ObjectCreated } from '../../shared/contract/intake.ts';
import type { OverridesAnswer, StoredOverride } from '../../shared/contract/overrides.ts';
import type { Snapshot } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { localDateOf } from '../../shared/domain/dates.ts';
import type { SheetLine } from '../../shared/domain/override-columns.ts';
import { FAULTS, type OverrideFault } from '../../shared/domain/override-fault.ts';
import { type AskedOverride, readOverrides } from '../../shared/domain/override-rows.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { uploadOrder } from '../../shared/domain/upload-order.ts';

export interface OverrideDependencies {
  answerId(key: string, versionId: string): string;
  read(key: string, versionId: string): Promise<{ lines: SheetLine[] } | { faults: OverrideFault[] }>;
  /** The policy in use. */
  policy(): Promise<Policy>;
  /** `false` when a later upload has said something of the customer already. */
  keep(said: StoredOverride): Promise<boolean>;
  /** Who of them was erased: nothing of him is kept. */
  erased(customerIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Who of them was graded before. */
  known(customerIds: readonly string[]): Promise<ReadonlySet<string>>;
  snapshot(): Promise<Snapshot | null>;
  markPending(): Promise<void>;
  /** Wakes the grading machine. */
  wake(name: string): Promise<void>;
  answer(answer: OverridesAnswer): Promise<void>;
}

/**
 * Takes an uploaded file of manual tiers into use if all of it holds, has it looked at by a run, and answers in any case.
 * One with faults changes nothing. Killed between two customers it does the rest when it is called again.
 */
export const override =
  (deps: OverrideDependencies) =>
  async ({ time, detail }: ObjectCreated): Promise<OverridesAnswer> => {
    const { key, 'version-id': versionId, sequencer } = detail.object;
    const upload = { answerId: deps.answerId(key, versionId), key, versionId, uploadedAt: time };
    const read = await judged(deps, key, versionId, time);
    const outcome =
      'faults' in read
        ? { ...NOTHING, status: 'refused' as const, faults: read.faults }
        : await takeIntoUse(deps, read.rows, {
            who: key,
            order: uploadOrder({ time, sequencer, versionId }),
          });
    const answer: OverridesAnswer = { ...upload, kind: 'overrides', ...outcome };
    if (answer.status === 'accepted') await wantRun(deps, answer.answerId);
    await deps.answer(answer);
    return answer;
  };

const NOTHING = { lines: 0, set: 0, ended: 0, superseded: 0, faults: [], notes: [] };

async function judged(deps: OverrideDependencies, key: string, versionId: string, time: string) {
  const file = await deps.read(key, versionId);
  if ('faults' in file) return file;
  const policy = await deps.policy();
  const said = readOverrides(file.lines, { policy, today: localDateOf(time, policy.timeZone) });
  return 'faults' in said ? said : unlessErased(deps, said.rows);
}

/** His line is all that the answer tells of somebody who was erased. */
async function unlessErased({ erased }: OverrideDependencies, rows: AskedOverride[]) {
  const gone = await erased(rows.map(({ customerId }) => customerId));
  if (gone.size === 0) return { rows };
  const his = rows.filter(({ customerId }) => gone.has(customerId));
  return { faults: his.map(({ line }) => ({ line, column: '', message: FAULTS.erased })) };
}

const AT_ONCE = 25;

async function takeIntoUse(
  deps: OverrideDependencies,
  rows: readonly AskedOverride[],
  upload: { who: string; order: string },
) {
  const kept: boolean[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    kept.push(...(await Promise.all(some.map(({ line: _, ...said }) => deps.keep({ ...said, ...upload })))));
  }
  const taken = rows.filter((_, i) => kept[i]);
  const set = taken.filter(({ tier }) => tier !== null).length;
  return {
    ...{ status: 'accepted' as const, lines: rows.length, set, ended: taken.length - set },
    ...{ superseded: rows.length - taken.length, faults: [], notes: await notesOn(deps, rows) },
  };
}

/** A run that is under way has taken its inventory already: the mark makes another one follow it. */
async function wantRun({ markPending, snapshot, wake }: OverrideDependencies, name: string): Promise<void> {
  await markPending();
  if (await snapshot()) await wake(`override-${name}`);
}

/** An id that nobody has is most often a slip of the pen. */
async function notesOn({ known }: OverrideDependencies, rows: readonly AskedOverride[]) {
  const graded = await known(rows.map(({ customerId }) => customerId));
  const strangers = rows.filter(({ customerId }) => !graded.has(customerId));
  return strangers.map(({ line }) => ({ line, column: '', message: STRANGER }));
}

const STRANGER = both(
  'no customer of this id has been graded so far; check its spelling. It counts once there is one.',
  '此编号的客户还没有评过级，请核对写法；该客户出现后才会生效。',
);
