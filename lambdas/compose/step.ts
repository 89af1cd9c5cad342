import type { Mail, OutboxMail } from '../../shared/contract/mails.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import { madeReady } from '../../shared/domain/mail/ready.ts';
import { countsOf } from './count.ts';
import type { ComposeDependencies } from './dependencies.ts';
import { faultsOf } from './faults.ts';

/**
 * Makes the mails of one part ready: names them, draws the control groups and renders every one that is to go out. What
 * is wrong is written down and refused by preflight, which sees all parts. Done twice it writes the same bytes.
 */
export const compose =
  (deps: ComposeDependencies) =>
  async ({ runId, part }: RunPart): Promise<RunPart> => {
    const { asOf, simulated = false } = await deps.inventory(runId);
    if (simulated) return { runId, part };
    const [mails, planned] = [await deps.mails(runId, part), await deps.planned(runId, part)];
    mustBalance({
      step: 'compose',
      left: 'planned',
      right: ['mails'],
      terms: { planned, mails: mails.length },
    });
    const templates = await deps.templates(runId);
    const makings = { policy: await deps.policy(runId), asOf, keys: deps.keys, templates };
    const ready = sorted(mails.map((mail) => ({ ...mail, ...madeReady(mail, makings) })));
    const counts = countsOf(ready, makings.policy);
    mustBalance({
      step: 'compose',
      left: 'mails',
      right: ['due', 'skipped', 'heldOut'],
      terms: numbersOf(counts),
    });
    const problems = faultsOf(dueOf(ready), makings, { ...deps, render: templates.render });
    await deps.at('compose.before_save');
    await deps.save(runId, part, ready, { ...counts, digest: deps.partDigest(ready), problems });
    return { runId, part };
  };

const dueOf = (mails: readonly OutboxMail[]): Mail[] => mails.filter(({ heldOut }) => heldOut === null);

const numbersOf = ({ mails, due, skipped, heldOut }: ReturnType<typeof countsOf>) => ({
  ...{ mails, due, skipped, heldOut },
});

/** Of several mails to one mailbox the highest goes first; beyond that, an order that does not depend on the rows'. */
const sorted = (mails: OutboxMail[]): OutboxMail[] =>
  mails.sort((a, b) => b.priority - a.priority || (orderOf(a) < orderOf(b) ? -1 : 1));

const orderOf = ({ customerId, campaignId }: Mail): string => `${customerId} ${campaignId}`;
