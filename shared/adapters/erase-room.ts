import { randomBytes } from 'node:crypto';
import type { Environment } from '../contract/environment.ts';
import { type Erasure, ErasureSchema, type FoundPerson, type Swept } from '../contract/erasure.ts';
import { lakeKeys, resultKeys } from '../contract/keys.ts';
import type { Answer } from '../contract/requests.ts';
import { RUNS_PK } from '../contract/runs.ts';
import { mentionsOf } from '../domain/erasure/mentions.ts';
import { customerIdsOf } from '../domain/erasure/person.ts';
import { openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import { filesNaming, forgetFileNames } from './erase-file-names.ts';
import { holdingsOf } from './erase-holdings.ts';
import { itemsOf } from './erase-items.ts';
import { tombstonesOf } from './erased.ts';
import { openExecutions } from './executions.ts';
import type { MailKeys } from './keys.ts';
import { hidingInLedger } from './ledger-names.ts';
import { getJson, putJson } from './lines.ts';
import { openMailboxes } from './mailboxes.ts';
import { openVersions } from './object-versions.ts';
import { openPacks } from './pack-store.ts';
import { openPersonFinder } from './person-finder.ts';
import { askedOf } from './person-request.ts';
import { personOf } from './person-rows.ts';
import { lockTaker } from './run-lock.ts';
import { openRuns } from './run-store.ts';
import { openTable, type Table } from './table.ts';
import { withoutPersonIn } from './without-person.ts';

type Names = Pick<
  Environment,
  | ('UPLOADS_BUCKET' | 'LAKE_BUCKET' | 'RESULTS_BUCKET')
  | ('RUNS_TABLE' | 'CUSTOMERS_TABLE' | 'MAILBOXES_TABLE' | 'LEDGER_TABLE' | 'DUCKDB_MEMORY_MB')
>;

/** Everything that an erasure reaches, opened for one call. */
export function openEraseRoom(names: Names, keys: MailKeys, defaultPolicy: string) {
  const [lake, results] = [openBucket(names.LAKE_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const [runs, customers] = [openTable(names.RUNS_TABLE), openTable(names.CUSTOMERS_TABLE)];
  const ledger = openTable(names.LEDGER_TABLE);
  const memoryMb = names.DUCKDB_MEMORY_MB;
  const places = {
    lake: openVersions(names.LAKE_BUCKET),
    results: openVersions(names.RESULTS_BUCKET),
    uploads: openVersions(names.UPLOADS_BUCKET),
  };
  const items = itemsOf(runs, customers);
  const recordKey = (id: string) => lakeKeys.erasure(id);
  return {
    ...openPersonFinder(lake, openPacks(runs).packs, memoryMb),
    asked: askedOf(openBucket(names.UPLOADS_BUCKET)),
    identity: async () => (await currentPolicy(runs, lake, defaultPolicy)).policy.identity,
    record: async (id: string): Promise<Erasure | undefined> =>
      (await lake.head(recordKey(id))) ? getJson(lake, recordKey(id), ErasureSchema) : undefined,
    save: (id: string, erasure: Erasure) => putJson(lake, recordKey(id), erasure),
    async forget(id: string, requestKey: string, erasure: Erasure): Promise<void> {
      await putJson(lake, recordKey(id), erasure);
      await places.lake.removeOld(recordKey(id));
      await places.uploads.removeAll(requestKey);
    },
    drop: (id: string) => places.lake.removeAll(recordKey(id)),
    isKnown: async (person: FoundPerson): Promise<boolean> =>
      (await items.find(namesOf(person))).length > 0 || isBuried(runs, keys.erasure, person),
    bury: (person: FoundPerson) => bury(runs, openMailboxes(openTable(names.MAILBOXES_TABLE)), keys, person),
    takeLock: lockTaker(openRuns(runs), openExecutions()),
    holdings: (erasure: Erasure, after: string) =>
      holdingsOf(
        places,
        hidingInLedger(
          withoutPersonIn(erasure, memoryMb),
          ledger,
          keys,
          new Set(customerIdsOf(namesOf(erasure.person))),
        ),
        async (before) =>
          bothOf(
            await items.remove(namesOf(erasure.person), before),
            await forgetFileNames(runs, mentionsIn(erasure), before),
          ),
        { after },
      ),
    filesNaming: (erasure: Erasure) => filesNaming(places.uploads, mentionsIn(erasure)),
    answer: (key: string, said: Answer) => putJson(results, resultKeys.requestAnswer(key), said),
    isAnswered: async (key: string) => (await results.head(resultKeys.requestAnswer(key))) !== undefined,
    newSalt: () => randomBytes(32).toString('hex'),
  };
}

const mentionsIn = ({ person, salt }: Erasure) => mentionsOf(personOf(person, salt));

const bothOf = (a: Swept, b: Swept): Swept => ({
  ...a,
  searched: a.searched + b.searched,
  items: a.items + b.items,
});

const namesOf = ({ ids, emails, phones }: FoundPerson) => ({
  ...{ ids: new Set(ids), emails: new Set(emails), phones: new Set(phones) },
});

/** One for each of his names, told apart by their kind. */
const tombstones = (key: Buffer, { ids, emails, phones }: FoundPerson): string[] => [
  ...new Set([
    ...ids.flatMap((customer_id) => tombstonesOf(key, { customer_id })),
    ...emails.flatMap((email) => tombstonesOf(key, { email })),
    ...phones.flatMap((phone) => tombstonesOf(key, { phone })),
  ]),
];

async function isBuried(runs: Table, key: Buffer, person: FoundPerson): Promise<boolean> {
  const standing = tombstones(key, person).map((sk) => runs.get({ pk: RUNS_PK.erased, sk }));
  return (await Promise.all(standing)).some((item) => item !== undefined);
}

/** From here on no export brings him back, and no mail passes the gate. */
async function bury(
  runs: Table,
  mailboxes: Pick<ReturnType<typeof openMailboxes>, 'erase'>,
  keys: MailKeys,
  person: FoundPerson,
): Promise<void> {
  const at = new Date().toISOString();
  for (const sk of tombstones(keys.erasure, person))
    await runs.put({ pk: RUNS_PK.erased, sk, at }, { text: 'attribute_not_exists(pk)' });
  const addresses = customerIdsOf(namesOf(person)).filter((one) => one.includes('@'));
  for (const address of addresses) await mailboxes.erase(keys.mailbox(address), at);
}
