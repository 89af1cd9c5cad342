import { basename } from 'node:path';
import type { Taken } from '../../shared/contract/intake.ts';
import { resultKeys, uploadKeys } from '../../shared/contract/keys.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { problemText } from '../../shared/formats/problems.ts';
import type { Shop } from './batch.ts';
import { countWords } from './figures.ts';
import { placed } from './policy-lines.ts';
import type { Terminal } from './terminal.ts';
import { hanging, terminalWidth } from './wrap.ts';

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
  return [`  ✓ ${name}  ${countWords(taken.counts, language)}`];
}

/** Where the rows lie that could not be used, with reason and remedy; nothing where there are none. */
export function rejectsLines(
  taken: Taken,
  shop: Pick<Shop, 'results' | 's3'>,
  { language }: Terminal,
): string[] {
  if (!hasRejects(taken)) return [];
  const key = resultKeys.rejects(taken.intakeId);
  const place = `${shop.s3 === undefined ? 's3:/' : shop.s3}/${shop.results.name}/${key}`;
  return [both(`      rows to mend: ${place}`, `      问题行清单：${place}`)[language]];
}

export const hasRejects = ({ status, counts }: Pick<Taken, 'status' | 'counts'>): boolean =>
  status === 'refused' || (status === 'committed' && counts.rejected > 0);

const reasonsOf = ({ problems }: Taken, say: Say): string[] =>
  problems
    .filter(({ code }) => code.startsWith('F_'))
    .flatMap(({ code, column, line }) => {
      const { what, remedy } = problemText(code, column);
      const where = line > 0 ? both(`line ${line}: `, `第 ${line} 行：`) : both('', '');
      const text = both(
        `${where.en}${what.en} ${remedy.en}`,
        `${where['zh-CN']}${what['zh-CN']}${remedy['zh-CN']}`,
      );
      return hanging(`      ${code}: `, say(text), terminalWidth());
    });

function waiting(key: string, say: Say): string {
  const file = basename(uploadKeys.mapped(key) ?? key);
  return say(
    both(`  … ${basename(key)} waits until ${file} is uploaded`, `  … ${basename(key)} 在等待 ${file} 上传`),
  );
}
