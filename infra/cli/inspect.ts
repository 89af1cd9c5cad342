import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type InspectRead, inspectFile } from '../../shared/adapters/inspect.ts';
import { type MappingReading, readMapping } from '../../shared/adapters/mapping-file.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { EXPORT_KINDS, type ExportKind } from '../../shared/contract/intake.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type CommonOptions, command } from './command.ts';
import { factLines, problemLines, proposalLines } from './inspect-lines.ts';
import { percentTeller } from './inspect-progress.ts';
import { sampleLines } from './inspect-sample.ts';
import { giveTemplate, listProfiles } from './inspect-template.ts';
import { mustExist } from './stages.ts';
import type { Terminal } from './terminal.ts';

interface InspectOptions extends CommonOptions {
  policy?: string;
  mapping?: string;
  kind?: ExportKind;
  encoding?: string;
  sheet?: string;
  template?: string;
  out?: string;
  profiles?: boolean;
}

/** Where nobody watches there is no width to fit; this one reads well in a log. */
const USUAL_WIDTH = 120;

export const addInspect = (program: Command): void =>
  void command<InspectOptions>(
    program,
    'inspect [export]',
    'what intake would make of a file; nothing is taken in',
    inspect,
  )
    .option('--policy <file>', 'the policy to read it by (the shipped default without it)')
    .option('--mapping <file>', 'what its columns mean (<export>.mapping.yaml beside it, if there is one)')
    .addOption(
      new Option('--kind <kind>', 'what it is, where its columns leave that open').choices(EXPORT_KINDS),
    )
    .option('--encoding <name>', 'how its text is encoded')
    .option('--sheet <name>', 'the sheet of a workbook (the first without it)')
    .option('--template <profile>', 'print a file of this format to fill in, instead of looking at one')
    .option('--out <file>', 'write the template there')
    .option('--profiles', 'list the formats that are known');

async function inspect(terminal: Terminal, options: InspectOptions, file?: string): Promise<void> {
  if (options.profiles) return listProfiles(terminal);
  if (options.template !== undefined) return giveTemplate(terminal, options.template, options.out);
  if (file === undefined) return noFile(terminal);
  const path = resolve(file);
  await mustExist(path);
  const found = await look(terminal, options, path);
  if (found.status === 'refused') process.exitCode = 1;
  const { language } = terminal;
  terminal.result(machineReadable(found), [
    ...factLines(found, language),
    ...sampleLines(found.sample, process.stdout.columns ?? USUAL_WIDTH, language),
    ...problemLines(found, language),
    ...proposalLines(found, path, language),
  ]);
}

async function look(terminal: Terminal, options: InspectOptions, path: string): Promise<InspectRead> {
  const { kind, encoding, sheet } = options;
  const policy = parsePolicy(options.policy ? await readFile(options.policy, 'utf8') : defaultPolicyText());
  const mapping = await mappingFor(path, options.mapping);
  const progress = percentTeller(process.stderr, terminal.language);
  const onProgress = terminal.json ? undefined : progress.onProgress;
  const now = new Date().toISOString();
  const found = await inspectFile(path, policy, now, { kind, encoding, sheet, mapping, onProgress });
  progress.done();
  return found;
}

/** The mapping that was named, else the one beside the file, else none. */
async function mappingFor(path: string, named: string | undefined): Promise<MappingReading | undefined> {
  if (named !== undefined) {
    await mustExist(resolve(named));
    return readMapping(await readFile(named, 'utf8'));
  }
  const beside = `${path}.mapping.yaml`;
  return existsSync(beside) ? readMapping(await readFile(beside, 'utf8')) : undefined;
}

function noFile({ language }: Terminal): void {
  const said = both(
    'Name a file to look at, or --template or --profiles.',
    '请指定要检查的文件，或使用 --template、--profiles。',
  );
  process.stderr.write(`${said[language]}\n`);
  process.exitCode = 2;
}

/** DESIGN's object; `amount` in minor units of `currency`, the sum of the readable ones. */
function machineReadable(found: InspectRead) {
  const { counts, amounts, currency, problems, unmatched } = found;
  const { rows, kept, rejected, repeated, setAside, blank } = counts;
  return {
    format: found.format ?? null,
    encoding: found.encoding ?? null,
    ...{ rows, kept, rejected, repeated, setAside, blank },
    amount: amounts[currency ?? ''] ?? 0,
    currency: currency ?? null,
    from: found.from ?? null,
    to: found.to ?? null,
    problems: problems.map(({ line, code }) => ({ line, code })),
    unmatched,
  };
}
