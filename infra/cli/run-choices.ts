import { openBeforeImages } from '../../shared/adapters/before-images.ts';
import type { Caution, Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { momentWords } from '../../shared/domain/moment.ts';
import type { Shop } from './batch.ts';

/** The newest committed run, if it can be rolled back. */
export async function reversibleIn({ runs, lake }: Pick<Shop, 'runs' | 'lake'>): Promise<string | undefined> {
  const runId = (await runs.snapshot())?.runId;
  const run = runId === undefined ? undefined : await runs.run(runId);
  const isThere = run?.state === 'COMMITTED' || run?.state === 'CLOSED';
  return run && isThere && (await openBeforeImages(lake).hasWayBack(run)) ? runId : undefined;
}

/** What can still be done with a run; times are told by the clocks of `timeZone`. */
export function choicesOf(
  { runId, state, expiresAt }: Run,
  reversible: string | undefined,
  timeZone: string,
): Bilingual {
  if (state === 'AWAITING_APPROVAL') return decideWords(expiresAt, timeZone);
  return runId === reversible ? both('rollback', '回滚') : both('–', '–');
}

function decideWords(expiresAt: string | undefined, timeZone: string): Bilingual {
  if (expiresAt === undefined) return both('approve, reject', '批准、驳回');
  const until = momentWords(expiresAt, timeZone);
  return both(`approve or reject until ${until.en}`, `${until['zh-CN']}前可批准或驳回`);
}

export const cautionLines = (caution: Caution | undefined): Bilingual[] =>
  caution === undefined
    ? []
    : [
        both(
          `Since ${caution.runId} rolled a run back, every run awaits approval; \`npm run tierwise -- trust\` ends that.`,
          `自 ${caution.runId} 执行回滚以来，每次运行都须先获批准；执行 \`npm run tierwise -- trust\` 可解除。`,
        ),
      ];
