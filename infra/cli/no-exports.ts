import { basename } from 'node:path';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { isNoExport, ownAnswer, type Uploaded } from './answered.ts';
import type { Shop } from './batch.ts';
import type { Terminal } from './terminal.ts';

/** Tells what became of manual tiers, templates and offer codes in a batch; one with faults stops it before its run. */
export async function tellNoExports(
  shop: Pick<Shop, 'uploads' | 'results'>,
  uploaded: readonly Uploaded[],
  terminal: Terminal,
): Promise<void> {
  const refused: string[] = [];
  for (const one of uploaded.filter(({ key }) => isNoExport(key))) {
    const answered = await ownAnswer(shop, one, terminal);
    for (const line of answered?.lines ?? []) terminal.line(line);
    if (answered?.refused ?? true) refused.push(basename(one.key));
  }
  if (refused.length > 0) throw notTaken(refused.join(', '));
}

const notTaken = (names: string): Refusal =>
  new Refusal(
    'E_UPLOAD_REFUSED',
    both(`Not taken in, so nothing was graded: ${names}.`, `以下文件未被接收，因此没有评级：${names}。`),
    both('Mend the file, or leave it out.', '请修正文件，或不要包含它。'),
  );
