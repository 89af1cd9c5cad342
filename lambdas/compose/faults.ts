import type { Mail } from '../../shared/contract/mails.ts';
import type { ComposeCounts } from '../../shared/contract/preflight.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { isMailable, type Makings, sampleVariables } from '../../shared/domain/mail/ready.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { ComposeDependencies } from './dependencies.ts';

type Rendering = Pick<ComposeDependencies, 'checkHeaders' | 'sender'> & {
  render: Awaited<ReturnType<ComposeDependencies['templates']>>['render'];
};

type ComposeFault = ComposeCounts['problems'][number];

/** Kinds of fault that one part tells; whoever mends those sees the rest. */
const MOST_FAULTS = 20;

/** Renders every mail strictly; each kind of fault once, with the campaign and tier of the first mail that shows it. */
export function faultsOf(mails: readonly Mail[], makings: Makings, rendering: Rendering): ComposeFault[] {
  const faults = new Map<string, ComposeFault>();
  for (const mail of mails.filter(isMailable)) {
    const fault = faultOf(mail, makings, rendering);
    if (fault && !faults.has(fault.what.en)) faults.set(fault.what.en, problemOf(fault, mail));
    if (faults.size >= MOST_FAULTS) break;
  }
  return [...faults.values()];
}

function faultOf(
  mail: Mail,
  makings: Makings,
  { render, checkHeaders, sender }: Rendering,
): Refusal | undefined {
  const { address, template, language } = mail;
  const variables = sampleVariables(mail, makings);
  const { shop: fromName, unsubscribeUrl } = variables;
  try {
    const { subject } = render(template, language, variables);
    checkHeaders({ from: sender, fromName, to: address ?? '', subject, language, unsubscribeUrl });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const problemOf = ({ code, what, remedy }: Refusal, { rule, tier }: Mail): ComposeFault => ({
  ...{ code, kind: what.en },
  say: both(
    `Campaign ${rule}, tier ${tier}: ${what.en} ${remedy.en}`,
    `活动 ${rule}，等级 ${tier}：${what['zh-CN']}${remedy['zh-CN']}`,
  ),
});
