import type { Environment } from '../contract/environment.ts';
import type { FoundPerson, PersonFile } from '../contract/erasure.ts';
import { lakeKeys, resultKeys } from '../contract/keys.ts';
import type { Mailbox } from '../contract/mailbox.ts';
import type { Answer } from '../contract/requests.ts';
import { customerIdsOf } from '../domain/erasure/person.ts';
import { openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import type { Row } from './duckdb.ts';
import { itemsOf } from './erase-items.ts';
import type { MailKeys } from './keys.ts';
import { openLedger } from './ledger.ts';
import { putJson } from './lines.ts';
import { openMailboxes } from './mailboxes.ts';
import { openPacks } from './pack-store.ts';
import { openPersonFinder } from './person-finder.ts';
import { ledgerOf } from './person-ledger.ts';
import { hisFigures, hisLines, type RunFile, runFilesIn } from './person-lines.ts';
import { openPersonRejects } from './person-rejects.ts';
import { askedOf } from './person-request.ts';
import { hisRows } from './person-rows.ts';
import { openRuns } from './run-store.ts';
import { openTable, type Table } from './table.ts';

type Names = Pick<
  Environment,
  | ('UPLOADS_BUCKET' | 'LAKE_BUCKET' | 'RESULTS_BUCKET')
  | ('RUNS_TABLE' | 'CUSTOMERS_TABLE' | 'MAILBOXES_TABLE' | 'LEDGER_TABLE' | 'DUCKDB_MEMORY_MB')
>;

const setsOf = ({ ids, emails, phones }: FoundPerson) => ({
  ...{ ids: new Set(ids), emails: new Set(emails), phones: new Set(phones) },
});

type Files = ReadonlyMap<string, string>;

/** The file that the shop uploaded, by the key of its rows in the lake and by the id of its answer. */
async function filesOf(runs: Table): Promise<Files> {
  const intakes = await openRuns(runs).intakes();
  return new Map(
    intakes.flatMap(({ kind, contentId, intakeId, key }) => [
      [lakeKeys.rows(kind, contentId), key],
      [intakeId, key],
    ]),
  );
}

/** Everything that is read to tell a person what is held of him, opened for one call. */
export function openPersonRoom(names: Names, keys: MailKeys, defaultPolicy: string) {
  const [lake, results] = [openBucket(names.LAKE_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const [runs, customers] = [openTable(names.RUNS_TABLE), openTable(names.CUSTOMERS_TABLE)];
  const finder = openPersonFinder(lake, openPacks(runs).packs, names.DUCKDB_MEMORY_MB);
  let files: Promise<Files> | undefined;
  const fileOf = async (place: string): Promise<string> => {
    files ??= filesOf(runs);
    return (await files).get(place) ?? place;
  };
  return {
    ...{ files: finder.files, grownBy: finder.grownBy },
    ...mailPlaces(names, keys),
    ...openPersonRejects(results, fileOf),
    asked: askedOf(openBucket(names.UPLOADS_BUCKET)),
    identity: async () => (await currentPolicy(runs, lake, defaultPolicy)).policy.identity,
    /** His rows of one object of the lake, each with the file that brought it. */
    async rows(key: string, person: FoundPerson): Promise<unknown[]> {
      const [, kind = ''] = key.split('/');
      const rows = await finder.read(key, (db, path) => hisRows(db, path, person));
      const own = ({ intake_id }: Row) => fileOf(lakeKeys.rows(kind, String(intake_id)));
      return Promise.all(rows.map(async (row) => ({ file: await own(row), ...row })));
    },
    items: (person: FoundPerson) => itemsOf(runs, customers).find(setsOf(person)),
    runFiles: () => runFilesIn(lake, openRuns(runs)),
    /** What one file of a run says of him. */
    inRun(file: RunFile, person: FoundPerson): Promise<unknown[]> {
      const called = new Set(customerIdsOf(setsOf(person)));
      if (!file.key.endsWith('.parquet')) return hisLines(lake, file, called);
      return finder.read(file.key, (db, path) => hisFigures(db, path, file, called));
    },
    write: (id: string, file: PersonFile) => putJson(results, resultKeys.person(id), file),
    answer: (key: string, said: Answer) => putJson(results, resultKeys.requestAnswer(key), said),
    now: () => new Date().toISOString(),
  };
}

/** His mailboxes, and what the send ledger says of his mails. */
function mailPlaces(names: Names, keys: MailKeys) {
  const { find } = openMailboxes(openTable(names.MAILBOXES_TABLE));
  const read = ledgerOf(openLedger(openTable(names.LEDGER_TABLE)), keys);
  const idsOf = (person: FoundPerson) => customerIdsOf(setsOf(person));
  return {
    mailboxes: (person: FoundPerson) =>
      Promise.all(
        idsOf(person)
          .filter((one) => one.includes('@'))
          .map(async (address) => ({ address, ...(await find(keys.mailbox(address))) })),
      ),
    ledger: (mails: readonly unknown[], mailboxes: readonly Mailbox[], person: FoundPerson) =>
      read({ mails, mailboxes, customerIds: idsOf(person) }),
  };
}
