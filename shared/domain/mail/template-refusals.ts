import { both } from '../bilingual.ts';
import { Refusal } from '../refusal.ts';
import { type HeadFault, LAYOUTS } from './frame.ts';

const broken = (what: ReturnType<typeof both>, remedy: ReturnType<typeof both>) =>
  new Refusal('E_TEMPLATE_BROKEN', what, remedy);

export const templateMissing = (file: string): Refusal =>
  new Refusal(
    'E_TEMPLATE_MISSING',
    both(`There is no mail template ${file}.`, `没有邮件模板 ${file}。`),
    both('Add it, or name another template in the policy.', '请添加该模板，或在策略中改用其他模板。'),
  );

export const variableUnknown = (file: string, variable: string): Refusal =>
  new Refusal(
    'E_TEMPLATE_VARIABLE',
    both(
      `The mail template ${file} uses {{ ${variable} }}, which is not known.`,
      `邮件模板 ${file} 用了未知变量 {{ ${variable} }}。`,
    ),
    both('Correct its spelling or take it out.', '请改正拼写或删去它。'),
  );

/** `line` of the file; what a run has frozen lies in its layout and has none. */
export function templateUnreadable(file: string, message: string, line?: number): Refusal {
  if (/\blimit exceeded\b/.test(message)) return templateEndless(file);
  const at = line === undefined ? both('', '') : both(` at line ${line}`, `第 ${line} 行`);
  return broken(
    both(
      `The mail template ${file} cannot be read${at.en}: ${message}.`,
      `邮件模板 ${file} ${at['zh-CN']}无法解析：${message}。`,
    ),
    both('Mend it at the place named.', '请在所示位置修正。'),
  );
}

/** Liquid's own words for it name a limit that nobody set. */
const templateEndless = (file: string): Refusal =>
  broken(
    both(
      `The mail template ${file} runs too long or makes too much text.`,
      `邮件模板 ${file} 运行过久，或生成的文字过多。`,
    ),
    both('Shorten its loops, e.g. those of `for`.', '请缩短其中的循环，例如 `for` 循环。'),
  );

export const layoutUnknown = (file: string, layout: string): Refusal =>
  broken(
    both(
      `The mail template ${file} asks for a layout ${layout}.`,
      `邮件模板 ${file} 指定的版式 ${layout} 不存在。`,
    ),
    both(
      `Write one of these after \`layout:\` ${LAYOUTS.join(', ')}.`,
      `请在 \`layout:\` 后填写以下之一：${LAYOUTS.join('、')}。`,
    ),
  );

/** A head that does not fill the slots of its layout, or fills them wrongly. */
export function headRefused(file: string, layout: string, fault: HeadFault): Refusal {
  if (fault.kind === 'missing') return keyMissing(file, layout, fault.key);
  if (fault.kind === 'accent')
    return broken(
      both(
        `The accent of the mail template ${file} is no colour.`,
        `邮件模板 ${file} 的 accent 不是颜色值。`,
      ),
      both('Write it like this: `accent: #2f7d6b`.', '请这样写：`accent: #2f7d6b`。'),
    );
  return broken(
    both(`The mail template ${file} has no link to unsubscribe.`, `邮件模板 ${file} 没有退订链接。`),
    both(
      'With `layout: own` put a link to {{ unsubscribeUrl }} into the HTML.',
      '使用 `layout: own` 时，请在 HTML 中加入指向 {{ unsubscribeUrl }} 的链接。',
    ),
  );
}

const keyMissing = (file: string, layout: string, key: string): Refusal =>
  broken(
    both(
      `The head of the mail template ${file} lacks \`${key}:\`, which its layout ${layout} shows.`,
      `邮件模板 ${file} 的开头缺少 \`${key}:\`，版式 ${layout} 需要它。`,
    ),
    both(`Add a line \`${key}: …\` above the first ---.`, `请在第一个 --- 之前加一行 \`${key}: …\`。`),
  );
