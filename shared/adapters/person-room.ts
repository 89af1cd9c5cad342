import type { Environment } from '../contract/environment.ts';
import type { FoundPerson, PersonFile } from '../contract/erasure.ts';
import { lakeKeys, resultKeys } from '../contract/keys.ts';
import type { Answer } from '../contract/requests.ts';
import { customerIdsOf } from '../domain/erasure/person.ts';
import { openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import { itemsOf } from './erase-items.ts';
import type { MailKeys } from './keys.ts';
import { putJson } from './lines.ts';
import { openMailboxes } from './mailboxes.ts';
import { openPersonFinder } from './person-finder.ts';
import { hisLines, runsIn } from './person-lines.ts';
import { askedOf } from './person-request.ts';
import { hisRows } from './person-rows.ts';
import { openRuns } from './run-store.ts';
import { openTable, type Table } from './table.ts';

type Names = Pick<
  Environment,
  | ('UPLOADS_BUCKET' | 'LAKE_BUCKET' | 'RESULTS_BUCKET')
  | ('RUNS_TABLE' | 'CUSTOMERS_TABLE' | 'MAILBOXES_TABLE' | 'DUCKDB_MEMORY_MB')
>;

const setsOf = ({ ids, emails, phones }: FoundPerson) => ({
  ...{ ids: new Set(ids), emails: new Set(emails), phones: new Set(phones) },
});

/** The file that the shop uploaded, by the key of its rows in the lake. */
const filesOf = async (runs: Table): Promise<ReadonlyMap<string, string>> =>
  new Map((await openRuns(runs).intakes()).map((one) => [lakeKeys.rows(one.kind, one.contentId), one.key]));

/** Everything that is read to tell a person what is held of him, opened for one call. */
export function openPersonRoom(names: Names, keys: MailKeys, defaultPolicy: string) {
  const [lake, results] = [openBucket(names.LAKE_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const [runs, customers] = [openTable(names.RUNS_TABLE), openTable(names.CUSTOMERS_TABLE)];
  const mailboxes = openMailboxes(openTable(names.MAILBOXES_TABLE));
  const finder = openPersonFinder(lake, names.DUCKDB_MEMORY_MB);
  let files: Promise<ReadonlyMap<string, string>> | undefined;
  const addresses = (person: FoundPerson) => customerIdsOf(setsOf(person)).filter((one) => one.includes('@'));
  return {
    ...{ files: finder.files, grownBy: finder.grownBy },
    asked: askedOf(openBucket(names.UPLOADS_BUCKET)),
    identity: async () => (await currentPolicy(runs, lake, defaultPolicy)).policy.identity,
    /** His rows of one reading of an export, each with the file that brought it. */
    async rows(key: string, person: FoundPerson): Promise<unknown[]> {
      files ??= filesOf(runs);
      const file = (await files).get(key) ?? key;
      return finder.read(key, async (db, path) =>
        (await hisRows(db, path, person)).map((row) => ({ file, ...row })),
      );
    },
    items: (person: FoundPerson) => itemsOf(runs, customers).find(setsOf(person)),
    runs: () => runsIn(lake, openRuns(runs)),
    /** His lines of one run, by the folder that they lie in. */
    lines: (runId: string, folder: 'plan' | 'outbox' | 'outcomes', person: FoundPerson) =>
      hisLines(lake, { runId, folder }, new Set(customerIdsOf(setsOf(person)))),
    mailboxes: (person: FoundPerson) =>
      Promise.all(
        addresses(person).map(async (address) => ({
          address,
          ...(await mailboxes.find(keys.mailbox(address))),
        })),
      ),
    write: (id: string, file: PersonFile) => putJson(results, resultKeys.person(id), file),
    answer: (key: string, said: Answer) => putJson(results, resultKeys.requestAnswer(key), said),
    now: () => new Date().toISOString(),
  };
}
