import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { openBucket } from '../../../shared/adapters/bucket.ts';
import { StateError } from '../asl/errors.ts';

const ADDRESS = /^s3:\/\/([^/]+)\/(.+)$/;

function placeOf(address: string) {
  const [, bucket = '', key = ''] = ADDRESS.exec(address.trim()) ?? [];
  return { bucket: openBucket(bucket), key };
}

/** Athena writes only to a folder that is empty. */
export async function mustBeEmpty(location: string): Promise<void> {
  const { bucket, key } = placeOf(location);
  if ((await bucket.list(key)).length > 0)
    throw new StateError('States.TaskFailed', 'HIVE_PATH_ALREADY_EXISTS: the target is not empty');
}

/** Fetches the objects that the lists in a folder name; gives where they lie. */
export async function fetchListed(location: string, dir: string): Promise<string[]> {
  const { bucket, key } = placeOf(location);
  const paths: string[] = [];
  for (const list of await bucket.list(key))
    for (const address of (await bucket.must(list)).toString('utf8').split('\n').filter(Boolean)) {
      const object = placeOf(address);
      const path = join(dir, `${paths.length}.parquet`);
      await object.bucket.download(object.key, path);
      paths.push(path);
    }
  return paths;
}

/** Puts every file below a folder, under the same names. */
export async function putAll(dir: string, location: string): Promise<void> {
  const { bucket, key } = placeOf(location);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await bucket.upload(path, `${key}${relative(dir, path)}`);
  }
}
