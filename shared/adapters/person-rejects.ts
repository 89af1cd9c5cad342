import type { FoundPerson } from '../contract/erasure.ts';
import { mentionsOf } from '../domain/erasure/mentions.ts';
import { rejectedOf } from '../domain/erasure/rejected.ts';
import type { Bucket } from './bucket.ts';
import { personOf } from './person-rows.ts';

const REJECTS = /^answers\/[^/]+\/rejects\.csv$/;

/** Nothing of what is only read is hidden. */
const NO_SALT = '';

/** Rows that could not be taken in: the files that hold them, and a person's in one of them, each with the file that brought it. */
export function openPersonRejects(
  results: Pick<Bucket, 'list' | 'get'>,
  fileOf: (answerId: string) => Promise<string>,
) {
  return {
    rejects: async (): Promise<string[]> =>
      (await results.list('answers/')).filter((key) => REJECTS.test(key)).sort(),
    async rejected(key: string, person: FoundPerson): Promise<unknown[]> {
      const body = await results.get(key);
      if (body === undefined) return [];
      const found = rejectedOf(body.toString('utf8'), mentionsOf(personOf(person, NO_SALT)));
      if (found.length === 0) return [];
      const file = await fileOf(key.split('/')[1] ?? '');
      return found.map((row) => ({ file, ...row }));
    },
  };
}
