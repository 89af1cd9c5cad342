import { z } from 'zod';
import type { MachineFailed } from '../../shared/contract/run-news.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { reasonIn } from '../../shared/domain/refusal.ts';
import type { NotifyDependencies } from './dependencies.ts';
import { runVariables } from './run-letter.ts';
import type { News } from './tell.ts';

/** The end of a machine's name. */
const MACHINE = /-(apply|mail)$/;
const InputSchema = z.object({ runId: z.string() });
const FunctionErrorSchema = z.object({ errorMessage: z.string() });

/**
 * The mail about a committed run of which something stopped: its mails, or what follows the commit. `undefined` of a run
 * that failed as a whole, of which release tells. Told once for each machine of a run, however often it is redriven.
 */
export async function stopNews(
  deps: Pick<NotifyDependencies, 'run' | 'render'>,
  policy: Pick<Policy, 'shop' | 'timeZone'>,
  { stateMachineArn, input, error, cause }: MachineFailed['detail'],
): Promise<News | undefined> {
  const [, machine] = MACHINE.exec(stateMachineArn) ?? [];
  const run = await deps.run(InputSchema.parse(JSON.parse(input)).runId);
  if (machine === undefined || !run || run.state === 'FAILED') return undefined;
  const { language } = policy.shop;
  const reason = reasonIn(textOf(error ?? '', cause ?? ''), language);
  const letter = deps.render('stopped', language, { ...runVariables(run, policy), machine, reason });
  return { about: `stopped/${machine}/${run.runId}`, sort: 'stopped', letter };
}

/** Only our own refusals say what to mend and quote no customer; of anything else the name is told. */
function textOf(error: string, cause: string): string {
  if (!error.startsWith('E_')) return error;
  return FunctionErrorSchema.parse(JSON.parse(cause)).errorMessage;
}
