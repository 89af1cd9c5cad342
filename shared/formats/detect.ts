import type { ExportKind } from '../contract/intake.ts';
import { canonicalCustomers } from './canonical-customers.ts';
import { canonicalOrders } from './canonical-orders.ts';
import { type Field, FileProblem, type Profile } from './profile.ts';
import { shopifyOrders } from './shopify-orders.ts';
import { headerName } from './text.ts';

/** Where each field of a profile stands in a file: positions, best first. */
export interface Mapping {
  profile: Profile;
  positions: Partial<Record<Field, number[]>>;
  missing: Field[];
  /** Columns that no field takes: ignored, and listed for the person who made the file. */
  unmatched: string[];
  ambiguous: string[];
}

const PLATFORMS = [shopifyOrders];
/** Fields that no customers file has. */
const ORDER_ONLY: readonly Field[] = ['order_id', 'ordered_at', 'amount', 'refund'];
const CUSTOMER_ONLY: readonly Field[] = ['consent', 'consent_source', 'country', 'language', 'name'];

/** Takes the profile whose columns a header has; `hint`, the folder it lay in, only decides what columns cannot. */
export function detect(header: readonly string[], hint: ExportKind): Mapping {
  const names = header.map(headerName);
  const platform = PLATFORMS.find((one) => one.signature.every((name) => names.includes(headerName(name))));
  if (platform) return mapHeader(platform, header, names);
  const orders = mapHeader(canonicalOrders, header, names);
  const customers = mapHeader(canonicalCustomers, header, names);
  const has = (mapping: Mapping, fields: readonly Field[]) => fields.some((one) => mapping.positions[one]);
  if (orders.missing.length === 0 || has(orders, ORDER_ONLY)) return orders;
  if (customers.missing.length > 0) return hint === 'orders' ? orders : customers;
  return hint === 'customers' || has(customers, CUSTOMER_ONLY) ? customers : orders;
}

function mapHeader(profile: Profile, header: readonly string[], names: readonly string[]): Mapping {
  const positions: Mapping['positions'] = {};
  const taken = new Set<number>();
  const ambiguous: string[] = [];
  for (const [field, groups] of Object.entries(profile.columns)) {
    const found = groups.map((group) => places(group, names));
    for (const at of found.flat()) taken.add(at);
    ambiguous.push(...found.filter((at) => at.length > 1).map((at) => header[at[1] ?? 0] ?? ''));
    const order = found.flatMap((at) => at.slice(0, 1));
    if (order.length > 0) positions[field as Field] = order;
  }
  const missing = profile.required.filter((any) => !any.some((field) => positions[field]));
  return {
    profile,
    positions,
    missing: missing.flatMap((any) => any.slice(0, 1)),
    unmatched: header.filter((_, i) => !taken.has(i)),
    ambiguous,
  };
}

function places(group: readonly string[], names: readonly string[]): number[] {
  const wanted = new Set(group.map(headerName));
  return names.flatMap((name, i) => (wanted.has(name) ? [i] : []));
}

/** Refuses a header that leaves a question open. */
export function mustBeUsable(mapping: Mapping, line: number): Mapping {
  if (Object.keys(mapping.positions).length === 0) throw new FileProblem('F_HEADER_MISSING', line);
  const [doubled] = mapping.ambiguous;
  if (doubled !== undefined) throw new FileProblem('F_HEADER_AMBIGUOUS', line, doubled);
  const [missing] = mapping.missing;
  if (missing !== undefined) throw new FileProblem('F_HEADER_MISSING_COLUMN', line, columnName(missing));
  return mapping;
}

/** The name by which the canonical files know a field. */
export const columnName = (field: Field): string => (field === 'refund' ? 'refund_amount' : field);
