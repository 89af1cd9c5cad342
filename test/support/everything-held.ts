import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { withDuckDb } from '../../shared/adapters/duckdb.ts';
import { openVersions } from '../../shared/adapters/object-versions.ts';
import { scratch } from '../../shared/adapters/scratch.ts';

/** Every version of every object of these buckets below `prefix` as text by its key and version, Parquet as the JSON of its rows. */
export async function everythingIn(buckets: readonly string[], prefix = ''): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const bucket of buckets) {
    const versions = openVersions(bucket);
    for await (const group of versions.keys(prefix))
      for (const version of group)
        found.set(
          `${version.key} ${version.versionId}`,
          await textOf(version.key, (await versions.read(version))?.body ?? Buffer.alloc(0)),
        );
  }
  return found;
}

/** What one object holds. */
export async function textOf(key: string, body: Buffer): Promise<string> {
  if (key.endsWith('.gz')) return gunzipSync(body).toString('utf8');
  if (!key.endsWith('.parquet')) return body.toString('utf8');
  return scratch(async (dir) => {
    const path = join(dir, 'rows.parquet');
    await writeFile(path, body);
    const rows = await withDuckDb({ memoryMb: 256, dir }, (db) => db.rows(`FROM read_parquet('${path}')`));
    return JSON.stringify(rows);
  });
}

/** Every item of these tables as JSON, by its table and place. */
export async function everyItemOf(tables: readonly string[]): Promise<Map<string, string>> {
  const [client, found] = [new DynamoDBClient({}), new Map<string, string>()];
  for (const TableName of tables)
    for await (const page of paginateScan({ client }, { TableName }))
      for (const item of page.Items ?? [])
        found.set(`${TableName} ${found.size}`, JSON.stringify(unmarshall(item)));
  client.destroy();
  return found;
}
