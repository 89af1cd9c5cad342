import { basename } from 'node:path';
import { intakeIdOf } from '../../shared/adapters/intake-store.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { OverridesAnswerSchema } from '../../shared/contract/overrides.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Uploaded } from './answered.ts';
import type { Shop } from './batch.ts';
import { overrideLines } from './override-lines.ts';
import type { Terminal } from './terminal.ts';

/** Tells what became of the files of manual tiers in a batch; one with faults stops it before its run. */
export async function tellManualTiers(
  shop: Pick<Shop, 'uploads' | 'results'>,
  uploaded: readonly Uploaded[],
  terminal: Terminal,
): Promise<void> {
  const refused: string[] = [];
  for (const { key, versionId } of uploaded.filter((one) => one.key.startsWith('overrides/'))) {
    const body = await shop.results.get(resultKeys.answer(intakeIdOf(shop.uploads.name, key, versionId)));
    const answer = body && OverridesAnswerSchema.parse(JSON.parse(body.toString('utf8')));
    if (answer) for (const line of overrideLines(answer, terminal)) terminal.line(line);
    if (answer?.status !== 'accepted') refused.push(basename(key));
  }
  if (refused.length > 0) throw notTaken(refused.join(', '));
}

const notTaken = (names: string): Refusal =>
  new Refusal(
    'E_MANUAL_TIERS_REFUSED',
    both(
      `Manual tiers not taken in, so nothing was graded: ${names}.`,
      `以下手动等级文件未被接收，因此没有评级：${names}。`,
    ),
    both('Mend the file, or leave it out.', '请修正文件，或不要包含它。'),
  );
