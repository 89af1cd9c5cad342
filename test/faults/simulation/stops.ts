import type { Item } from '../../../shared/adapters/table.ts';
import { CAMPAIGN_PK, EVERY } from '../../../shared/contract/campaigns.ts';
import type { Truth } from './truth.ts';
import type { Asked } from './world.ts';

/** A pause is acknowledged within two seconds; mails whose row was written before that are in flight. */
const ACKNOWLEDGED_MS = 2_000;

/**
 * F42: two seconds after a campaign was paused or cancelled nobody begins another mail of it. Whoever froze or whose
 * clock stepped cannot know the time and is not judged.
 */
export function stopsOf(truth: Truth) {
  /** By campaign id: since when it rests. */
  const resting = new Map<string, number>();

  function onRun(after: Item | undefined, now: number): void {
    if (after?.pk !== CAMPAIGN_PK) return;
    const id = String(after.sk);
    const rests = after.status === 'paused' || after.status === 'cancelled';
    if (!rests) resting.delete(id);
    else if (!resting.has(id)) resting.set(id, now);
  }

  function onLedger(before: Item | undefined, after: Item | undefined, asked: Asked | undefined): void {
    if (after?.state !== 'sending' || before?.state === 'sending') return;
    if (!asked || asked.by.unpunctual) return;
    for (const id of [String(after.campaignId), EVERY]) {
      const since = resting.get(id);
      const late = since === undefined ? 0 : asked.at - since;
      truth.must('F42', late <= ACKNOWLEDGED_MS, `${after.sid} began ${late} ms after ${id} was stopped`);
    }
  }

  return { onRun, onLedger };
}
