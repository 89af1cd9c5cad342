import type { ExportKind } from '../contract/intake.ts';
import { type Addend, type Field, FileProblem, type Profile } from './profile.ts';
import { CANONICAL, PLATFORMS } from './profiles.ts';
import { headerName } from './text.ts';

/** Where a file's columns stand by what they mean: positions, best first. */
export interface Mapping {
  profile: Profile;
  positions: Partial<Record<Field, number[]>>;
  addends: Partial<Record<'amount' | 'refund', { places: number[]; sign: 1 | -1 }[]>>;
  /** By field and position: where the text stands that goes behind it. */
  beside: Partial<Record<Field, Readonly<Record<number, number>>>>;
  /** Of each column that together make an order's id; empty where one is missing. */
  orderIdOf: number[];
  attributes: Readonly<Record<string, number>>;
  missing: Field[];
  /** Columns that no field takes: ignored, and listed for the person who made the file. */
  unmatched: string[];
  ambiguous: string[];
}

/** What people said of files that no profile knows: of this very file, and in the policy of files like it. */
export interface Known {
  mapping?: Profile | undefined;
  mappings?: readonly Profile[] | undefined;
}

/** Fields that no customers file has. */
const ORDER_ONLY: readonly Field[] = ['order_id', 'ordered_at', 'amount', 'refund'];
const CUSTOMER_ONLY: readonly Field[] = ['consent', 'consent_source', 'country', 'language', 'name'];

/** Takes the profile whose columns a header has; `hint`, the folder it lay in, only decides what columns cannot. */
export function detect(header: readonly string[], hint: ExportKind, known: Known = {}): Mapping {
  const names = header.map(headerName);
  const profile = known.mapping ?? signed(known.mappings ?? [], names) ?? signed(PLATFORMS, names);
  return profile ? mapHeader(profile, header, names) : canonical(header, names, hint);
}

/** The profile whose signature is there; of several the one that knows most of the columns. */
function signed(profiles: readonly Profile[], names: readonly string[]): Profile | undefined {
  const there = new Set(names);
  const has = (list: readonly string[]) => list.filter((name) => there.has(headerName(name))).length;
  const hasAll = (list: readonly string[]) => has(list) === list.length;
  const share = ({ header }: Profile) => has(header) / Math.max(1, header.length);
  const found = profiles.filter(({ signature, signatures = [] }) => [signature, ...signatures].some(hasAll));
  return found.sort((a, b) => share(b) - share(a))[0];
}

/** A file that anybody could have made: what its columns mean says what it is. */
function canonical(header: readonly string[], names: readonly string[], hint: ExportKind): Mapping {
  const as = (kind: ExportKind) => mapHeader(CANONICAL[kind], header, names);
  const has = (mapping: Mapping, fields: readonly Field[]) => fields.some((one) => mapping.positions[one]);
  const [orders, customers, activity, feedback] = [
    as('orders'),
    as('customers'),
    as('activity'),
    as('feedback'),
  ];
  if (hint === 'activity' || hint === 'feedback') return hint === 'activity' ? activity : feedback;
  if (orders.missing.length === 0) return orders;
  const other = [feedback, activity].find(({ missing }) => missing.length === 0);
  if (other && !orders.positions.order_id) return other;
  if (saysCustomers(customers, hint) && !isCutOrders(orders)) return customers;
  if (has(orders, ORDER_ONLY)) return orders;
  if (customers.missing.length > 0) return hint === 'orders' ? orders : customers;
  return has(customers, CUSTOMER_ONLY) ? customers : orders;
}

/** Ids alone leave open what a file is, unless its folder says so or a column is headed as an attribute. */
const saysCustomers = ({ missing, attributes }: Mapping, hint: ExportKind): boolean =>
  missing.length === 0 && (hint === 'customers' || Object.keys(attributes).length > 0);

/** An orders file that lacks a column is to hear which one, wherever it lies. */
const isCutOrders = ({ positions }: Mapping): boolean =>
  positions.order_id !== undefined || (positions.ordered_at !== undefined && positions.amount !== undefined);

function mapHeader(profile: Profile, header: readonly string[], names: readonly string[]): Mapping {
  const taken = new Set<number>();
  const ambiguous: string[] = [];
  const find = (groups: readonly (readonly string[])[]): number[] => {
    const found = groups.map((group) => places(group, names));
    for (const at of found.flat()) taken.add(at);
    ambiguous.push(...found.filter((at) => at.length > 1).map((at) => header[at[1] ?? 0] ?? ''));
    return found.flatMap((at) => at.slice(0, 1));
  };
  const positions: Mapping['positions'] = {};
  for (const [field, groups] of Object.entries(profile.columns)) {
    const order = find(groups);
    if (order.length > 0) positions[field as Field] = order;
  }
  const sums = Object.entries(profile.addends ?? {}).map(([field, list]) => [field, addendsAt(list, find)]);
  const parts = (profile.orderIdOf ?? []).map((name) => find([[name]]));
  const beside = besideAt(profile, names, find);
  const attributes = attributesAt(profile, header, names, find);
  for (const at of Object.values(attributes)) taken.add(at);
  const orderIdOf = parts.every((at) => at.length > 0) ? parts.flat() : [];
  return {
    ...{ profile, positions, addends: Object.fromEntries(sums), beside, orderIdOf, attributes, ambiguous },
    missing: missingOf(profile, positions, orderIdOf),
    unmatched: header.filter((_, i) => !taken.has(i)),
  };
}

const addendsAt = (list: readonly Addend[], find: (groups: Addend['columns']) => number[]) =>
  list.map(({ columns, sign }) => ({ places: find(columns), sign })).filter((one) => one.places.length > 0);

function besideAt(
  { beside = {} }: Profile,
  names: readonly string[],
  find: (groups: readonly (readonly string[])[]) => number[],
): Mapping['beside'] {
  const pairs = (columns: Readonly<Record<string, string>>) =>
    Object.entries(columns).flatMap(([name, other]) => {
      const [[at], [next]] = [places([name], names), find([[other]])];
      return at === undefined || next === undefined ? [] : [[at, next]];
    });
  return Object.fromEntries(
    Object.entries(beside).map(([field, columns]) => [field, Object.fromEntries(pairs(columns))]),
  );
}

function missingOf(
  { required }: Profile,
  positions: Mapping['positions'],
  orderIdOf: readonly number[],
): Field[] {
  const there = (field: Field) =>
    positions[field] !== undefined || (field === 'order_id' && orderIdOf.length > 0);
  return required.filter((any) => !any.some(there)).flatMap((any) => any.slice(0, 1));
}

function attributesAt(
  { attributes = {}, attributePrefix }: Profile,
  header: readonly string[],
  names: readonly string[],
  find: (groups: readonly (readonly string[])[]) => number[],
): Record<string, number> {
  const named = Object.entries(attributes).flatMap(([name, columns]) =>
    find([columns]).map((at): [string, number] => [name, at]),
  );
  const prefixed = header.flatMap((text, at): [string, number][] => {
    const name = attributePrefix && text.trim().replace(attributePrefix, '');
    return name && name !== text.trim() ? [[name, at]] : [];
  });
  return Object.fromEntries([...named, ...prefixed].filter(([, at]) => at < names.length));
}

function places(group: readonly string[], names: readonly string[]): number[] {
  const wanted = new Set(group.map(headerName));
  return names.flatMap((name, i) => (wanted.has(name) ? [i] : []));
}

/** Refuses a header that leaves a question open. */
export function mustBeUsable(mapping: Mapping, line: number, known: Known = {}): Mapping {
  const { profile, positions, ambiguous, missing } = mapping;
  if (profile.refuse) throw new FileProblem(profile.refuse, line);
  if (Object.keys(positions).length === 0) throw new FileProblem('F_HEADER_MISSING', line);
  if (known.mapping) mustHaveAll(known.mapping, mapping, line);
  const [doubled] = ambiguous;
  if (doubled !== undefined) throw new FileProblem('F_HEADER_AMBIGUOUS', line, doubled);
  const [lacking] = missing;
  if (lacking !== undefined) throw new FileProblem('F_HEADER_MISSING_COLUMN', line, columnName(lacking));
  return mapping;
}

/** A mapping was written for this file: each field that it names must find a column. */
function mustHaveAll({ columns }: Profile, { positions }: Mapping, line: number): void {
  for (const [field, groups] of Object.entries(columns))
    if (!positions[field as Field])
      throw new FileProblem('F_MAPPING_COLUMN', line, groups.flat().join(' / '));
}

/** The name by which the canonical files know a field. */
export const columnName = (field: Field): string => (field === 'refund' ? 'refund_amount' : field);
