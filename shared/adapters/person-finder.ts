import { join } from 'node:path';
import type { FoundPerson } from '../contract/erasure.ts';
import { lakeNames } from '../contract/keys.ts';
import { type Pack, standing } from '../domain/packs/places.ts';
import type { Bucket } from './bucket.ts';
import { type DuckDb, withDuckDb } from './duckdb.ts';
import { grown, withoutOthers } from './person-rows.ts';
import { scratch } from './scratch.ts';

/** Looks for everything by which a person is named, in every export that the lake ever took in. */
export function openPersonFinder(
  lake: Pick<Bucket, 'list' | 'download'>,
  packs: () => Promise<Pack[]>,
  memoryMb: number,
) {
  const read = <T>(key: string, work: (db: DuckDb, path: string) => Promise<T>): Promise<T> =>
    scratch((dir) =>
      withDuckDb({ memoryMb, dir }, async (db) => {
        const path = join(dir, 'rows.parquet');
        await lake.download(key, path);
        return work(db, path);
      }),
    );
  return {
    read,
    /**
     * Every reading of every export, also those that count no more, ascending. What was gathered while they are read comes
     * after what it was gathered of.
     */
    files: async (): Promise<string[]> => standing(await lake.list('lake/'), await packs(), lakeNames).sort(),
    grownBy: (key: string, found: FoundPerson): Promise<{ found: FoundPerson; rows: number }> =>
      read(key, (db, path) => grown(db, path, found)),
    withoutOthers: (key: string, found: FoundPerson): Promise<FoundPerson> =>
      read(key, (db, path) => withoutOthers(db, path, found)),
  };
}
