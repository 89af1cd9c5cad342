import type { Command } from 'commander';
import type { Intake } from '../../shared/contract/intake.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { majorUnits } from '../../shared/domain/money.ts';
import { chooseWithdrawal } from '../../shared/domain/withdraw-export.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { grantedBy } from './requests.ts';
import type { Terminal } from './terminal.ts';

interface WithdrawOptions extends CommonOptions {
  all?: boolean;
}

export const addWithdraw = (program: Command): void =>
  void command<WithdrawOptions>(
    program,
    'withdraw <export>',
    'take an upload out of what counts, by its key (orders/march.csv) or its id; uploading it again undoes that',
    withdraw,
  ).option('--all', 'every upload of the same bytes, not only the newest');

/** Says what would go before it asks for it; the id keeps the request about just that. */
async function withdraw(terminal: Terminal, options: WithdrawOptions, text = ''): Promise<void> {
  const shop = await connect(options);
  const all = options.all === true;
  const { uploads } = chooseWithdrawal(await shop.runs.intakes(), { ...named(text), all, by: '' });
  for (const upload of uploads) terminal.line(outLine(upload, terminal));
  const intakeId = uploads[0]?.intakeId ?? '';
  const { withdrawn = [], notes = [] } = await grantedBy(shop, { want: 'withdraw', intakeId, all });
  terminal.result({ done: true, withdrawn, notes }, [
    both('withdrawn; the next run counts without it', '已撤回，下一次运行不再计入')[terminal.language],
    ...notes.map((note) => note[terminal.language]),
  ]);
}

const INTAKE_ID = /^[0-9a-f]{32}$/;

const named = (text: string) => (INTAKE_ID.test(text) ? { intakeId: text } : { key: text });

function outLine({ key, uploadedAt, counts, amounts }: Intake, { language }: Terminal): string {
  const say = (text: Bilingual) => text[language];
  const sums = Object.entries(amounts).map(([code, sum]) => `${majorUnits(sum, code)} ${code}`.trim());
  const rows = `${counts.kept} ${say(both('rows that count', '行有效数据'))}`;
  return `  − ${key} (${uploadedAt}): ${[rows, ...sums].join(', ')}`;
}
