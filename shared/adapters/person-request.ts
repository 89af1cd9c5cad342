import { RequestSchema } from '../contract/requests.ts';
import type { Bucket } from './bucket.ts';

/** Reads from the request itself whom it is about, so that no state names him; undefined where the request is gone. */
export const askedOf =
  (uploads: Pick<Bucket, 'get'>) =>
  async (key: string, versionId: string): Promise<string | undefined> => {
    const body = await uploads.get(key, versionId);
    const request = body && RequestSchema.parse(JSON.parse(body.toString('utf8')));
    return request && 'customerId' in request ? request.customerId : undefined;
  };
