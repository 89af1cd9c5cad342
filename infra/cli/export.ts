import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { PersonFileSchema } from '../../shared/contract/erasure.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { PERSON_PATIENCE } from './erase.ts';
import { grantedBy } from './requests.ts';
import type { Terminal } from './terminal.ts';
import { whilst } from './whilst.ts';

interface ExportOptions extends CommonOptions {
  out?: string;
}

export const addExport = (program: Command): void =>
  void command<ExportOptions>(program, 'export <customer>', gather).option('--out <file>');

/** Nobody but the owner of the file may read it. */
const OWNER_ALONE = 0o600;

async function gather(terminal: Terminal, options: ExportOptions, customerId = ''): Promise<void> {
  const file = resolve(options.out ?? 'person.json');
  // Asked before, because in AWS the gathering takes most of an hour.
  if (existsSync(file)) throw fileExists(file);
  const shop = await connect(options);
  const asked = grantedBy(shop, { want: 'export', customerId }, PERSON_PATIENCE);
  const { gathered = '' } = await whilst(terminal, both('gathering', '正在汇集'), asked);
  const body = await shop.results.must(gathered);
  const { parts, left } = PersonFileSchema.parse(JSON.parse(body.toString('utf8')));
  await writeNew(file, body);
  const held = Object.fromEntries(parts.map((one) => [one.part, one.held.length]));
  terminal.result({ done: true, file, held, left }, [
    both(`written: ${file} (only you can read it)`, `已写入：${file}（仅您本人可读）`)[terminal.language],
    ...parts.map((one) => `  ${one.part} ${one.held.length}: ${one.says[terminal.language]}`),
    ...left.map((one) => `! ${one.part}: ${one.says[terminal.language]} ${one.from.join(', ')}`),
  ]);
}

/** Another's file is never written over, nor is its wider right to read inherited. */
async function writeNew(file: string, body: Buffer): Promise<void> {
  await writeFile(file, body, { mode: OWNER_ALONE, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? fileExists(file) : error;
  });
}

const fileExists = (file: string): Refusal =>
  new Refusal(
    'E_FILE_EXISTS',
    both(`${file} exists already; it was left alone.`, `${file} 已经存在，没有改动它。`),
    both('Name another file with --out, or move that one away.', '请用 --out 指定另一个文件，或先移走它。'),
  );
