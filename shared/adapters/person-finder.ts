import { join } from 'node:path';
import type { FoundPerson } from '../contract/erasure.ts';
import type { Bucket } from './bucket.ts';
import { type DuckDb, withDuckDb } from './duckdb.ts';
import { grown, withoutOthers } from './person-rows.ts';
import { scratch } from './scratch.ts';

/** Looks for everything by which a person is named, in every export that the lake ever took in. */
export function openPersonFinder(lake: Pick<Bucket, 'list' | 'download'>, memoryMb: number) {
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
    /** Every reading of every export, also those that count no more, ascending. */
    files: async (): Promise<string[]> => (await lake.list('lake/')).sort(),
    grownBy: (key: string, found: FoundPerson): Promise<{ found: FoundPerson; rows: number }> =>
      read(key, (db, path) => grown(db, path, found)),
    withoutOthers: (key: string, found: FoundPerson): Promise<FoundPerson> =>
      read(key, (db, path) => withoutOthers(db, path, found)),
  };
}
