import type { Command } from 'commander';
import { openPlanStore } from '../../shared/adapters/plan-store.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { Receipt } from '../../shared/contract/plan.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { nextOrder } from '../../shared/domain/explain/next-order.ts';
import { historyOf, type Story } from '../../shared/domain/explain/story.ts';
import type { RunFacts } from '../../shared/domain/outcome.ts';
import type { Shop } from './batch.ts';
import { command } from './command.ts';
import { connect } from './connect.ts';
import { findReceipt, MEMORY_MB } from './explain-find.ts';
import { explanation } from './explain-text.ts';
import { whilst } from './whilst.ts';

export const addExplain = (program: Command): void =>
  void command(program, 'explain <customer>', async (terminal, options, customer = '') => {
    const looking = both('looking the customer up', '正在查找客户');
    const story = await whilst(terminal, looking, storyOf(await connect(options), customer));
    const { receipt, nextOrder: next, where } = story;
    terminal.result(
      { ...receipt, nextOrder: next, history: historyOf(story), where },
      explanation(story, terminal.language),
    );
  });

/** By the current snapshot: its receipt, and the facts behind it to reckon what one more order would do. */
async function storyOf(shop: Shop, customer: string): Promise<Story> {
  const { receipt, part } = await findReceipt(shop, await shop.runs.snapshot(), customer);
  const { runId, customerId } = receipt;
  const store = openPlanStore(shop.lake, MEMORY_MB);
  const now = await store.ground(runId);
  const policy = now?.policy ?? (await store.policy(runId));
  const rows = await store.features(runId, part, policy);
  const row = rows.find((each) => each.customerId === customerId);
  return {
    ...{
      receipt,
      policy,
      held: row?.held ?? null,
      facts: row ?? null,
      model: now ? await store.model(runId) : null,
    },
    where: runKeys.receipts(runId, part),
    nextOrder: row && now ? nextOrder(row, receipt, { run: runOf(receipt), now }) : null,
  };
}

/** The run as its receipt tells it. */
function runOf({ movement, ...receipt }: Receipt): RunFacts {
  const { runId, runSeq, asOf, period, currency, policyHash, calibratedBy } = receipt;
  return { runId, runSeq, asOf, period, currency, policyHash, calibratedBy, mode: movement.mode, baseSeq: 0 };
}
