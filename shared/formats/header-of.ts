import { firstFilled } from './cell-text.ts';
import type { Layout } from './layout.ts';
import type { Field } from './profile.ts';

/** Gives a column that our code names by its field the name that the person's file gives it. */
export type HeaderOf = (column: string, cells?: readonly string[]) => string;

/** The canonical name of a refund is not that of its field. */
const fieldOf = (column: string): string => (column === 'refund_amount' ? 'refund' : column);

/**
 * Of several columns that a field is read from, the first that is filled in `cells`. What is no field of this file, and
 * a column without a name, stays as it is.
 */
export function headerOf({ header, mapping }: Pick<Layout, 'header' | 'mapping'>): HeaderOf {
  const { positions, addends } = mapping;
  const placesOf = (field: string): number[] => {
    const own = positions[field as Field] ?? [];
    const added = field === 'amount' || field === 'refund' ? (addends[field] ?? []) : [];
    return [...own, ...added.flatMap(({ places }) => places)];
  };
  return (column, cells = []) => {
    const places = placesOf(fieldOf(column));
    const at = places.find((place) => firstFilled(cells, [place]) !== '') ?? places[0];
    const name = at === undefined ? '' : (header[at] ?? '').replaceAll('\uFEFF', '').trim();
    return name === '' ? column : name;
  };
}
