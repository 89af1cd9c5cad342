import { MAPPED_FIELDS, type MappedKind } from '../domain/policy/mapping.ts';
import type { Field } from './profile.ts';
import { filledCells, isKnownStatus, statusGuess } from './propose-cells.ts';
import { type Guess, guessColumns } from './propose-columns.ts';
import { FIELD_WORDS, KIND_HINT } from './propose-words.ts';
import { word } from './words.ts';

export interface Proposal {
  kind: MappedKind;
  /** The YAML text of a mapping, with comments in both languages. */
  text: string;
  /** All that the kind needs was found: the text is a mapping that can be used. */
  complete: boolean;
}

/** What is certain about the file: what somebody said of it, where its table begins, what parts its columns. */
export interface KnownOfFile {
  kind?: MappedKind | undefined;
  skipLines?: number | undefined;
  delimiter?: string | undefined;
}

type Rows = readonly (readonly string[])[];

/** Proposes a mapping for a file that no profile knows, from its column names and some of its rows. */
export function propose(header: readonly string[], rows: Rows, known: KnownOfFile = {}): Proposal {
  const guess = guessColumns(header, rows, known.kind);
  const cellsOf = (field: Field): string[] => {
    const at = header.indexOf(guess.chosen[field] ?? '');
    return at < 0 ? [] : filledCells(rows.map((row) => row[at] ?? ''));
  };
  const statuses = guess.kind === 'orders' ? statusLines(cellsOf('status')) : { lines: [], open: false };
  const complete = guess.missing.length === 0 && !statuses.open;
  const lines = [
    ...HEAD,
    ...(complete ? [] : FILL_IN),
    'version: 1',
    `kind: ${guess.kind}  # ${Object.entries(KIND_HINT)
      .map(([kind, zh]) => `${kind} ${zh}`)
      .join(' | ')}`,
    ...(known.skipLines
      ? [`skipLines: ${known.skipLines}  # 列名上方的行数 / lines above the column names`]
      : []),
    ...(known.delimiter
      ? [`delimiter: ${yamlText(known.delimiter)}  # 列分隔符 / what parts the columns`]
      : []),
    ...columnLines(guess),
    ...(guess.kind === 'orders' ? [...grainLines(cellsOf), ...statuses.lines] : []),
    ...OPTIONS,
    ...(guess.kind === 'customers' ? ATTRIBUTES : []),
    ...unusedLines(guess.unused),
  ];
  return { kind: guess.kind, text: `${lines.join('\n')}\n`, complete };
}

const HEAD = [
  '# 列映射：左边是含义，右边是文件中的列名。请逐行核对，多余的行可以删除。',
  '# What the columns mean: on the left the meaning, on the right the column of the file. Check every line.',
];

const FILL_IN = [
  '# 带 ? 的行：去掉行首的 #，多个字段名中只留一个，把 ? 改成文件中的列名（或该状态的含义）。',
  '# Lines with ?: take away the # in front, keep one of the names, and write the column (or what the status means) for the ?.',
];

const OPTIONS = [
  '# 以下设置按需启用（去掉行首的 #） / settings for where they are needed (take away the # in front):',
  '#dates: DMY              # 03/04/2025 是 4 月 3 日（DMY）还是 3 月 4 日（MDY） / day or month first',
  '#amounts: point          # 小数点是 .（point）还是 ,（comma） / sign of the decimals',
  '#currency: CNY           # 金额的币种 / currency of the amounts',
  "#timeZoneOffset: '+08:00'  # 时间所属时区 / zone of the times",
];

const ATTRIBUTES = [
  '#attributes:             # 另外要保留的列 / further columns to keep',
  '#  level: 会员等级',
];

function columnLines({ kind, chosen, others, missing }: Guess): string[] {
  const fields: readonly Field[] = MAPPED_FIELDS[kind];
  const found = fields.flatMap((field) => {
    const column = chosen[field];
    return column === undefined
      ? []
      : [`  ${field}: ${yamlText(column)}  # ${meaningOf(field)}${or(others[field])}`];
  });
  const lacking = missing.map(
    (any) =>
      `#  ${any.join(' | ')}: ?  # 必填，未找到 / needed, not found: ${any.map(meaningOf).join('; ')}${or(others[any[0] ?? 'name'])}`,
  );
  return ['columns:', ...found, ...lacking];
}

/** Of an order that stands on several rows: amounts that are all alike are the order's, others are the items'. */
function grainLines(cellsOf: (field: Field) => string[]): string[] {
  const [ids, amounts] = [cellsOf('order_id'), cellsOf('amount')];
  if (ids.length !== amounts.length || new Set(ids).size === ids.length) return [];
  const pairs = new Set(ids.map((id, i) => JSON.stringify([id, amounts[i]])));
  const grain = pairs.size === new Set(ids).size ? 'repeated' : 'lines';
  return [
    `grain: ${grain}  # 一个订单有多行：repeated 每行重复订单金额，lines 各行金额相加 / several rows an order: repeated = each repeats the order's amount, lines = they are summed`,
  ];
}

/** Status words that are not read as they are; what cannot be guessed is left to whoever knows the shop. */
function statusLines(cells: readonly string[]): { lines: string[]; open: boolean } {
  const strange = [...new Map(cells.map((cell) => [word(cell), cell])).values()].filter(
    (cell) => !isKnownStatus(cell),
  );
  const guessed = strange.filter((cell) => statusGuess(cell));
  const unknown = strange.filter((cell) => !statusGuess(cell));
  const open = unknown.map(
    (cell) => `#  ${yamlText(cell)}: ?  # 请填写 / fill in: paid | refunded | cancelled | unpaid`,
  );
  const said = guessed.map((cell) => `  ${yamlText(cell)}: ${statusGuess(cell)}`);
  return { lines: strange.length === 0 ? [] : ['status:', ...said, ...open], open: open.length > 0 };
}

const unusedLines = (unused: readonly string[]): string[] =>
  unused.length === 0 ? [] : [`# 未使用的列 / columns not used: ${unused.map(yamlText).join(', ')}`];

const meaningOf = (field: Field): string => {
  const [en, zh] = FIELD_WORDS[field] ?? [field, field];
  return `${zh} / ${en}`;
};

const or = (others: readonly string[] | undefined): string =>
  others ? `; 也可能是 / or: ${others.map(yamlText).join(', ')}` : '';

const PLAIN = /^\p{L}[\p{L}\p{N}_]*( [\p{L}\p{N}_]+)*$/u;
const RESERVED = /^(true|false|null|yes|no|on|off|y|n)$/i;
const UNSAFE = /[\p{Cc}\p{Cf}\u2028\u2029\ufeff\ufffd]/gu;

/** A text as YAML reads it back, on one line; anything but plain letters is quoted. */
function yamlText(text: string): string {
  if (PLAIN.test(text) && !RESERVED.test(text)) return text;
  return JSON.stringify(text).replace(UNSAFE, (sign) =>
    [...Array(sign.length).keys()]
      .map((i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
