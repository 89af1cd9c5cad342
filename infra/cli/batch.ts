import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import { type Bucket, openBucket } from '../../shared/adapters/bucket.ts';
import { openRuns, type RunStore } from '../../shared/adapters/run-store.ts';
import { openTable, type Table } from '../../shared/adapters/table.ts';
import { EnvironmentSchema } from '../../shared/contract/environment.ts';
import { EXPORT_KINDS, type Intake } from '../../shared/contract/intake.ts';
import { uploadKeys } from '../../shared/contract/keys.ts';
import type { Request } from '../../shared/contract/requests.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

/** What a command needs to reach the buckets and tables, here or in AWS: the SDK's own endpoint settings decide. */
export interface Shop {
  uploads: Bucket;
  lake: Bucket;
  results: Bucket;
  /** The runs table. */
  table: Table;
  runs: RunStore;
  /** Address under which the local cloud serves the buckets; AWS has none that a browser opens. */
  s3?: string | undefined;
  /** Where the local cloud that is up keeps everything; undefined in AWS. */
  state?: string | undefined;
  /** Folder that pages of runs are copied to, where the local cloud that serves them ends with the command. */
  copies?: string | undefined;
  /** Where a plan that waits is decided about in a browser; only while a local cloud is up. */
  approveLink?: ((run: Run) => Promise<string | undefined>) | undefined;
}

export const ShopNamesSchema = EnvironmentSchema.pick({
  UPLOADS_BUCKET: true,
  LAKE_BUCKET: true,
  RESULTS_BUCKET: true,
  RUNS_TABLE: true,
});
export type ShopNames = z.infer<typeof ShopNamesSchema>;

export function openShop(names: ShopNames, s3?: string): Shop {
  const table = openTable(names.RUNS_TABLE);
  return {
    uploads: openBucket(names.UPLOADS_BUCKET),
    lake: openBucket(names.LAKE_BUCKET),
    results: openBucket(names.RESULTS_BUCKET),
    table,
    runs: openRuns(table),
    s3,
  };
}

/** Puts what an operator wants where the request function takes it up; answers its id. */
export async function ask(shop: Pick<Shop, 'uploads'>, request: Request): Promise<string> {
  const id = randomUUID();
  await shop.uploads.put(`requests/${id}.json`, JSON.stringify(request), 'application/json');
  return id;
}

/** The folders of the uploads bucket that files of the shop go into. */
export const UPLOAD_FOLDERS = [...EXPORT_KINDS, 'overrides', 'templates', 'offers'] as const;
type UploadFolder = (typeof UPLOAD_FOLDERS)[number];

/** Where marketing puts a file: an export under its kind with its mapping beside it; policies and mail templates by their ends. */
export function uploadKeyAs(path: string, folder: UploadFolder): string {
  const isMapping = uploadKeys.mapped(path) !== undefined;
  if (/\.liquid$/i.test(path)) return `templates/${basename(path)}`;
  return /\.ya?ml$/i.test(path) && !isMapping ? POLICY : `${folder}/${basename(path)}`;
}

export const POLICY = 'policy/policy.yaml';

/** The folder of the uploads bucket that a folder is named after. */
export const folderNamed = (path: string): UploadFolder | undefined =>
  UPLOAD_FOLDERS.find((folder) => folder === basename(path).toLowerCase());

/** A file in a folder that is named after a kind is of that kind; of others intake finds it by itself. */
export const uploadKeyOf = (path: string): string =>
  uploadKeyAs(path, folderNamed(dirname(path)) ?? 'orders');

/** Uploads a file unless these very bytes were the last thing uploaded under its name; answers its version either way. */
export async function uploadOnce(shop: Pick<Shop, 'uploads'>, path: string): Promise<string> {
  const key = uploadKeyOf(path);
  const there = await shop.uploads.head(key);
  return there?.etag === (await md5Of(path)) ? there.versionId : shop.uploads.upload(path, key);
}

/** Read as a stream: an export may be larger than memory. */
async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The newest intake of each of `keys`. */
export async function newestIntakes(shop: Shop, keys: readonly string[]): Promise<Intake[]> {
  const found = new Map<string, Intake>();
  const intakes = (await shop.runs.intakes()).sort((a, b) => (a.uploadedAt < b.uploadedAt ? -1 : 1));
  for (const intake of intakes) if (keys.includes(intake.key)) found.set(intake.key, intake);
  return [...found.values()];
}

/** A refused export stops a batch before its run: grading on the rest would move customers for want of their orders. */
export function mustBeTakenIn(intakes: readonly Intake[]): void {
  const refused = intakes.filter(({ status }) => status === 'refused');
  if (refused.length === 0) return;
  const names = refused
    .map(({ key, problems }) => `${basename(key)} (${problems[0]?.code ?? ''})`)
    .join(', ');
  throw new Refusal(
    'E_EXPORT_REFUSED',
    both(`Not taken in, so nothing was graded: ${names}.`, `以下文件未被接收，因此没有评级：${names}。`),
    both('Mend the file, or leave it out.', '请修正文件，或不要包含它。'),
  );
}
