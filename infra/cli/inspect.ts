import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { inspectFile } from '../../shared/adapters/inspect.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { majorUnits } from '../../shared/domain/money.ts';
import { problemText } from '../../shared/formats/problems.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type CommonOptions, command } from './command.ts';
import { mustExist } from './stages.ts';
import { columns, type Terminal } from './terminal.ts';

interface InspectOptions extends CommonOptions {
  policy?: string;
}

type Inspected = Awaited<ReturnType<typeof inspectFile>>;

export const addInspect = (program: Command): void =>
  void command<InspectOptions>(
    program,
    'inspect <export>',
    'what intake would make of a file; nothing is taken in',
    inspect,
  ).option('--policy <file>', 'the policy to read it by (the shipped default without it)');

/** Ends with 1 where the whole file would be refused. */
async function inspect(terminal: Terminal, options: InspectOptions, file = ''): Promise<void> {
  const path = resolve(file);
  await mustExist(path);
  const policy = parsePolicy(options.policy ? await readFile(options.policy, 'utf8') : defaultPolicyText());
  const found = await inspectFile(path, policy, new Date().toISOString());
  if (found.status === 'refused') process.exitCode = 1;
  terminal.result(machineReadable(found), [...factLines(found, terminal), ...problemLines(found, terminal)]);
}

/** DESIGN's object; `amount` in minor units of `currency`, the sum of the readable ones. */
function machineReadable({
  format,
  encoding,
  counts,
  amounts,
  currency,
  from,
  to,
  problems,
  unmatched,
}: Inspected) {
  const { rows, kept, rejected, repeated, setAside, blank } = counts;
  return {
    ...{
      format: format ?? null,
      encoding: encoding ?? null,
      rows,
      kept,
      rejected,
      repeated,
      setAside,
      blank,
    },
    amount: amounts[currency ?? ''] ?? 0,
    ...{ currency: currency ?? null, from: from ?? null, to: to ?? null },
    problems: problems.map(({ line, code }) => ({ line, code })),
    unmatched,
  };
}

function factLines(found: Inspected, { language }: Terminal): string[] {
  const say = (en: string, zh: string) => both(en, zh)[language];
  const { rows, kept, rejected, repeated, setAside, blank } = found.counts;
  const sums = Object.entries(found.amounts).map(([code, sum]) => `${majorUnits(sum, code)} ${code}`.trim());
  const facts: [string, string][] = [
    [say('format', '格式'), found.format ?? '–'],
    [say('encoding', '编码'), found.encoding ?? '–'],
    [
      say('rows', '行数'),
      `${rows} = ${kept} ${say('kept', '收下')} + ${rejected} ${say('rejected', '退回')} + ${repeated} ${say('repeated', '重复')} + ${setAside} ${say('set aside', '搁置')} + ${blank} ${say('blank', '空行')}`,
    ],
    [say('amount', '金额'), sums.join(', ') || '–'],
    [say('period', '时段'), `${found.from ?? '–'} … ${found.to ?? '–'}`],
    [say('unmatched columns', '未识别的列'), found.unmatched.join(', ') || '–'],
  ];
  const first = found.sample.map((row) =>
    Object.entries(row).flatMap(([name, cell]) => (cell === null ? [] : `${name}=${cell}`)),
  );
  return [
    ...facts.map(([name, value]) => `  ${name}: ${value}`),
    '',
    ...first.map((cells) => `  ${cells.join('  ')}`),
  ];
}

const SHOWN = 20;

function problemLines({ problems }: Inspected, { language }: Terminal): string[] {
  if (problems.length === 0) return [];
  const head = [
    both('line', '行')[language],
    both('code', '代码')[language],
    both('what, and how to mend it', '问题与改法')[language],
  ];
  const rows = problems.slice(0, SHOWN).map(({ line, code, column }) => {
    const { what, remedy } = problemText(code, column);
    return [String(line), code, `${what[language]} ${remedy[language]}`];
  });
  return ['', ...columns(head, rows)];
}
