import { basename } from 'node:path';
import type { InspectRead } from '../../shared/adapters/inspect.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { FIELD_WORDS } from '../../shared/formats/propose-words.ts';
import { hanging } from './wrap.ts';

/** A mapping for a file that nobody knows, and what to do with it. */
export function proposalLines(found: InspectRead, path: string, language: Language, width: number): string[] {
  const { proposal } = found;
  if (!proposal) return [];
  const said = [why(found), proposal.complete ? check(path) : fillIn(path), UPLOAD];
  const text = said.map((one) => one[language]).join(language === 'en' ? ' ' : '');
  return ['', ...hanging('  ', text, width), '', ...proposal.text.trimEnd().split('\n')];
}

function why({ problems }: InspectRead): Bilingual {
  const { code, column = '' } = problems.find((one) => one.code.startsWith('F_')) ?? { code: '' };
  if (code === 'F_HEADER_MISSING') return both('No profile knows these columns.', '没有格式认识这些列。');
  if (code === 'F_HEADER_MISSING_COLUMN') {
    const zh = Object.entries(FIELD_WORDS).find(([field]) => field === column)?.[1]?.[1];
    return both(
      `The column ${column} is missing; it may have another name.`,
      `缺少 ${column}${zh ? `（${zh}）` : ''}列，它可能叫别的名称。`,
    );
  }
  return both('A mapping can say what the columns mean.', '可以用列映射说明各列的含义。');
}

const saveAs = (path: string): Bilingual =>
  both(
    `Save the text below as ${basename(path)}.mapping.yaml beside the file`,
    `请将下文保存为 ${basename(path)}.mapping.yaml，与文件放在同一文件夹`,
  );

const check = (path: string): Bilingual =>
  both(
    `${saveAs(path).en}, check it, and run inspect again;`,
    `${saveAs(path)['zh-CN']}，核对后重新运行 inspect；`,
  );

const fillIn = (path: string): Bilingual =>
  both(
    `Not everything could be guessed. ${saveAs(path).en}, fill in the lines with ?, and run inspect again;`,
    `其中有些内容无法推断。${saveAs(path)['zh-CN']}，补全带 ? 的行，再重新运行 inspect；`,
  );

const UPLOAD = both(
  'then upload both files into the same folder.',
  '确认无误后，将两个文件上传到同一文件夹。',
);
