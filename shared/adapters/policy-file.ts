import { createHash } from 'node:crypto';
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Bilingual, both } from '../domain/bilingual.ts';
import { checkPolicy } from '../domain/policy/check.ts';
import { type Fault, faultsOf, type Path } from '../domain/policy/fault.ts';
import { type Policy, PolicySchema } from '../domain/policy/schema.ts';
import { Refusal } from '../domain/refusal.ts';

/** One thing to mend in a policy file; `line` and `column` as an editor shows them, 1 = first. */
export interface PolicyFault {
  line: number;
  column: number;
  message: Bilingual;
}

export type PolicyReading = { policy: Policy } | { faults: PolicyFault[] };

const MAX_CHARACTERS = 256 * 1024;

/** Reads a policy file; without `templates` any template name is taken. Lists every fault, not only the first. */
export function readPolicy(text: string, templates?: readonly string[]): PolicyReading {
  if (text.length > MAX_CHARACTERS) return { faults: [atStart(TOO_LARGE)] };
  if (text.includes('\uFFFD')) return { faults: [atStart(NOT_UTF8)] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const place = (offset: number) => ({ line: lines.linePos(offset).line, column: lines.linePos(offset).col });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0)
    return { faults: broken.map(({ pos, message }) => ({ ...place(pos[0]), message: notYaml(message) })) };
  const read = checked(document, templates);
  if (!Array.isArray(read)) return { policy: read };
  const faults = read.map(({ path, message }) => ({ ...place(offsetOf(document, path)), message }));
  return { faults: faults.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** The policy in a YAML text; throws a Refusal E_POLICY that lists every fault with its line. */
export function parsePolicy(text: string, templates?: readonly string[]): Policy {
  const read = readPolicy(text, templates);
  if ('policy' in read) return read.policy;
  const list = (say: (fault: PolicyFault) => string) => read.faults.map(say).join('\n');
  throw new Refusal(
    'E_POLICY',
    both(
      `The policy cannot be used:\n${list((f) => `line ${f.line}, column ${f.column}: ${f.message.en}`)}\n`,
      `策略文件无法使用：\n${list((f) => `第 ${f.line} 行第 ${f.column} 列：${f.message['zh-CN']}`)}\n`,
    ),
    both(
      'Mend these lines and upload the file again; until then the policy in use stays.',
      '请修改以上各行后重新上传；在此之前，仍沿用当前策略。',
    ),
  );
}

/** 16 hex digits that tell two policies apart; comments, layout and the order of keys do not matter. */
export function policyHash(policy: Policy): string {
  return createHash('sha256').update(canonical(policy)).digest('hex').slice(0, 16);
}

function checked(document: Document, templates?: readonly string[]): Policy | Fault[] {
  const value = plainValue(document);
  if (value === undefined) return [{ path: [], message: TOO_MANY_ALIASES }];
  const shape = PolicySchema.safeParse(value, { reportInput: true });
  if (!shape.success) return faultsOf(shape.error);
  const faults = checkPolicy(shape.data, templates);
  return faults.length > 0 ? faults : shape.data;
}

/** Undefined for a file whose aliases unfold into more than a policy can be. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** Where the deepest existing node of a path stands: the key in a map, the item in a list. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const next = child(node, step);
    if (!next) break;
    [node, offset] = [next.node, next.offset];
  }
  return offset;
}

function child(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair && isScalar(pair.key) ? { node: pair.value, offset: pair.key.range?.[0] ?? 0 } : undefined;
  }
  const item = isSeq(node) ? node.items[Number(step)] : undefined;
  return isMap(item) || isScalar(item) || isSeq(item)
    ? { node: item, offset: item.range?.[0] ?? 0 }
    : undefined;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

const atStart = (message: Bilingual): PolicyFault => ({ line: 1, column: 1, message });

const TOO_LARGE = both(
  `a policy file has at most ${MAX_CHARACTERS / 1024} thousand characters`,
  `策略文件最多 ${MAX_CHARACTERS / 1024} 千个字符`,
);

const TOO_MANY_ALIASES = both('the file has too many aliases (*)', '文件中的别名（*）过多');

const NOT_UTF8 = both('the file is not UTF-8 text; save it as UTF-8', '文件不是 UTF-8 编码，请另存为 UTF-8');

const notYaml = (why: string): Bilingual => both(`this is not YAML: ${why}`, `不是有效的 YAML：${why}`);
