import { basename } from 'node:path';
import type { Intake } from '../../shared/contract/intake.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { problemText } from '../../shared/formats/problems.ts';
import type { Terminal } from './terminal.ts';

/** What intake made of a file: its counts, or why it was refused and how to mend it. */
export function intakeLines({ key, status, counts, problems }: Intake, { language }: Terminal): string[] {
  if (status === 'refused') {
    const reasons = problems
      .filter(({ code }) => code.startsWith('F_'))
      .map(({ code, column, line }) => {
        const { what, remedy } = problemText(code, column);
        const where = line > 0 ? `${both('line', '第')[language]} ${line}${both('', ' 行')[language]}: ` : '';
        return `      ${code}: ${where}${what[language]} ${remedy[language]}`;
      });
    return [`  ✗ ${basename(key)}`, ...reasons];
  }
  const say = (en: string, zh: string) => both(en, zh)[language];
  const { rows, kept, rejected, repeated, setAside, blank } = counts;
  const parts = [
    `${rows} ${say('rows', '行')} = ${kept} ${say('kept', '收下')}`,
    `${rejected} ${say('rejected', '退回')}`,
    `${repeated} ${say('repeated', '重复')}`,
    `${setAside} ${say('set aside', '搁置')}`,
    `${blank} ${say('blank', '空行')}`,
  ];
  return [`  ✓ ${basename(key)}  ${parts.join(' + ')}`];
}
