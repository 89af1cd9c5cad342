import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { both } from '../../shared/domain/bilingual.ts';
import { folderNamed, UPLOAD_FOLDERS } from './batch.ts';
import type { Terminal } from './terminal.ts';

/** What a folder holds: files to upload, and what lies there besides, by its path below the folder. */
interface Found {
  files: string[];
  passedOver: string[];
}

/** The files of a folder and of its sub-folders that are named after a kind; hidden ones are nobody's exports. */
export async function filesIn(folder: string): Promise<Found> {
  const own = await entriesOf(folder);
  const found: Found = { files: own.files, passedOver: [] };
  for (const path of own.folders) {
    const { files, folders } = await entriesOf(path);
    const kind = folderNamed(path);
    if (kind) found.files.push(...files);
    const deeper = await Promise.all((kind ? folders : [path]).map(everyFile));
    found.passedOver.push(...deeper.flat().map((file) => relative(folder, file)));
  }
  return found;
}

async function entriesOf(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const paths = names.map((name) => join(folder, name));
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  return {
    files: paths.filter((_, i) => found[i]?.isFile()),
    folders: paths.filter((_, i) => found[i]?.isDirectory()),
  };
}

async function everyFile(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const pathOf = ({ parentPath, name }: Dirent) => join(parentPath, name);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(pathOf)
    .sort();
}

const NAMED = 10;

/** Names what was passed over, so that nobody believes it was graded. */
export function tellPassedOver(passedOver: readonly string[], terminal: Terminal): void {
  if (passedOver.length === 0) return;
  const more = passedOver.length - NAMED;
  const rest = more > 0 ? both(` and ${more} more`, ` 等，另有 ${more} 个`) : both('', '');
  const named = passedOver.slice(0, NAMED);
  const folders = UPLOAD_FOLDERS.map((name) => `${name}/`);
  terminal.say(
    both(
      `  – passed over: ${named.join(', ')}${rest.en}; sub-folders are read if they are named ${folders.join(', ')}.`,
      `  – 未读取：${named.join('、')}${rest['zh-CN']}；子文件夹只有命名为 ${folders.join('、')} 才会读取。`,
    ),
  );
}
