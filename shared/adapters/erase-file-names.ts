import type { Swept } from '../contract/erasure.ts';
import { RUNS_PK } from '../contract/runs.ts';
import { namingHim } from '../domain/erasure/file-names.ts';
import type { Mentions } from '../domain/erasure/mentions.ts';
import type { Versions } from './object-versions.ts';
import type { Table } from './table.ts';

/** Whatever people upload; the rest of that bucket are requests. */
const UPLOADS = ['activity/', 'customers/', 'feedback/', 'offers/', 'orders/', 'overrides/', 'templates/'];

/** Names of uploads that still lie there and name him, without him. */
export async function filesNaming(uploads: Pick<Versions, 'keys'>, mentions: Mentions): Promise<string[]> {
  const keys: string[] = [];
  for (const prefix of UPLOADS)
    for await (const [version] of uploads.keys(prefix)) if (version) keys.push(version.key);
  return namingHim(keys, mentions);
}

/** Takes him out of the names by which we remember uploads; what they are known by is their id. */
export async function forgetFileNames(
  runs: Pick<Table, 'query' | 'update'>,
  mentions: Mentions,
  before: () => Promise<void>,
): Promise<Swept> {
  const swept = { searched: 0, rewritten: 0, versions: 0, items: 0 };
  for (const { pk, sk, key } of await runs.query(RUNS_PK.intake)) {
    swept.searched += 1;
    const after = mentions.inFileNames(String(key));
    if (after === key) continue;
    await before();
    await runs.update({ pk, sk }, { text: 'SET #key = :key', names: { key: 'key' }, values: { key: after } });
    swept.items += 1;
  }
  return swept;
}
