import type { Audience } from '../../shared/contract/preflight.ts';
import { ERASED_SKIP } from '../../shared/domain/erasure/person.ts';
import { contentChanged, sesNotReady } from '../../shared/domain/mail/mail-refusals.ts';
import { mustRemember } from '../../shared/domain/mail/memory.ts';
import { madeReady } from '../../shared/domain/mail/ready.ts';
import { lookAt } from './account.ts';
import type { PreflightDependencies } from './dependencies.ts';
import { holdBack, isLate } from './stale.ts';

/**
 * The last look: what was approved is what lies there, nobody's memory is lost, SES is ready. Then each campaign with
 * mails is put on the list of those that can be paused and cancelled, paused where it comes long after its plan. Again it
 * changes nothing.
 */
export async function beforeMail(runId: string, parts: number, deps: PreflightDependencies): Promise<void> {
  // Nothing of a run that is rolled back goes out; its mails are only counted.
  if ((await deps.stoppedSince(runId)) !== undefined) return;
  const planned = await deps.preflight(runId);
  const { counts } = planned;
  await mustBeApproved(runId, parts, deps);
  if (mayGo(counts) === 0) return;
  mustRemember(await deps.memory());
  const policy = await deps.policy(runId);
  const { problems } = lookAt(counts.due, await deps.account(), policy, deps);
  if (problems.length > 0) throw sesNotReady(problems);
  await deps.at('preflight.before_register');
  const late = isLate(planned, policy, deps);
  for (const [campaignId, audience] of Object.entries(counts.campaigns)) {
    if (mayGo(audience) === 0) continue;
    if (late) await holdBack(campaignId, runId, deps);
    await deps.register(campaignId, audience.rule, runId);
  }
}

/** What was decided when it was planned may be free again: a person may have released an unknown since. */
const mayGo = ({ due, already }: Audience): number => due + already;

/**
 * The digest is taken from the mails and templates themselves, whatever their lines say of it. A mail of somebody erased
 * goes to nobody, and has no words to take one from.
 */
async function mustBeApproved(runId: string, parts: number, deps: PreflightDependencies): Promise<void> {
  const approved = (await deps.run(runId))?.contentDigest;
  const { asOf } = await deps.inventory(runId);
  const templates = await deps.templates(runId);
  const makings = { policy: await deps.policy(runId), asOf, keys: deps.keys, templates };
  const found: string[] = [];
  for (let part = 0; part < parts; part += 1) {
    const mails = await deps.outbox(runId, part);
    found.push(
      deps.partDigest(mails.map((mail) => (mail.skip === ERASED_SKIP ? mail : madeReady(mail, makings)))),
    );
  }
  if (deps.contentDigest(found) !== approved) throw contentChanged(runId);
}
