import type { Command } from 'commander';
import { both } from '../../shared/domain/bilingual.ts';
import { type Capacity, capacityOf } from '../../shared/domain/capacity/capacity.ts';
import { type Shop, shopOf } from '../../shared/domain/capacity/shop.ts';
import { capacityTable } from '../../shared/domain/capacity/table.ts';
import type { Engine } from '../../shared/domain/engine.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { SETTINGS } from '../config.ts';
import { capacityLines } from './capacity-lines.ts';
import { type CommonOptions, command } from './command.ts';
import { engineIn, engineNamed } from './engine-option.ts';
import { WRONG, wrongValue, wrongWords } from './help/wrong-words.ts';
import type { Terminal } from './terminal.ts';
import { countingNumber, wholeNumber } from './whole-number.ts';

interface CapacityOptions extends CommonOptions {
  customers?: number;
  orders?: number;
  changed?: number;
  mails?: number;
  exports?: number;
  rate?: number;
  quota?: number;
  memory?: number;
  engine?: Engine;
}

export const addCapacity = (program: Command): void =>
  void command<CapacityOptions>(program, 'capacity', async (terminal, options) => {
    const { customers } = options;
    if (customers === undefined) return printTable(terminal);
    const found = foretold(customers, options);
    terminal.result(found, capacityLines(found, terminal.language));
  })
    .option('--customers <n>', '', countingNumber)
    .option('--orders <n>', '', wholeNumber)
    .option('--changed <n>', '', wholeNumber)
    .option('--mails <n>', '', wholeNumber)
    .option('--exports <n>', '', countingNumber)
    .option('--rate <n>', '', countingNumber)
    .option('--quota <n>', '', countingNumber)
    .option('--memory <mb>', '', megabytes)
    .option('--engine <name>', '', engineNamed)
    .hook('preAction', mustNameCustomers);

/** The table is of shops of its own. */
function mustNameCustomers(program: Command): void {
  const { customers, json: _, state: __, ...others } = program.opts<CapacityOptions>();
  if (customers === undefined && Object.keys(others).length > 0) wrongWords(program, WRONG.customersMissing);
}

function megabytes(text: string): number {
  const memory = wholeNumber(text);
  if (memory < 128 || memory > 10_240) throw wrongValue(WRONG.memory);
  return memory;
}

function printTable({ language, result }: Terminal): void {
  const lines = capacityTable(language);
  result({ table: lines }, lines);
}

function foretold(customers: number, options: CapacityOptions): Capacity {
  const { rate: perSecond, quota: perDay, memory, engine, ...counts } = options;
  const { memoryMb, ...machine } = SETTINGS.production;
  const { orders, changed, mails, exports } = counts;
  if (changed !== undefined && changed > customers) throw tooManyChange(changed, customers);
  const said = { orders, changed, mails, exports, perSecond, perDay, ...engineIn(engine) };
  return capacityOf(shopOf(customers, given(said)), { ...machine, memoryMb: memory ?? memoryMb });
}

/** Without what nobody said. */
const given = (said: { [K in keyof Shop]?: Shop[K] | undefined }): Partial<Shop> =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));

const tooManyChange = (changed: number, customers: number): Refusal =>
  new Refusal(
    'E_CAPACITY',
    both(
      `${changed} customers cannot be written where there are ${customers}.`,
      `共有 ${customers} 位客户，不可能写入 ${changed} 位。`,
    ),
    both('Give a --changed of at most --customers.', '--changed 请不要大于 --customers。'),
  );
