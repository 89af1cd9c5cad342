import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXPORT_KINDS, type ExportKind } from '../../shared/contract/intake.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { answered, type Uploaded } from './answered.ts';
import { type Shop, uploadKeyAs } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { watchReading } from './reading.ts';
import { mustBeFile } from './stages.ts';
import type { Terminal } from './terminal.ts';

interface UploadOptions extends CommonOptions {
  as: ExportKind;
  wait: boolean;
}

export const addUpload = (program: Command): void =>
  void command<UploadOptions>(
    program,
    'upload <file>',
    'put an export, its mapping or a policy where marketing would, and tell what becomes of it',
    upload,
  )
    .addOption(new Option('--as <kind>', 'what the file holds').choices(EXPORT_KINDS).default('orders'))
    .option('--no-wait', 'end as soon as the file is there');

/** Ends with 1 where the file is refused. */
async function upload(terminal: Terminal, { as, wait, ...options }: UploadOptions, file = ''): Promise<void> {
  const path = resolve(file);
  await mustBeFile(path);
  const key = uploadKeyAs(path, as);
  const shop = await connect(options);
  const versionId = await shop.uploads.upload(path, key);
  const said = both(`uploaded as ${key}`, `已上传为 ${key}`)[terminal.language];
  if (!wait) return terminal.result({ uploaded: key }, [said]);
  terminal.line(said);
  const { refused, answer, lines } = await watched(shop, { key, versionId }, terminal);
  if (refused) process.exitCode = 1;
  terminal.result({ uploaded: key, answer }, lines);
}

async function watched(shop: Shop, uploaded: Uploaded, terminal: Terminal) {
  const stopWatching = watchReading(shop, terminal);
  try {
    return await answered(shop, uploaded, terminal);
  } finally {
    await stopWatching();
  }
}
