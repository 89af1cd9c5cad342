import type { Inventory, Review } from '../../shared/contract/artifacts.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import type { Mail, OutboxMail } from '../../shared/contract/mails.ts';
import type { PlanPage } from '../../shared/contract/plan-page.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { RunParts } from '../../shared/contract/steps.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { galleryOf } from './gallery.ts';
import { writeGallery } from './gallery-files.ts';
import { planOf } from './plan-facts.ts';
import { planPage } from './plan-page.ts';
import type { Render } from './preview.ts';
import { MailSamples } from './preview-samples.ts';
import { outcomeBeforeSending } from './rows.ts';
import { Tally } from './tally.ts';

export interface PlanPageDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  review(runId: string): Promise<Review>;
  preflight(runId: string): Promise<Preflight | undefined>;
  run(runId: string): Promise<Run | undefined>;
  mails(runId: string, part: number): Promise<Mail[]>;
  /** The same made ready; undefined as long as they are not. */
  outbox(runId: string, part: number): Promise<OutboxMail[] | undefined>;
  /** Renders the templates frozen with a run; undefined where an earlier program froze none. */
  letters(runId: string): Promise<Render | undefined>;
  put(key: string, text: string, contentType: string): Promise<void>;
}

/**
 * Shows what a run will do before any of it happens. `plan.json` is written last: it makes notify mail the plan, whose
 * link leads to the pages. A simulation is shown where it was asked for, and nobody else hears of it.
 */
export async function showPlan(deps: PlanPageDependencies, { runId, parts }: RunParts): Promise<void> {
  const inventory = await deps.inventory(runId);
  if (inventory.simulated) return;
  const policy = await deps.policy(runId);
  const { tally, samples } = await readMails(deps, { runId, parts });
  const mails = tally.mailsMade();
  const [review, preflight, run] = await Promise.all([
    deps.review(runId),
    deps.preflight(runId),
    deps.run(runId),
  ]);
  const plan = planOf({ inventory, policy, review, preflight, run, mails });
  const render = await deps.letters(runId);
  const gallery = galleryOf(runId, mails, { policy, asOf: inventory.asOf, render, samples });
  await writeGallery(deps, gallery, 'plan');
  await writePages(deps, plan, policy, gallery);
}

async function readMails(deps: PlanPageDependencies, { runId, parts }: RunParts) {
  const [tally, samples] = [new Tally(), new MailSamples()];
  for (let part = 0; part < parts; part += 1)
    for (const mail of (await deps.outbox(runId, part)) ?? (await deps.mails(runId, part))) {
      tally.outcome(outcomeBeforeSending(mail));
      samples.mail(mail);
    }
  return { tally, samples };
}

async function writePages(
  { put }: PlanPageDependencies,
  plan: PlanPage,
  policy: Policy,
  gallery: ReturnType<typeof galleryOf>,
): Promise<void> {
  const at = (file: string) => resultKeys.report(plan.runId, file);
  for (const language of LANGUAGES)
    await put(at(`plan.${language}.html`), planPage(plan, gallery, language), HTML);
  await put(at('plan.html'), planPage(plan, gallery, policy.shop.language), HTML);
  await put(at('plan.json'), JSON.stringify(plan, null, 1), 'application/json');
}

const HTML = 'text/html; charset=utf-8';
