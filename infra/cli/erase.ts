import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { toldLines } from './erase-told.ts';
import { whomLines, whomOf } from './erase-whom.ts';
import { renewCopies } from './out.ts';
import { grantedBy } from './requests.ts';
import type { Terminal } from './terminal.ts';
import { whilst } from './whilst.ts';

interface EraseOptions extends CommonOptions {
  yes?: boolean;
}

export const addErase = (program: Command): void =>
  void command<EraseOptions>(program, 'erase <customer>', erase).option('--yes');

/** Seconds: two passes over everything, each a quarter of an hour after whatever read before it. */
export const PERSON_PATIENCE = 4 * 3600;

async function erase(terminal: Terminal, options: EraseOptions, customerId = ''): Promise<void> {
  const shop = await connect(options);
  const whom = await whomOf(shop, await shop.runs.snapshot(), customerId);
  const isAsked = options.yes !== true;
  // What runs unattended keeps its output: that has counts alone.
  const hasReader = isAsked && process.stdin.isTTY === true;
  for (const text of [...WHAT_HAPPENS, ...whomLines(whom, hasReader)]) terminal.say(text);
  if (isAsked) await mustConfirm(terminal, customerId);
  terminal.say(HOW_LONG);
  const asked = grantedBy(shop, { want: 'erase', customerId }, PERSON_PATIENCE);
  const answer = await whilst(terminal, both('erasing', '正在删除'), asked);
  if (shop.state !== undefined) await renewCopies(shop, join(shop.state, 'results'));
  const { erased, notes = [] } = answer;
  terminal.result({ done: true, erased, notes }, [
    ...(erased ? toldLines(erased) : []).map((line) => line[terminal.language]),
    ...notes.map((note) => `  ${note[terminal.language]}`),
  ]);
}

const WHAT_HAPPENS: readonly Bilingual[] = [
  both('This erases one person for good:', '此操作将永久删除一个人的数据：'),
  both(
    '  gone: rows of exports, tiers and their reasons, mails, manual tiers, files of problems, older versions of all of them;',
    '  删除：导出文件中的行、等级及其原因、邮件记录、人工等级、问题文件，以及这些内容的全部旧版本；',
  ),
  both(
    '  kept: counts and sums, as rows of nobody, and keyed hashes so that this person is neither mailed nor taken in again.',
    '  保留：不指向任何人的数量和金额，以及带密钥的哈希，用来避免再次发信或再次导入。',
  ),
];

const HOW_LONG = both(
  'Against AWS this takes about three quarters of an hour. It goes on by itself: you may stop waiting.',
  '在 AWS 上大约需要三刻钟。系统会自行完成，您可以不必等待。',
);

async function mustConfirm(terminal: Terminal, customerId: string): Promise<void> {
  if (process.stdin.isTTY !== true) throw unconfirmed();
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const question = both(`Write ${customerId} once more to go on: `, `请再次输入 ${customerId} 以继续：`);
  const said = await asked.question(question[terminal.language]);
  asked.close();
  if (said.trim() !== customerId.trim()) throw unconfirmed();
}

const unconfirmed = (): Refusal =>
  new Refusal(
    'E_NOT_CONFIRMED',
    both('Nobody confirmed it; nothing was erased.', '未经确认，未删除任何内容。'),
    both('Confirm it at a terminal, or pass --yes.', '请在终端中确认，或加上 --yes。'),
  );
