import type { Command } from 'commander';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import type { Receipt } from '../../shared/contract/plan.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { majorUnits } from '../../shared/domain/money.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Shop } from './batch.ts';
import { command } from './command.ts';
import { connect } from './connect.ts';
import { columns } from './terminal.ts';
import { CAUSE_WORDS, CHANGE_WORDS } from './words.ts';

export const addExplain = (program: Command): void =>
  void command(
    program,
    'explain <customer>',
    'say why a customer is in his tier',
    async (terminal, options, id = '') => {
      const receipt = await receiptOf(await connect(options), id);
      terminal.result(
        receipt,
        explanation(receipt, (text) => text[terminal.language]),
      );
    },
  );

/** The receipt of the current snapshot. */
async function receiptOf({ runs, lake }: Shop, customerId: string): Promise<Receipt> {
  const snapshot = await runs.snapshot();
  const folder = openRunFolder(lake);
  for (let part = 0; part < (snapshot?.parts ?? 0); part += 1) {
    const receipts = await folder.receipts(snapshot?.runId ?? '', part);
    const found = receipts.find((receipt) => receipt.customerId === customerId);
    if (found) return found;
  }
  throw new Refusal(
    'E_NO_CUSTOMER',
    both(
      'No customer of that id was graded in the last committed run.',
      '上一次已提交的运行中没有这个客户编号。',
    ),
    both(
      'Write the id as the orders export has it; without ids it is the e-mail in small letters.',
      '请按订单文件中的写法输入编号；文件没有编号时使用小写邮箱。',
    ),
  );
}

function explanation(receipt: Receipt, say: (text: Bilingual) => string): string[] {
  const { customerId, tier, previousTier, change, cause, asOf, movement } = receipt;
  const kept =
    movement.ruleTier === tier
      ? []
      : [`  ${say(both('the rule alone gives', '单按规则为'))} ${movement.ruleTier}`];
  return [
    `${customerId}: ${tier}  (${say(both('as of', '截至'))} ${asOf})`,
    `  ${say(CHANGE_WORDS[change] ?? both(change, change))}${previousTier ? `, ${say(both('before', '之前'))} ${previousTier}` : ''}${cause ? ` – ${say(CAUSE_WORDS[cause] ?? both(cause, cause))}` : ''}`,
    ...kept,
    '',
    ...seenLines(receipt, say),
    '',
    ...scoreLines(receipt, say),
    '',
    `  ${say(both('asked, from the top', '自上而下逐级判断'))}: ${receipt.asked.map(rung).join('  →  ')}`,
  ];
}

const rung = ({ tier, when }: Receipt['asked'][number]): string => {
  const conditions = Object.entries(when).map(([score, condition]) => `${score} ${condition}`);
  return conditions.length ? `${tier} (${conditions.join(', ')})` : tier;
};

function seenLines(
  { lastOrderDate, orderCount, netAmount, currency }: Receipt,
  say: (text: Bilingual) => string,
): string[] {
  return [
    `  ${say(both('last counted order', '最近一次有效订单'))}: ${lastOrderDate ?? '–'}`,
    `  ${say(both('in the window', '窗口期内'))}: ${orderCount} ${say(both('orders', '单'))}, ${majorUnits(netAmount, currency)} ${currency}`,
  ];
}

/** Amounts in major units, days and counts as they are. */
const shown = (of: string, value: number | null, currency: string): string =>
  value === null ? '–' : of === 'netAmount' ? majorUnits(value, currency) : String(value);

function scoreLines({ scores, currency }: Receipt, say: (text: Bilingual) => string): string[] {
  const head = [
    say(both('score', '评分')),
    say(both('value', '得分')),
    say(both('seen', '观察值')),
    say(both('cut points', '分档线')),
  ];
  const rows = Object.entries(scores).map(([name, score]) =>
    'of' in score
      ? [
          name,
          String(score.value),
          shown(score.of, score.raw, currency),
          score.edges.map((edge) => shown(score.of, edge, currency)).join(' | '),
        ]
      : [
          name,
          String(score.value),
          Object.entries(score.weights)
            .map(([of, weight]) => `${weight} × ${of}`)
            .join(' + '),
          '',
        ],
  );
  return columns(head, rows);
}
