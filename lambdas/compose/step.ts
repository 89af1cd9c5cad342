import type { Mail, OutboxMail } from '../../shared/contract/mails.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import { madeReady } from '../../shared/domain/mail/ready.ts';
import { withDecided } from './already.ts';
import { countsOf } from './count.ts';
import type { ComposeDependencies } from './dependencies.ts';
import { faultsOf } from './faults.ts';

/**
 * Makes the mails of one part ready: names them, draws the control groups and renders every one that is to go out. What
 * is wrong is written down and refused by preflight, which sees all parts. Done twice it writes the same mails. Of a run
 * that is only shown they are counted and not kept.
 */
export const compose =
  (deps: ComposeDependencies) =>
  async ({ runId, part }: RunPart): Promise<RunPart> => {
    const { asOf, simulated = false } = await deps.inventory(runId);
    const [mails, planned] = [await deps.mails(runId, part), await deps.planned(runId, part)];
    mustBalance({
      step: 'compose',
      left: 'planned',
      right: ['mails'],
      terms: { planned, mails: mails.length },
    });
    const templates = await deps.templates(runId);
    const makings = { policy: await deps.policy(runId), asOf, keys: deps.keys, templates };
    const made = mails.map((mail) => ({ ...mail, ...madeReady(mail, makings), already: null }));
    const ready = await withDecided(runId, sorted(made), deps);
    const counts = countsOf(ready, makings.policy);
    mustBalance({
      step: 'compose',
      left: 'mails',
      right: ['due', 'skipped', 'heldOut', 'already'],
      terms: numbersOf(counts),
    });
    const digest = deps.partDigest(ready);
    if (simulated) {
      await deps.saveCounts(runId, part, { ...counts, digest, problems: [] });
      return { runId, part };
    }
    const problems = faultsOf(dueOf(ready), makings, { ...deps, render: templates.render });
    await deps.at('compose.before_save');
    await deps.save(runId, part, ready, { ...counts, digest, problems });
    return { runId, part };
  };

const dueOf = (mails: readonly OutboxMail[]): Mail[] => mails.filter(({ heldOut }) => heldOut === null);

const numbersOf = ({ mails, due, skipped, heldOut, already }: ReturnType<typeof countsOf>) => ({
  ...{ mails, due, skipped, heldOut, already },
});

/** Of several mails to one mailbox the highest goes first; beyond that, an order that does not depend on the rows'. */
const sorted = (mails: OutboxMail[]): OutboxMail[] =>
  mails.sort((a, b) => b.priority - a.priority || (orderOf(a) < orderOf(b) ? -1 : 1));

const orderOf = ({ customerId, campaignId }: Mail): string => `${customerId} ${campaignId}`;
