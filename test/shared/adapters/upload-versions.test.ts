import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mappingText, newestVersion } from '../../../shared/adapters/upload-versions.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

const newest = (key: string) => newestVersion(stores.uploads, key);

async function put(key: string, text: string): Promise<string> {
  const path = join(stores.dir, 'file');
  await writeFile(path, text);
  return stores.uploads.upload(path, key);
}

it('an upload is known by the version that it became, and the newest one is found', async () => {
  const key = 'orders/订单 (1).csv.mapping.yaml';
  expect(await newest(key)).toBeUndefined();
  const first = await put(key, 'one');
  const second = await put(key, 'two');
  expect(first).not.toBe(second);
  const found = await newest(key);
  expect(found?.versionId).toBe(second);
  expect(Math.abs(Date.parse(found?.at ?? '') - Date.now())).toBeLessThan(60_000);
});

it('the text of just that version is read, with the hash of its bytes', async () => {
  const first = await put('orders/m.yaml', '版本: 1');
  await put('orders/m.yaml', 'newer');
  expect(await mappingText(stores.uploads, 'orders/m.yaml', first)).toEqual({
    text: '版本: 1',
    sha256: '1389e3dbb31b9999efd3713855ad2adb54164e25e3e9d40f754c688d9bf1740c',
  });
  expect(await mappingText(stores.uploads, 'orders/m.yaml', 'none')).toBeUndefined();
});

it('of something huge only so much is read as is enough to refuse it', async () => {
  const version = await put('orders/film.yaml', 'x'.repeat(5_000_000));
  const { text = '' } = (await mappingText(stores.uploads, 'orders/film.yaml', version)) ?? {};
  expect(text.length).toBeGreaterThan(1_000_000);
  expect(text.length).toBeLessThan(2_000_000);
});

it('what was deleted is not there', async () => {
  await put('orders/gone.csv', 'x');
  await stores.objects.send(new DeleteObjectCommand({ Bucket: 'uploads', Key: 'orders/gone.csv' }));
  expect(await newest('orders/gone.csv')).toBeUndefined();
});
