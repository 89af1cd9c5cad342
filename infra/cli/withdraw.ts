import type { Command } from 'commander';
import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { momentWords } from '../../shared/domain/moment.ts';
import { counted } from '../../shared/domain/report/html.ts';
import { chooseWithdrawal } from '../../shared/domain/withdraw-export.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { sumWords } from './figures.ts';
import { grantedBy } from './requests.ts';
import type { Terminal } from './terminal.ts';
import { TAKING_UP, whilst } from './whilst.ts';

interface WithdrawOptions extends CommonOptions {
  all?: boolean;
}

export const addWithdraw = (program: Command): void =>
  void command<WithdrawOptions>(program, 'withdraw <export>', withdraw).option('--all');

/** Says what would go before it asks for it; the id keeps the request about just that. */
async function withdraw(terminal: Terminal, options: WithdrawOptions, text = ''): Promise<void> {
  const shop = await connect(options);
  const all = options.all === true;
  const { uploads } = chooseWithdrawal(await shop.runs.intakes(), { ...named(text), all, by: '' });
  const { policy } = await currentPolicy(shop.table, shop.lake, defaultPolicyText());
  for (const upload of uploads) terminal.line(outLine(upload, policy.timeZone, terminal));
  const intakeId = uploads[0]?.intakeId ?? '';
  const { withdrawn = [], notes = [] } = await whilst(
    terminal,
    TAKING_UP,
    grantedBy(shop, { want: 'withdraw', intakeId, all }),
  );
  terminal.result({ done: true, withdrawn, notes }, [
    both('withdrawn; the next run counts without it', '已撤回，下一次运行不再计入')[terminal.language],
    ...notes.map((note) => note[terminal.language]),
  ]);
}

const INTAKE_ID = /^[0-9a-f]{32}$/;

const named = (text: string) => (INTAKE_ID.test(text) ? { intakeId: text } : { key: text });

function outLine(
  { key, uploadedAt, counts, amounts }: Intake,
  timeZone: string,
  { language }: Terminal,
): string {
  const say = (text: Bilingual) => text[language];
  const kept = counted(counts.kept);
  const rows = both(`${kept} ${counts.kept === 1 ? 'row' : 'rows'} that count`, `${kept} 行有效数据`);
  const what = [say(rows), ...sumWords(amounts)].join(say(both(', ', '，')));
  const at = momentWords(uploadedAt, timeZone);
  return say(both(`  − ${key}, ${at.en}: ${what}`, `  − ${key}，${at['zh-CN']}：${what}`));
}
