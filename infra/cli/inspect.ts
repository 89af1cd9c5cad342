import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type InspectRead, inspectFile } from '../../shared/adapters/inspect.ts';
import { type MappingReading, readMapping } from '../../shared/adapters/mapping-file.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { EXPORT_KINDS, type ExportKind } from '../../shared/contract/intake.ts';
import { both, type Language } from '../../shared/domain/bilingual.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type CommonOptions, command } from './command.ts';
import { factLines, problemLines, verdictLines } from './inspect-lines.ts';
import { percentTeller } from './inspect-progress.ts';
import { proposalLines } from './inspect-proposal.ts';
import { sampleLines } from './inspect-sample.ts';
import { giveTemplate, listProfiles } from './inspect-template.ts';
import { hasRejects } from './intake-lines.ts';
import { mustBeFile } from './stages.ts';
import type { Terminal } from './terminal.ts';
import { languageOf } from './words.ts';
import { terminalWidth } from './wrap.ts';

interface InspectOptions extends CommonOptions {
  policy?: string;
  mapping?: string;
  kind?: ExportKind;
  encoding?: string;
  sheet?: string;
  rejects?: string;
  template?: string;
  out?: string;
  profiles?: boolean;
}

export const addInspect = (program: Command): void =>
  void command<InspectOptions>(program, 'inspect [export]', inspect)
    .option('--policy <file>')
    .option('--mapping <file>')
    .addOption(new Option('--kind <kind>').choices(EXPORT_KINDS))
    .option('--encoding <name>', '', encodingOf)
    .option('--sheet <name>')
    .option('--rejects <file>')
    .option('--template <profile>')
    .option('--out <file>')
    .option('--profiles');

async function inspect(terminal: Terminal, options: InspectOptions, file?: string): Promise<void> {
  if (options.profiles) return listProfiles(terminal);
  if (options.template !== undefined) return giveTemplate(terminal, options.template, options.out);
  if (file === undefined) return noFile(terminal);
  const path = resolve(file);
  await mustBeFile(path);
  const found = await look(terminal, options, path);
  if (found.status === 'refused') process.exitCode = 1;
  const { language } = terminal;
  const width = terminalWidth();
  terminal.result(machineReadable(found), [
    ...verdictLines(found, language, width),
    ...factLines(found, language, width),
    ...sampleLines(found.sample, width, language),
    ...problemLines(found, language, width),
    ...rejectsHint(found, options.rejects, language),
    ...proposalLines(found, path, language, width),
  ]);
}

/** Wrong words, which end with 2. */
function encodingOf(name: string): string {
  try {
    new TextDecoder(name);
    return name;
  } catch {
    const said = both(
      `There is no encoding ${name}; usual ones are utf-8, gb18030, utf-16le and windows-1252.`,
      `没有名为 ${name} 的编码；常用的有 utf-8、gb18030、utf-16le、windows-1252。`,
    );
    throw new InvalidArgumentError(said[languageOf(process.env)]);
  }
}

/** Where the list of the rows to mend lies, or how to get it. */
function rejectsHint(found: InspectRead, file: string | undefined, language: Language): string[] {
  if (!hasRejects({ status: found.status === 'read' ? 'committed' : 'refused', counts: found.counts }))
    return [];
  const said =
    file === undefined
      ? both(
          '  --rejects <file> writes a list of the rows to mend.',
          '  加上 --rejects <文件> 可导出问题行清单。',
        )
      : both(`  rows to mend: ${file}`, `  问题行清单：${file}`);
  return ['', said[language]];
}

async function look(terminal: Terminal, options: InspectOptions, path: string): Promise<InspectRead> {
  const { kind, encoding, sheet, rejects } = options;
  const policy = parsePolicy(options.policy ? await readFile(options.policy, 'utf8') : defaultPolicyText());
  const mapping = await mappingFor(path, options.mapping);
  const progress = percentTeller(process.stderr, terminal.language);
  const onProgress = terminal.json ? undefined : progress.onProgress;
  const now = new Date().toISOString();
  const said = { kind, encoding, sheet, mapping, rejects };
  const found = await inspectFile(path, policy, now, { ...said, onProgress });
  progress.done();
  return found;
}

/** The mapping that was named, else the one beside the file, else none. */
async function mappingFor(path: string, named: string | undefined): Promise<MappingReading | undefined> {
  if (named !== undefined) {
    await mustBeFile(resolve(named));
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
