import {
  type ApplyCounts,
  type Inventory,
  MailOutcomeSchema,
  type Model,
  type OutcomeLine,
  type Review,
  type SendCounts,
  type Statements,
  StatementsSchema,
} from '../../shared/contract/artifacts.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import type { Mail, OutboxMail } from '../../shared/contract/mails.ts';
import type { PlannedChange, Receipt } from '../../shared/contract/plan.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { RunParts } from '../../shared/contract/steps.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { deliveryOf } from './delivery.ts';
import { equationsOf } from './equations.ts';
import { gradingOf, modelOf } from './figures.ts';
import { filesOf } from './files.ts';
import { reportPage } from './page.ts';
import { leftRow, MAILS_HEAD, mailsRow, outcomeBeforeSending, tiersHead, tiersRow } from './rows.ts';
import { Tally } from './tally.ts';

export interface ReportDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  model(runId: string): Promise<Model>;
  review(runId: string): Promise<Review>;
  /** `runKeys.statements` of the lake; a run that an earlier program measured has none. */
  statements(runId: string): Promise<Buffer | undefined>;
  applied(runId: string, parts: number): Promise<ApplyCounts[]>;
  /** The intakes that the inventory lists. */
  intakes(inventory: Inventory): Promise<Intake[]>;
  receipts(runId: string, part: number): Promise<Receipt[]>;
  changes(runId: string, part: number): Promise<PlannedChange[]>;
  mails(runId: string, part: number): Promise<Mail[]>;
  /** The same made ready; undefined as long as they are not. */
  outbox(runId: string, part: number): Promise<OutboxMail[] | undefined>;
  preflight(runId: string): Promise<Preflight | undefined>;
  sendCounts(runId: string, parts: number): Promise<SendCounts[]>;
  /** Every mail of the part by the ledger, once the sender has been at it. */
  sentOutcomes(runId: string, part: number): Promise<OutcomeLine[] | undefined>;
  put(key: string, text: string, contentType: string): Promise<void>;
}

/** Writes everything that people read of a run; written again after its mails are closed, with their outcomes. */
export const report =
  (deps: ReportDependencies) =>
  async ({ runId, parts }: RunParts): Promise<RunParts> => {
    const inventory = await deps.inventory(runId);
    const policy = await deps.policy(runId);
    const { tally, tiers, mails } = await readParts(deps, runId, parts, policy);
    const written = await compose(deps, inventory, policy, parts, tally);
    for (const equation of written.equations) mustBalance(equation);
    const at = (file: string) => resultKeys.report(runId, file);
    await deps.put(resultKeys.tiers(runId), tiers, CSV);
    await deps.put(at('mails.csv'), mails, CSV);
    await deps.put(at('run.json'), JSON.stringify(written.run, null, 1), JSON_TYPE);
    await deps.put(at('report.json'), JSON.stringify(written, null, 1), JSON_TYPE);
    for (const language of LANGUAGES)
      await deps.put(at(`report.${language}.html`), reportPage(written, language), HTML);
    await deps.put(at('report.html'), reportPage(written, policy.shop.language), HTML);
    return { runId, parts };
  };

const CSV = 'text/csv; charset=utf-8';
const JSON_TYPE = 'application/json';
const HTML = 'text/html; charset=utf-8';

async function readParts(deps: ReportDependencies, runId: string, parts: number, policy: Policy) {
  const tally = new Tally();
  const scores = Object.keys(policy.scores);
  const tiers = [tiersHead(scores)];
  const mails = [MAILS_HEAD];
  for (let part = 0; part < parts; part += 1) {
    for (const receipt of await deps.receipts(runId, part)) {
      tally.receipt(receipt);
      tiers.push(tiersRow(receipt, scores));
    }
    for (const change of (await deps.changes(runId, part)).filter((each) => each.change === 'left')) {
      tally.left(change.previousTier);
      tiers.push(leftRow(change, scores));
    }
    for (const outcome of await outcomesOf(deps, runId, part)) {
      tally.outcome(outcome);
      mails.push(mailsRow(outcome));
    }
  }
  return { tally, tiers: tiers.join(''), mails: mails.join('') };
}

async function outcomesOf(deps: ReportDependencies, runId: string, part: number): Promise<OutcomeLine[]> {
  const sent = await deps.sentOutcomes(runId, part);
  if (sent) return sent;
  const mails = (await deps.outbox(runId, part)) ?? (await deps.mails(runId, part));
  return mails.map(outcomeBeforeSending);
}

async function compose(
  deps: ReportDependencies,
  inventory: Inventory,
  policy: Policy,
  parts: number,
  tally: Tally,
): Promise<Report> {
  const { runId, runSeq, mode, asOf, base, period, currency } = inventory;
  const intakes = await deps.intakes(inventory);
  const model = await deps.model(runId);
  const [review, statements] = [await deps.review(runId), await statementsOf(deps, runId)];
  const { sharedAddresses = 0, sharedPhones = 0, refundOrphans = 0 } = review.measured;
  const equations = equationsOf({
    ...{ intakes, review, statements },
    applied: await deps.applied(runId, parts),
    mails: mailTerms(tally),
    heldBefore: base ? (await deps.review(base.runId)).counts.receipts : 0,
  });
  const counts: Report['run']['counts'] = {};
  for (const { step, terms } of equations) counts[step] = { ...counts[step], ...terms };
  return {
    run: { runId, runSeq, mode, asOf, counts },
    ...{ period, currency, shop: policy.shop.name, equations },
    exports: filesOf(intakes, statements, policy.timeZone),
    doubts: { sharedAddresses, sharedPhones, refundOrphans },
    ...gradingOf(policy, review, model, tally),
    moves: tally.movesMade(),
    mails: tally.mailsMade(),
    delivery: deliveryOf(policy, await deps.preflight(runId), await deps.sendCounts(runId, parts)),
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
