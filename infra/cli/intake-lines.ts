import { basename } from 'node:path';
import type { Taken } from '../../shared/contract/intake.ts';
import { uploadKeys } from '../../shared/contract/keys.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { problemText } from '../../shared/formats/problems.ts';
import { placed } from './policy-lines.ts';
import type { Terminal } from './terminal.ts';

type Say = (text: Bilingual) => string;

/** What intake made of a file: its counts, or why it was refused and how to mend it. */
export function intakeLines(taken: Taken, { language }: Terminal): string[] {
  const say: Say = (text) => text[language];
  const name = basename(taken.key);
  const faults = (taken.mappingFaults ?? []).map(({ line, column, message }) =>
    say(placed(line, column, message)),
  );
  if (taken.status === 'refused') return [`  ✗ ${name}`, ...reasonsOf(taken, say), ...faults];
  if (taken.status === 'waiting') return [waiting(taken.key, say), ...faults];
  return [`  ✓ ${name}  ${countsOf(taken, say)}`];
}

const reasonsOf = ({ problems }: Taken, say: Say): string[] =>
  problems
    .filter(({ code }) => code.startsWith('F_'))
    .map(({ code, column, line }) => {
      const { what, remedy } = problemText(code, column);
      const where = line > 0 ? say(both(`line ${line}: `, `第 ${line} 行：`)) : '';
      return `      ${code}: ${where}${say(what)} ${say(remedy)}`;
    });

function waiting(key: string, say: Say): string {
  const file = basename(uploadKeys.mapped(key) ?? key);
  return say(
    both(`  … ${basename(key)} waits until ${file} is uploaded`, `  … ${basename(key)} 在等待 ${file} 上传`),
  );
}

function countsOf({ counts }: Pick<Taken, 'counts'>, say: Say): string {
  const { rows, kept, rejected, repeated, setAside, blank } = counts;
  const parts = [
    `${rows} ${say(both('rows', '行'))} = ${kept} ${say(both('kept', '收下'))}`,
    `${rejected} ${say(both('rejected', '退回'))}`,
    `${repeated} ${say(both('repeated', '重复'))}`,
    `${setAside} ${say(both('set aside', '搁置'))}`,
    `${blank} ${say(both('blank', '空行'))}`,
  ];
  return parts.join(' + ');
}
