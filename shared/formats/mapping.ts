import { both } from '../domain/bilingual.ts';
import {
  columnList,
  MAPPED_FIELDS,
  type Mapping,
  type PolicyMapping,
  REQUIRED_FIELDS,
} from '../domain/policy/mapping.ts';
import { canonicalOrders } from './canonical-orders.ts';
import type { Field, Profile } from './profile.ts';
import { word } from './words.ts';

type Meaning = Omit<Mapping, 'version'>;

/** A mapping that passed `checkMapping`, as a profile; `id` is what answers call the format. */
export function profileOf(mapping: Meaning, id = 'mapping', signature: readonly string[] = []): Profile {
  const { kind, currency, amounts, dates, timeZoneOffset, otherStatus, attributes } = mapping;
  const { skipLines, delimiter } = mapping;
  const columns = columnsOf(mapping);
  return {
    id,
    kind,
    name: both('file with a mapping of its own', '自带列映射的文件'),
    signature,
    header: [...new Set(Object.values(mapping.columns).flatMap(columnList))],
    example: {},
    ...(skipLines !== undefined && { skipLines }),
    ...(delimiter && { delimiter }),
    columns,
    required: REQUIRED_FIELDS[kind],
    grain: mapping.grain ?? 'order',
    status: kind === 'orders' ? statusWords(mapping) : {},
    ...(otherStatus && { otherStatus }),
    ...(currency && { currency }),
    ...(amounts && { amounts }),
    ...(dates && { dates }),
    ...(timeZoneOffset && { offset: timeZoneOffset }),
    ...(attributes && { attributes: eachList(attributes) }),
    guesses: [],
  };
}

/** The profiles that a policy brings along. */
export const policyProfiles = (mappings: Readonly<Record<string, PolicyMapping>>): Profile[] =>
  Object.entries(mappings).map(([name, mapping]) => profileOf(mapping, `mapping:${name}`, mapping.match));

/** Every column is a choice of its own: where several are named, the first that has something in a row counts. */
function columnsOf({ kind, columns }: Meaning): Profile['columns'] {
  const known: readonly Field[] = MAPPED_FIELDS[kind];
  const groups: Profile['columns'] = {};
  for (const field of known) {
    const named = Object.hasOwn(columns, field) ? columns[field] : undefined;
    if (named !== undefined) groups[field] = columnList(named).map((column) => [column]);
  }
  return groups;
}

const statusWords = ({ status = {} }: Meaning): Profile['status'] => ({
  ...canonicalOrders.status,
  ...Object.fromEntries(Object.entries(status).map(([said, meant]) => [word(said), meant])),
});

const eachList = (columns: NonNullable<Meaning['attributes']>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(columns).map(([name, named]) => [name, columnList(named)]));
