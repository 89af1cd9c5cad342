import {
  type ApplyCounts,
  type Inventory,
  MailOutcomeSchema,
  type Model,
  type OutcomeLine,
  type SendCounts,
  type Statements,
  StatementsSchema,
} from '../../shared/contract/artifacts.ts';
import type { Effect } from '../../shared/contract/effect.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import type { PlannedChange, Receipt } from '../../shared/contract/plan.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { ReportInput, RunParts } from '../../shared/contract/steps.ts';
import type { Used } from '../../shared/contract/used.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { deliveryOf } from './delivery.ts';
import { effectFile } from './effect-file.ts';
import { equationsOf } from './equations.ts';
import { gradingOf, modelOf, type Tallies } from './figures.ts';
import { filesOf } from './files.ts';
import { galleryOf } from './gallery.ts';
import { writeGallery } from './gallery-files.ts';
import { HeatTally } from './heat-tally.ts';
import type { LongFiles } from './long-files.ts';
import { outcomesOf } from './outcomes.ts';
import { reportPage } from './page.ts';
import { type PlanPageDependencies, showPlan } from './plan-step.ts';
import { MailSamples } from './preview-samples.ts';
import { RiskTally } from './risk-tally.ts';
import { type RollBackReading, reportRollBack, rollBackOf } from './roll-back.ts';
import { leftRow, MAILS_HEAD, mailsRow, tiersHead, tiersRow } from './rows.ts';
import { Tally } from './tally.ts';
import { TierFiles } from './tier-files.ts';
import { usedBy } from './used.ts';

export interface ReportDependencies extends RollBackReading, PlanPageDependencies {
  model(runId: string): Promise<Model>;
  /** `runKeys.statements` of the lake; a run that an earlier program measured has none. */
  statements(runId: string): Promise<Buffer | undefined>;
  applied(runId: string, parts: number): Promise<ApplyCounts[]>;
  /** The intakes that the inventory lists. */
  intakes(inventory: Inventory): Promise<Intake[]>;
  receipts(runId: string, part: number): Promise<Receipt[]>;
  changes(runId: string, part: number): Promise<PlannedChange[]>;
  /** What earlier mail changed; null where it was not measured. */
  effect(runId: string): Promise<Effect | null>;
  sendCounts(runId: string, parts: number): Promise<SendCounts[]>;
  /** What every call took that was noted. */
  used(runId: string): Promise<Used[]>;
  /** Every mail of the part by the ledger, once the sender has been at it. */
  sentOutcomes(runId: string, part: number): Promise<OutcomeLine[] | undefined>;
}

/**
 * Writes everything that people read of a run: before it happens what it will do, and afterwards what it did; written
 * again after its mails are closed, with their outcomes.
 */
export const report =
  (deps: ReportDependencies) =>
  async ({ runId, parts, about = 'RUN' }: ReportInput): Promise<RunParts> => {
    if (about === 'PLAN') await showPlan(deps, { runId, parts });
    else await reportRun(deps, { runId, parts });
    return { runId, parts };
  };

async function reportRun(deps: ReportDependencies, { runId, parts }: RunParts): Promise<void> {
  const inventory = await deps.inventory(runId);
  if (inventory.rollsBack !== undefined) return reportRollBack(deps, runId);
  const policy = await deps.policy(runId);
  const intakes = await deps.intakes(inventory);
  const { written, samples } = await deps.longFiles(async (long) => {
    const { tallies, samples } = await readParts(deps, { runId, parts, intakes }, policy, long);
    const written = await compose(deps, inventory, policy, parts, { ...tallies, intakes });
    for (const equation of written.equations) mustBalance(equation);
    await long.publish();
    return { written, samples };
  });
  const at = (file: string) => resultKeys.report(runId, file);
  if (written.effect) await deps.put(at('effect.csv'), effectFile(written.effect), CSV);
  await deps.put(at('run.json'), JSON.stringify(written.run, null, 1), JSON_TYPE);
  await deps.put(at('report.json'), JSON.stringify(written, null, 1), JSON_TYPE);
  for (const language of LANGUAGES)
    await deps.put(at(`report.${language}.html`), reportPage(written, language), HTML);
  await deps.put(at('report.html'), reportPage(written, policy.shop.language), HTML);
  const render = await deps.letters(runId);
  const makings = { policy, asOf: inventory.asOf, render, samples };
  await writeGallery(deps, galleryOf(runId, written.mails, makings), 'report');
  // What it says of these mails is known better now.
  if (written.rolledBackBy !== null) await reportRollBack(deps, written.rolledBackBy);
}

const CSV = 'text/csv; charset=utf-8';
const JSON_TYPE = 'application/json';
const HTML = 'text/html; charset=utf-8';

async function readParts(
  deps: ReportDependencies,
  { runId, parts, intakes }: RunParts & { intakes: Intake[] },
  policy: Policy,
  { open }: LongFiles,
) {
  const tiers = open(resultKeys.tiers(runId));
  const files = new TierFiles(deps, policy, intakes, (name) => open(resultKeys.tierFile(runId, name)));
  const mails = open(resultKeys.report(runId, 'mails.csv'));
  const tallies = { tally: new Tally(), heat: new HeatTally(policy), risk: new RiskTally() };
  const { tally, heat, risk } = tallies;
  const samples = new MailSamples();
  const scores = Object.keys(policy.scores);
  tiers(tiersHead(scores));
  mails(MAILS_HEAD);
  for (let part = 0; part < parts; part += 1) {
    await files.open(runId, part);
    for (const receipt of await deps.receipts(runId, part)) {
      for (const each of [tally, heat, risk, files]) each.receipt(receipt);
      tiers(tiersRow(receipt, scores));
    }
    for (const change of (await deps.changes(runId, part)).filter((each) => each.change === 'left')) {
      tally.left(change.previousTier);
      tiers(leftRow(change, scores));
      files.gone(change);
    }
    for (const mail of await deps.mails(runId, part)) samples.mail(mail);
    for (const outcome of await outcomesOf(deps, runId, part)) {
      tally.outcome(outcome);
      mails(mailsRow(outcome));
    }
  }
  return { tallies, samples };
}

async function compose(
  deps: ReportDependencies,
  inventory: Inventory,
  policy: Policy,
  parts: number,
  tallies: Tallies & { intakes: Intake[] },
): Promise<Report> {
  const { runId, runSeq, mode, asOf, base, period, currency, engine } = inventory;
  const { tally, intakes } = tallies;
  const model = await deps.model(runId);
  const [review, statements] = [await deps.review(runId), await statementsOf(deps, runId)];
  const { sharedAddresses = 0, sharedPhones = 0, refundOrphans = 0 } = review.measured;
  const [applied, sent] = [await deps.applied(runId, parts), await deps.sendCounts(runId, parts)];
  const equations = equationsOf({
    ...{ intakes, review, statements, applied },
    mails: mailTerms(tally),
    heldBefore: base ? (await deps.review(base.runId)).counts.receipts : 0,
  });
  const counts: Report['run']['counts'] = {};
  for (const { step, terms } of equations) counts[step] = { ...counts[step], ...terms };
  return {
    rolledBackBy: await rollBackOf(deps, runId),
    run: { runId, runSeq, mode, asOf, counts },
    ...{ period, engine, currency, shop: policy.shop.name, equations },
    exports: filesOf(intakes, statements, policy.timeZone),
    doubts: { sharedAddresses, sharedPhones, refundOrphans },
    ...{ anomalies: review.anomalies, cost: review.cost },
    used: usedBy(review, { calls: await deps.used(runId), applied, sent }),
    ...gradingOf(policy, review, model, tallies),
    campaigns: policy.campaigns.flatMap(({ rule, name }) => (name ? [{ campaign: rule, name }] : [])),
    moves: tally.movesMade(),
    mails: tally.mailsMade(),
    delivery: deliveryOf(policy, await deps.preflight(runId), sent),
    effect: await deps.effect(runId),
    model: modelOf(model),
  };
}

async function statementsOf(deps: ReportDependencies, runId: string): Promise<Statements> {
  const written = await deps.statements(runId);
  return written ? StatementsSchema.parse(JSON.parse(written.toString('utf8'))) : { exports: [] };
}

/** Mails by outcome, and all of them; the sender's own count stands against it in `counts/send`. */
function mailTerms(tally: Tally): Record<string, number> {
  const names = ['mails', ...MailOutcomeSchema.options];
  const terms: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
  for (const { outcome, count } of tally.mailsMade()) {
    terms[outcome] = (terms[outcome] ?? 0) + count;
    terms.mails = (terms.mails ?? 0) + count;
  }
  return terms;
}
