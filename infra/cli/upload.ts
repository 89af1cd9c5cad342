import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { isOverridesFile } from '../../shared/adapters/overrides-file.ts';
import type { ExportKind } from '../../shared/contract/intake.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { answered, type Uploaded } from './answered.ts';
import { type Shop, UPLOAD_FOLDERS, uploadKeyAs } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { watchReading } from './reading.ts';
import { mustBeFile } from './stages.ts';
import type { Terminal } from './terminal.ts';

interface UploadOptions extends CommonOptions {
  as?: ExportKind | 'overrides' | 'templates' | 'offers';
  wait: boolean;
}

export const addUpload = (program: Command): void =>
  void command<UploadOptions>(program, 'upload <file>', upload)
    .addOption(new Option('--as <kind>').choices(UPLOAD_FOLDERS))
    .option('--no-wait');

/** Ends with 1 where the file is refused. */
async function upload(terminal: Terminal, { as, wait, ...options }: UploadOptions, file = ''): Promise<void> {
  const path = resolve(file);
  await mustBeFile(path);
  const key = await keyOf(path, as);
  const shop = await connect(options);
  const versionId = await shop.uploads.upload(path, key);
  const said = both(`uploaded as ${key}`, `已上传为 ${key}`)[terminal.language];
  if (!wait) return terminal.result({ uploaded: key }, [said]);
  terminal.line(said);
  const { refused, answer, lines } = await watched(shop, { key, versionId }, terminal);
  if (refused) process.exitCode = 1;
  terminal.result({ uploaded: key, answer }, lines);
}

/** A file headed as manual tiers are never counts as an export. */
async function keyOf(path: string, as: UploadOptions['as']): Promise<string> {
  const isOverrides = as === 'overrides' || (await isOverridesFile(path));
  if (isOverrides && as !== undefined && as !== 'overrides') throw notExport();
  return isOverrides ? `overrides/${basename(path)}` : uploadKeyAs(path, as ?? 'orders');
}

const notExport = (): Refusal =>
  new Refusal(
    'E_MANUAL_TIERS',
    both(
      'The heads of this file are those of manual tiers: customer_id, tier, until, why.',
      '这个文件的表头是手动等级的表头：客户编号、等级、截止日期、原因。',
    ),
    both(
      'Upload it with `--as overrides`; if it is an export, give one of these columns another name.',
      '请用 `--as overrides` 上传；如果确实是导出文件，请给其中一列改名。',
    ),
  );

async function watched(shop: Shop, uploaded: Uploaded, terminal: Terminal) {
  const stopWatching = watchReading(shop, terminal);
  try {
    return await answered(shop, uploaded, terminal);
  } finally {
    await stopWatching();
  }
}
