import { describe, expect, it } from 'vitest';
import type { PersonDependencies } from '../../../lambdas/person/dependencies.ts';
import { person } from '../../../lambdas/person/step.ts';
import type { PersonFile } from '../../../shared/contract/erasure.ts';
import type { Answer } from '../../../shared/contract/requests.ts';

const REF = { id: 'e1', key: 'requests/e1.json', versionId: 'v1' };
const RUNS = ['r3', 'r2', 'r1'];
const FOLDERS = ['before', 'changes', 'features', 'held', 'outbox', 'outcomes', 'plan', 'counts'];
const REJECTS = ['answers/a/rejects.csv'];

/** A call that has so many minutes left; every place that is read takes one. */
function gathering(minutes: number) {
  const [files, answers]: [PersonFile[], Answer[]] = [[], []];
  let left = minutes * 60_000;
  const reading = <T>(told: T): T => {
    left -= 60_000;
    return told;
  };
  const deps: PersonDependencies = {
    asked: async () => 'c1',
    identity: async () => ['customer_id'],
    files: async () => ['lake/orders/a.parquet', 'lake/orders/b.parquet'],
    grownBy: async (_, found) => reading({ found, rows: 1 }),
    rows: async (file) => reading([{ file }]),
    items: async () => [],
    runFiles: async () =>
      RUNS.flatMap((runId) =>
        FOLDERS.map((folder) => ({ runId, folder, key: `runs/${runId}/${folder}/part` })),
      ),
    inRun: async ({ runId, folder }) => reading([{ run: runId, folder }]),
    mailboxes: async () => [],
    ledger: async (mails) => [...mails],
    rejects: async () => REJECTS,
    rejected: async (file) => reading([{ file }]),
    write: async (_, file) => void files.push(file),
    answer: async (_, answer) => void answers.push(answer),
    now: () => '2026-10-01T00:00:00.000Z',
  };
  const gathered = () => person(deps)(REF, { timeLeft: () => left });
  return { gathered, files, answers };
}

const LAKE = ['lake/orders/a.parquet', 'lake/orders/b.parquet'];
/** Looked through last of all, in this order backwards. */
const LAST = { receipts: RUNS, bases: RUNS, figures: RUNS };
const ALL = { ...LAST, changes: RUNS, rejects: REJECTS, outcomes: RUNS, mails: RUNS, ledger: RUNS };
/** What no time suffices for. */
const NEVER = ['uploads', 'copies', 'versions'];

describe('what is held of a person', () => {
  it.each<[minutes: number, left: Record<string, string[]>]>(
    [
      [60, {}],
      [26, { figures: ['r1'] }],
      [23, { bases: ['r1'], figures: RUNS }],
      [20, { receipts: ['r1'], bases: RUNS, figures: RUNS }],
      [15, { ...LAST, changes: ['r2', 'r1'] }],
      [11, { ...LAST, changes: RUNS, rejects: REJECTS }],
      [9, { ...LAST, changes: RUNS, rejects: REJECTS, outcomes: ['r2', 'r1'] }],
      [7, { ...LAST, changes: RUNS, rejects: REJECTS, outcomes: RUNS, mails: ['r1'], ledger: ['r1'] }],
      [4, { ...ALL, rows: LAKE.slice(1) }],
    ].map(([minutes, left]) => [minutes, left] as [number, Record<string, string[]>]),
  )('in %i minutes is not all of it where it says so: %j', async (minutes, expected) => {
    const { gathered, files, answers } = gathering(minutes);
    expect(await gathered()).toMatchObject({ status: 'DONE' });
    const [file] = files;
    const late = file?.left.filter(({ part }) => !NEVER.includes(part)) ?? [];
    expect(Object.fromEntries(late.map(({ part, from }) => [part, from]))).toEqual(expected);
    expect(file?.left.map(({ part }) => part).slice(-NEVER.length)).toEqual(NEVER);
    const receipts = file?.parts.find(({ part }) => part === 'receipts')?.held ?? [];
    const read = RUNS.filter((run) => !expected.receipts?.includes(run));
    expect(receipts).toEqual(read.map((run) => ({ run, folder: 'plan' })));
    const held = (part: string) => file?.parts.find((one) => one.part === part)?.held;
    expect(held('ledger')).toEqual(held('mails'));
    expect(answers).toMatchObject([{ done: true }]);
  });

  it('is refused as a whole where not even all of his names are found', async () => {
    const { gathered, files, answers } = gathering(2);
    expect(await gathered()).toMatchObject({ status: 'NOBODY' });
    expect(files).toEqual([]);
    expect(answers).toMatchObject([
      { done: false, problem: { en: expect.stringMatching(/^E_EXPORT_LATE/) } },
    ]);
  });
});
