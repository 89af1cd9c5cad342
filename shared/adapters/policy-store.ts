import { createHash } from 'node:crypto';
import { lakeKeys, resultKeys } from '../contract/keys.ts';
import type { PolicyAnswer } from '../contract/policy-answer.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Bucket } from './bucket.ts';
import { CURRENT_POLICY_KEY } from './current-policy.ts';
import { type PolicyFault, parsePolicy, policyHash, readPolicy } from './policy-file.ts';
import type { Table } from './table.ts';

/** No policy is larger; a film that was put under policy/ by mistake is not read. */
const MAX_BYTES = 1_000_000;

export interface PolicyBuckets {
  uploads: Pick<Bucket, 'name' | 'get' | 'head'>;
  lake: Pick<Bucket, 'put'>;
  results: Pick<Bucket, 'put'>;
}

/** A policy that was kept under its hash, in use or only to be tried out. */
export const keptPolicy = async (lake: Pick<Bucket, 'must'>, hash: string): Promise<Policy> =>
  parsePolicy((await lake.must(lakeKeys.policy(hash))).toString('utf8'));

/** Uploaded policies: reading one, taking it into use, answering whoever uploaded it. */
export function openPolicies({ uploads, lake, results }: PolicyBuckets, runs: Table) {
  return {
    answerId: (key: string, versionId: string): string =>
      createHash('sha256').update(`${uploads.name}/${key}/${versionId}`).digest('hex').slice(0, 32),

    async read(key: string, versionId: string): Promise<string> {
      const size = (await uploads.head(key, versionId))?.size ?? 0;
      // Longer than any policy may be, so that the reader refuses it in its own words.
      if (size > MAX_BYTES) return ' '.repeat(MAX_BYTES);
      const bytes = await uploads.get(key, versionId);
      if (!bytes) throw new Error('the uploaded policy is gone');
      return new TextDecoder().decode(bytes);
    },

    check(
      text: string,
      templates: readonly string[],
    ): { policy: Policy; hash: string } | { faults: PolicyFault[] } {
      const read = readPolicy(text, templates);
      return 'policy' in read ? { ...read, hash: policyHash(read.policy) } : read;
    },

    keep: (hash: string, text: string): Promise<void> =>
      lake.put(lakeKeys.policy(hash), text, 'application/yaml'),

    /** False when a newer upload is in use already. */
    adopt(hash: string, order: string): Promise<boolean> {
      const newest = {
        text: 'attribute_not_exists(pk) OR #o <= :o',
        names: { o: 'order' },
        values: { o: order },
      };
      return runs.put({ ...CURRENT_POLICY_KEY, hash, key: lakeKeys.policy(hash), order }, newest);
    },

    answer: (answer: PolicyAnswer): Promise<void> =>
      results.put(resultKeys.answer(answer.answerId), JSON.stringify(answer, null, 1), 'application/json'),
  };
}
