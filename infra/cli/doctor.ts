import type { Command } from 'commander';
import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openSesAccount } from '../../shared/adapters/ses-account.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { lookAtAlarms } from '../doctor/alarms.ts';
import type { Finding, Outcome } from '../doctor/finding.ts';
import { lookAtAccount } from '../doctor/mail-account.ts';
import { lookAtNames } from '../doctor/mail-names.ts';
import { openMailNames } from '../doctor/mail-names-aws.ts';
import { lookAtPages } from '../doctor/pages.ts';
import { lookAtPolicy } from '../doctor/policy.ts';
import { lookAtStores } from '../doctor/stores.ts';
import { openStores } from '../doctor/stores-aws.ts';
import type { Shop } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import type { Terminal } from './terminal.ts';
import { whilst } from './whilst.ts';
import { hanging, terminalWidth } from './wrap.ts';

export const addDoctor = (program: Command): void => void command(program, 'doctor', doctor);

/** Ends with 1 where something is missing that stops mail. */
async function doctor(terminal: Terminal, options: CommonOptions): Promise<void> {
  const shop = await connect(options);
  const looking = both('looking at the account', '正在检查账户');
  const findings = await whilst(terminal, looking, everyFinding(shop));
  const ready = !findings.some(({ outcome, stopsMail }) => outcome === 'toDo' && stopsMail);
  if (!ready) process.exitCode = 1;
  terminal.result({ ready, findings }, doctorLines(findings, ready, terminal));
}

/** All that `DOCTOR_READS` names is asked here. Settings come from the environment; `connect` has put those of a local cloud there. */
export async function everyFinding(shop: Shop): Promise<Finding[]> {
  const settings = process.env;
  const isLocal = settings.AWS_REGION === 'local';
  const looks = await Promise.all([
    lookAtAccount(openSesAccount(), settings, await lastDue(shop)),
    lookAtNames(openMailNames(), settings.SENDER, isLocal),
    lookAtStores(openStores(), settings),
    lookAtPolicy(async () => (await currentPolicy(shop.table, shop.lake, defaultPolicyText())).policy),
    lookAtPages(settings),
    lookAtAlarms(settings.ALARM_TOPIC, isLocal),
  ]);
  return looks.flat();
}

/** The mails of the newest plan that was more than a simulation; undefined where there is none, or it cannot be read. */
async function lastDue({ runs, lake }: Shop): Promise<number | undefined> {
  try {
    const newest = (await runs.runs()).findLast(
      ({ state, rollsBack }) => state !== 'SIMULATED' && rollsBack === undefined,
    );
    return newest && (await openRunFolder(lake).preflight(newest.runId))?.counts.due;
  } catch {
    return undefined;
  }
}

const SIGNS: Record<Outcome, Bilingual> = {
  ok: both('  ✓ ok               ', '  ✓ 正常      '),
  toDo: both('  ✗ to do            ', '  ✗ 待办      '),
  unseen: both('  ? cannot be seen   ', '  ? 无法查看  '),
  notHere: both('  – not here         ', '  – 不适用    '),
};

export function doctorLines(
  findings: readonly Finding[],
  ready: boolean,
  { language }: Pick<Terminal, 'language'>,
  width = terminalWidth(),
): string[] {
  const end = ready
    ? both('  Nothing that was seen stops mail.', '  已查看的各项中，没有会阻止发信的问题。')
    : both('  Mail is stopped until what is to do is done.', '  有待办事项未完成，暂时无法发信。');
  return [
    ...findings.flatMap(({ outcome, say }) => hanging(SIGNS[outcome][language], say[language], width)),
    '',
    end[language],
  ];
}
