import type { ApplyCounts, Inventory } from '../../shared/contract/artifacts.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import type { PlannedChange, Receipt } from '../../shared/contract/plan.ts';
import type { RollBackReport, Undone } from '../../shared/contract/roll-back.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import { addCounts, mustBalance } from '../../shared/domain/counts.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { LongFiles } from './long-files.ts';
import { type OutcomeReading, outcomesOf } from './outcomes.ts';
import { rollBackPage } from './roll-back-page.ts';
import { leftRow, MAILS_HEAD, mailsRow, tiersHead, tiersRow } from './rows.ts';
import { Tally } from './tally.ts';
import { type AgainReading, tierFilesAgain } from './tier-files-again.ts';

export interface RollBackReading extends OutcomeReading, AgainReading {
  run(runId: string): Promise<Run | undefined>;
  runs(): Promise<Run[]>;
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  undone(runId: string): Promise<Undone>;
  applied(runId: string, parts: number): Promise<ApplyCounts[]>;
  receipts(runId: string, part: number): Promise<Receipt[]>;
  changes(runId: string, part: number): Promise<PlannedChange[]>;
  put(key: string, text: string, contentType: string): Promise<void>;
  /** Lends CSV files that may outgrow memory. */
  longFiles<T>(work: (files: LongFiles) => Promise<T>): Promise<T>;
}

/** The roll-back of the run that was committed, as long as the run is rolled back. */
export async function rollBackOf(
  { run, runs }: Pick<RollBackReading, 'run' | 'runs'>,
  runId: string,
): Promise<string | null> {
  if ((await run(runId))?.state !== 'ROLLED_BACK') return null;
  const backs = (await runs()).filter(({ rollsBack, state }) => rollsBack === runId && state === 'CLOSED');
  return backs.at(-1)?.runId ?? null;
}

/**
 * Writes what people read of a roll-back: once when it is committed, and again when the mails of the run that it undid are
 * counted, with what became of them.
 */
export async function reportRollBack(deps: RollBackReading, runId: string): Promise<void> {
  const undone = await deps.undone(runId);
  const changes = await changesOf(deps, undone);
  const policy = await deps.policy(runId);
  const at = (file: string) => resultKeys.report(runId, file);
  const report = await deps.longFiles(async ({ open, publish }) => {
    const mails = await mailsOf(deps, undone.rollsBack, open(at('mails.csv')));
    const report = await composed(deps, undone, changes, mails);
    await tiersCsv(deps, undone, { changes, policy }, open(resultKeys.tiers(runId)));
    await tierFilesAgain(deps, undone, changes, policy, (name) => open(resultKeys.tierFile(runId, name)));
    await publish();
    return report;
  });
  await deps.put(at('rollback.json'), JSON.stringify(report, null, 1), JSON_TYPE);
  for (const language of LANGUAGES)
    await deps.put(at(`report.${language}.html`), rollBackPage(report, policy, language), HTML);
  await deps.put(at('report.html'), rollBackPage(report, policy, policy.shop.language), HTML);
  const counts = { undo: { undone: undone.undone, changes: changes.size, written: report.written } };
  await deps.put(at('run.json'), JSON.stringify({ ...report.run, counts }, null, 1), JSON_TYPE);
}

const JSON_TYPE = 'application/json';
const HTML = 'text/html; charset=utf-8';

async function changesOf(
  deps: RollBackReading,
  { runId, parts }: Undone,
): Promise<Map<string, PlannedChange>> {
  const changes = new Map<string, PlannedChange>();
  for (let part = 0; part < parts; part += 1)
    for (const change of await deps.changes(runId, part)) changes.set(change.customerId, change);
  return changes;
}

type Add = (text: string) => void;

async function mailsOf(deps: RollBackReading, undone: string, add: Add): Promise<Tally> {
  const tally = new Tally();
  add(MAILS_HEAD);
  const parts = (await deps.run(undone))?.parts ?? 0;
  for (let part = 0; part < parts; part += 1)
    for (const outcome of await outcomesOf(deps, undone, part)) {
      tally.outcome(outcome);
      add(mailsRow(outcome));
    }
  return tally;
}

async function composed(
  deps: RollBackReading,
  { runId, rollsBack, base, undone, parts }: Undone,
  changes: ReadonlyMap<string, PlannedChange>,
  mails: Tally,
): Promise<RollBackReport> {
  const { written } = addCounts({ changes: 0, written: 0 }, await deps.applied(runId, parts));
  const terms = { undone, changes: changes.size, written };
  mustBalance({ step: 'undo', left: 'undone', right: ['changes'], terms });
  mustBalance({ step: 'undo', left: 'changes', right: ['written'], terms });
  const { runSeq, mode, asOf } = await deps.inventory(runId);
  const of = await deps.inventory(rollsBack);
  return {
    run: { runId, runSeq, mode, asOf },
    rollsBack: { runId: rollsBack, mode: of.mode, asOf: of.asOf, period: of.period },
    base: base && { runId: base.runId, asOf: base.asOf },
    ...{ undone, written, moves: movesOf(changes), mails: mails.mailsMade() },
  };
}

function movesOf(changes: ReadonlyMap<string, PlannedChange>): RollBackReport['moves'] {
  const moves = new Map<string, RollBackReport['moves'][number]>();
  for (const { previousTier: from, published, change } of changes.values()) {
    const key = JSON.stringify([change, from, published.tier]);
    const move = moves.get(key) ?? { from, to: published.tier, change, count: 0 };
    moves.set(key, { ...move, count: move.count + 1 });
  }
  return [...moves.values()];
}

/** Everybody as he stands again, by the receipts of the run that holds again; its previous tiers are those just undone. */
async function tiersCsv(
  deps: RollBackReading,
  { base }: Undone,
  { changes, policy }: { changes: ReadonlyMap<string, PlannedChange>; policy: Policy },
  add: Add,
): Promise<void> {
  const scores = Object.keys(policy.scores);
  add(tiersHead(scores));
  for (let part = 0; part < (base?.parts ?? 0); part += 1)
    for (const receipt of await deps.receipts(base?.runId ?? '', part)) {
      const { previousTier = receipt.tier, change = 'same' } = changes.get(receipt.customerId) ?? {};
      add(tiersRow({ ...receipt, previousTier, change, cause: '' }, scores));
    }
  for (const change of changes.values()) if (change.change === 'left') add(leftRow(change, scores));
}
