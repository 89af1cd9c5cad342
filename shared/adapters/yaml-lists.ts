import { type Document, isScalar, type Scalar, visit, type YAMLSeq } from 'yaml';
import { type Bilingual, both } from '../domain/bilingual.ts';

/** An entry of a list that cannot be meant as it is written; `offset` in the text, `from` where its list begins. */
export interface OddEntry {
  offset: number;
  from: number;
  message: Bilingual;
  /** It may be meant, unless something is wrong with its list. */
  perhaps: boolean;
}

/** Entries of lists that are two in one, or one in two: `[中国，日本]`, `[1,500]`. */
export function oddEntries(document: Document): OddEntry[] {
  const found: OddEntry[] = [];
  visit(document, { Seq: (_, list) => void found.push(...oddIn(list)) });
  return found;
}

function oddIn(list: YAMLSeq): OddEntry[] {
  const from = list.range?.[0] ?? 0;
  const entries = list.items.map((item) => (isScalar(item) && item.type === 'PLAIN' ? item : undefined));
  const rises = entries.every((entry, i) => i === 0 || Number(entry?.value) > Number(entries[i - 1]?.value));
  return entries.flatMap((entry, i): OddEntry[] => {
    if (!entry) return [];
    const said = together(entry) ?? apart(entries[i - 1], entry);
    return said && !(said.perhaps && rises) ? [{ offset: entry.range?.[0] ?? from, from, ...said }] : [];
  });
}

type Said = Pick<OddEntry, 'message' | 'perhaps'>;

function together({ value }: Scalar): Said | undefined {
  const sign = typeof value === 'string' ? /[，、；]/.exec(value)?.[0] : undefined;
  return sign === undefined ? undefined : { message: twoEntries(sign), perhaps: false };
}

/** A number with separators: `000` is nothing that anybody writes by itself. */
function apart(before: Scalar | undefined, { source = '' }: Scalar): Said | undefined {
  const thousands = before?.source ?? '';
  if (!/^[1-9]\d{0,2}$/.test(thousands) || !/^\d{3}$/.test(source)) return undefined;
  return { message: oneNumber(`${thousands}${source}`), perhaps: !source.startsWith('0') };
}

const twoEntries = (sign: string): Bilingual =>
  both(
    `did you mean two entries? Part them by a plain comma instead of “${sign}”; a text that holds “${sign}” stands in quotes`,
    `是否想写两项？请用半角逗号“,”隔开，不要使用“${sign}”；文字本身含有“${sign}”时，请给它加上引号`,
  );

const oneNumber = (number: string): Bilingual =>
  both(
    `did you mean ${number}? Write it without a comma: a comma parts two entries`,
    `是否想写 ${number}？请去掉数字中的逗号：逗号会把它分成两项`,
  );
