import { runKeys } from '../contract/keys.ts';
import type { RunPart } from '../contract/steps.ts';
import type { PartTotals, Planned } from '../domain/part-planner.ts';
import type { Bucket } from './bucket.ts';
import { openLines } from './line-writer.ts';
import { putJson } from './lines.ts';
import { changeText, heldText, mailText, receiptText } from './plan-texts.ts';
import type { Workbench } from './workbench.ts';

export type PlanWriter = Awaited<ReturnType<typeof openPlanWriter>>;

const HELD = { customer_id: 'VARCHAR', held: 'VARCHAR' } as const;

/** Writes the artifacts of one part as it is planned; until `close` there is none of them. */
export async function openPlanWriter(lake: Bucket, bench: Workbench, { runId, part }: RunPart) {
  const receipts = openLines(lake, runKeys.receipts(runId, part));
  const changes = openLines(lake, runKeys.changes(runId, part));
  const mails = openLines(lake, runKeys.mails(runId, part));
  const held = await bench.appender('held', HELD);

  /** Customers come in the order of their ids. */
  function write(planned: Planned): void {
    const { receipt, step } = planned;
    if (receipt) receipts.add(receiptText(receipt));
    for (const mail of planned.mails) mails.add(mailText(mail));
    const item = planned.held?.published ?? step?.published;
    if (!item) return;
    const published = JSON.stringify(item);
    if (step) changes.add(changeText(step, published));
    if (receipt && planned.held) held.append([receipt.customerId, heldText(planned.held, published)]);
  }

  /** Waits until what was written does not lie in memory as it is any more. */
  async function settled(): Promise<void> {
    for (const lines of [receipts, changes, mails]) await lines.settled();
  }

  /** Counts come last: where they are, the part is whole. */
  async function close({ counts, moves, unreadable }: PartTotals): Promise<void> {
    for (const lines of [receipts, changes, mails]) await lines.close();
    held.close();
    await bench.save('SELECT customer_id, held FROM held', runKeys.held(runId, part));
    await putJson(lake, runKeys.planNotes(runId, part), { unreadable, moves });
    await putJson(lake, runKeys.counts(runId, 'plan', part), counts);
  }

  return { write, settled, close };
}
