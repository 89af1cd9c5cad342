import { z } from 'zod';
import { type Bilingual, both } from '../bilingual.ts';
import type { Fault } from './fault.ts';

/** ISO 4217; people also write it small, and RMB for CNY. */
export const CurrencyCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .transform((code) => (code === 'RMB' ? 'CNY' : code))
  .pipe(z.string().regex(/^[A-Z]{3}$/, 'currency'));

const KINDS = ['orders', 'customers', 'activity', 'feedback'] as const;
export type MappedKind = (typeof KINDS)[number];

const SOMEBODY = ['customer_id', 'email', 'phone'] as const;
const CONSENT = ['consent', 'consent_at', 'updated_at'] as const;

/** What a column may mean, by the kind of file. */
export const MAPPED_FIELDS = {
  orders: [
    ...['order_id', 'line_id', 'refers_to', ...SOMEBODY, 'name', 'language'],
    ...['ordered_at', 'time', 'amount', 'currency', 'refund', 'status', 'paid_at', 'cancelled_at'],
    ...['category', 'channel', 'region', ...CONSENT],
  ],
  customers: [...SOMEBODY, 'name', 'language', 'country', 'consent_source', ...CONSENT],
  activity: ['activity_id', ...SOMEBODY, 'activity', 'occurred_at', 'time', 'quantity', 'updated_at'],
  feedback: [
    ...['feedback_id', ...SOMEBODY, 'feedback', 'occurred_at', 'time'],
    ...['score', 'closed_at', 'updated_at'],
  ],
} as const satisfies Record<MappedKind, readonly string[]>;

/** Of each group one field at least must have a column. */
export const REQUIRED_FIELDS = {
  orders: [['order_id'], ['ordered_at'], ['amount'], SOMEBODY],
  customers: [SOMEBODY],
  activity: [['activity'], ['occurred_at'], SOMEBODY],
  feedback: [['feedback'], ['occurred_at'], SOMEBODY],
} as const satisfies Record<MappedKind, readonly (readonly string[])[]>;

const Column = z.string().min(1);
/** One column, or several of which the first that has something counts. */
const ColumnsSchema = z.union([Column, z.array(Column).min(1)]);
const StatusSchema = z.enum(['paid', 'refunded', 'cancelled', 'unpaid']);

/** `<file>.mapping.yaml`: what the columns of a file mean that no profile knows. */
export const MappingSchema = z.strictObject({
  version: z.literal(1),
  kind: z.enum(KINDS),
  /** A column of the file for each field that it has. */
  columns: z.record(z.string(), ColumnsSchema),
  /** Lines above the one with the column names. */
  skipLines: z.int().min(0).max(40).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  encoding: z.string().min(1).optional(),
  dates: z.enum(['DMY', 'MDY']).optional(),
  amounts: z.enum(['point', 'comma']).optional(),
  /** Of amounts that name none. */
  currency: CurrencyCodeSchema.optional(),
  /** Of times that name none; the policy's zone without it. */
  timeZoneOffset: z.enum(['+00:00', '+08:00']).optional(),
  /** What one row is: an order, a line item with money of its own, or one that repeats its order's money. */
  grain: z.enum(['order', 'lines', 'repeated']).optional(),
  /** The file's own status words, beside the usual ones. */
  status: z.record(z.string(), StatusSchema).optional(),
  otherStatus: StatusSchema.optional(),
  /** Further columns to keep, by the name under which the policy knows them. */
  attributes: z.record(z.string().regex(/^[a-z][a-zA-Z0-9_-]{0,63}$/, 'name'), ColumnsSchema).optional(),
  /** Of a workbook; the first one without it. */
  sheet: z.string().min(1).optional(),
});
export type Mapping = z.infer<typeof MappingSchema>;

/**
 * A mapping in the policy: it takes every file that has all columns of `match`. How to open a file cannot be said here,
 * because only the opened file shows its columns.
 */
export const PolicyMappingSchema = MappingSchema.omit({
  ...{ version: true, encoding: true, sheet: true, skipLines: true, delimiter: true },
}).extend({ match: z.array(Column).min(1) });
export type PolicyMapping = z.infer<typeof PolicyMappingSchema>;

type Columns = z.infer<typeof ColumnsSchema>;
type Checked = Pick<Mapping, 'kind' | 'columns' | 'attributes' | 'grain' | 'status' | 'otherStatus'>;

export const columnList = (columns: Columns): string[] => (typeof columns === 'string' ? [columns] : columns);

/** What the shape alone cannot tell: fields that the kind lacks, needs, or that share a column. */
export function checkMapping(mapping: Checked): Fault[] {
  const { kind, columns } = mapping;
  const known: readonly string[] = MAPPED_FIELDS[kind];
  const strange = Object.keys(columns).filter((field) => !known.includes(field));
  const lacking = REQUIRED_FIELDS[kind].filter((any) => !any.some((field) => Object.hasOwn(columns, field)));
  return [
    ...strange.map((field) => ({ path: ['columns', field], message: noSuchField(kind, field, known) })),
    ...lacking.map((any) => ({ path: ['columns'], message: fieldMissing(kind, any) })),
    ...misplaced(mapping),
    ...unread(mapping),
    ...namedTwice(mapping),
  ];
}

/** The faults of all mappings of a policy. */
export const checkMappings = (mappings: Readonly<Record<string, Checked>>): Fault[] =>
  Object.entries(mappings).flatMap(([name, mapping]) =>
    checkMapping(mapping).map(({ path, message }) => ({ path: ['mappings', name, ...path], message })),
  );

function misplaced(mapping: Checked): Fault[] {
  const belongs = {
    attributes: 'customers',
    grain: 'orders',
    status: 'orders',
    otherStatus: 'orders',
  } as const;
  return Object.entries(belongs).flatMap(([setting, kind]) =>
    setting in mapping && kind !== mapping.kind ? [{ path: [setting], message: onlyFor(setting, kind) }] : [],
  );
}

/** Words for a status that no column gives would silently change nothing. */
function unread({ columns, status = {}, otherStatus }: Checked): Fault[] {
  const told = Object.keys(status).length > 0 || otherStatus !== undefined;
  return told && !Object.hasOwn(columns, 'status') ? [{ path: ['columns'], message: STATUS_UNREAD }] : [];
}

/** A time of payment may be the order's date as well; else one column means one thing. */
function namedTwice({ columns, attributes = {} }: Checked): Fault[] {
  const first = new Map<string, string>();
  const faults: Fault[] = [];
  const visit = (above: string, field: string, name: string) => {
    const key = name.normalize('NFKC').trim().toLowerCase();
    const before = first.get(key);
    if (before !== undefined) faults.push({ path: [above, field], message: twice(name, before, field) });
    else first.set(key, field);
  };
  for (const [field, names] of Object.entries(columns))
    if (field !== 'paid_at') for (const name of columnList(names)) visit('columns', field, name);
  for (const [field, names] of Object.entries(attributes))
    for (const name of columnList(names)) visit('attributes', field, name);
  return faults;
}

const KIND_WORDS: Record<MappedKind, Bilingual> = {
  orders: both('orders', '订单'),
  customers: both('customers', '客户'),
  activity: both('activity', '行为'),
  feedback: both('feedback', '反馈'),
};

const STATUS_UNREAD = both(
  'the words under status need their column: add status under columns',
  'status 下的状态词需要对应的列：请在 columns 中加上 status',
);
const noSuchField = (kind: MappedKind, field: string, known: readonly string[]): Bilingual =>
  both(
    `a file of the kind ${kind} has no field ${field}; it may have: ${known.join(', ')}`,
    `${KIND_WORDS[kind]['zh-CN']}类文件没有字段 ${field}；可用字段：${known.join('、')}`,
  );
const fieldMissing = (kind: MappedKind, any: readonly string[]): Bilingual =>
  both(
    `a file of the kind ${kind} needs a column for ${any.join(' or ')}`,
    `${KIND_WORDS[kind]['zh-CN']}类文件必须有一列对应 ${any.join(' 或 ')}`,
  );
const onlyFor = (setting: string, kind: MappedKind): Bilingual =>
  both(
    `${setting} can only be set for files of the kind ${kind}`,
    `只有${KIND_WORDS[kind]['zh-CN']}类文件可以设置 ${setting}`,
  );
const twice = (column: string, first: string, second: string): Bilingual =>
  first === second
    ? both(`the column ${column} is named twice for ${second}`, `${second} 重复写了列“${column}”`)
    : both(
        `the column ${column} cannot be both ${first} and ${second}`,
        `列“${column}”不能同时作为 ${first} 和 ${second}`,
      );
