import type { ErrorCode } from 'yaml';
import { type Bilingual, both } from '../domain/bilingual.ts';

/** What the usual mistakes are called, and what to do about them. */
const WORDS: Partial<Record<ErrorCode, Bilingual>> = {
  TAB_AS_INDENT: both('indent with spaces, not with tabs', '缩进请使用空格，不要使用制表符（Tab）'),
  DUPLICATE_KEY: both('this name stands here twice; keep one', '同一层里有重复的名称，请只保留一个'),
  BAD_INDENT: both('the line is not indented like its neighbours', '这一行的缩进与上下行不一致，请对齐'),
  MULTILINE_IMPLICIT_KEY: both(
    'a name and its value must be parted by a colon and a space on one line',
    '名称与值须写在同一行，中间用半角冒号加空格隔开',
  ),
  BLOCK_AS_IMPLICIT_KEY: both(
    'one line holds one name; quote a value that holds a colon',
    '一行只能写一个名称；值中含有冒号时，请给值加上引号',
  ),
  MISSING_CHAR: both('a quote or bracket is not closed', '引号或括号没有成对'),
  BAD_SCALAR_START: both('a value that begins with this sign must be quoted', '以该符号开头的值须加引号'),
  UNEXPECTED_TOKEN: both('this does not belong here', '此处有多余的内容'),
  BAD_ALIAS: both('a value that begins with * must be quoted', '以 * 开头的值须加引号'),
  MULTIPLE_DOCS: both('the line --- must not part the file', '文件中间不能有 --- 分隔行'),
  BAD_DQ_ESCAPE: both('in double quotes a backslash needs a second one', '双引号中的反斜杠须写两个'),
};

const OTHER = both(
  'this line, or the one above it, is not written as YAML has it',
  '这一行或上一行的写法不符合 YAML 规则',
);

/** What is wrong at a place of a YAML text. */
export function notYaml(code: ErrorCode): Bilingual {
  const said = WORDS[code] ?? OTHER;
  return both(`this is not YAML: ${said.en}`, `不是有效的 YAML：${said['zh-CN']}`);
}

export const WIDE_COLON = both(
  'write a plain colon and a space instead of the full-width colon',
  '请用半角冒号和空格，不要使用全角冒号“：”',
);
const WIDE_KEY = /^(\s*[^\s#"'：:]+)：/;

/** Where a name is parted from its value by a full-width colon, which YAML reads as a part of the name; 1 = first. */
export const wideColons = (text: string): { line: number; column: number }[] =>
  text.split('\n').flatMap((line, i) => {
    const [, before] = WIDE_KEY.exec(line) ?? [];
    return before === undefined ? [] : [{ line: i + 1, column: before.length + 1 }];
  });

/** A column at which lines begin; `entries`: with a dash. */
interface Level {
  steps: number;
  entries: boolean;
}

/** The first line (1 = first) that begins at no column at which a line above it does; `steps` and `usual` in spaces. */
export function crookedLine(text: string): { line: number; steps: number; usual: number } | undefined {
  const open: Level[] = [];
  for (const [i, written] of text.split('\n').entries()) {
    const [, before = '', dashes = ''] = /^( *)((?:- +)*)(?=[^\s#])/.exec(written) ?? [];
    if (/^\s*(?:#|$)/.test(written)) continue;
    const level = { steps: before.length, entries: dashes !== '' };
    let inner: Level | undefined;
    while ((open.at(-1)?.steps ?? -1) > level.steps) inner = open.pop();
    const outer = open.at(-1);
    if (inner && outer && outer.steps < level.steps)
      return { line: i + 1, steps: level.steps, usual: nearer(level, outer, inner).steps };
    if (outer?.steps !== level.steps) open.push(level);
    if (level.entries) open.push({ steps: level.steps + dashes.length, entries: false });
  }
  return undefined;
}

/** Of two columns as far away, the one where lines of its kind begin. */
function nearer({ steps, entries }: Level, outer: Level, inner: Level): Level {
  const further = steps - outer.steps - (inner.steps - steps);
  if (further === 0) return outer.entries === entries ? outer : inner;
  return further < 0 ? outer : inner;
}

const spaces = (count: number): string => `${count} ${count === 1 ? 'space' : 'spaces'}`;

export const crooked = (steps: number, usual: number): Bilingual =>
  both(
    `the line is not indented like its neighbours: ${spaces(steps)} before it where lines like it have ${spaces(usual)}`,
    `这一行的缩进与上下行不一致：前面有 ${steps} 个空格，同级的行是 ${usual} 个，请对齐`,
  );
