import type { Mapping } from './detect.ts';
import type { Field, Profile } from './profile.ts';
import { isNothing, unwrapped } from './text.ts';

export const firstFilled = (cells: readonly string[], places: readonly number[]): string => {
  for (const at of places) {
    const cell = cells[at] ?? '';
    if (cell !== '' && cell.trim() !== '') return cell;
  }
  return '';
};

/** Gives what a row says of a field: the first of its columns that says anything, else what its platform always says. */
export function textOf(mapping: Mapping) {
  const read = cellOf(mapping);
  const { always, unless } = mapping.profile;
  if (!always && !unless) return read;
  const constant: Partial<Record<Field, string>> = always ?? {};
  return (cells: readonly string[], field: Field): string => {
    const other = unless?.[field];
    if (other && read(cells, other) !== '') return '';
    return read(cells, field) || (constant[field] ?? '');
  };
}

function cellOf({ positions, beside, profile }: Mapping) {
  const { extract = {}, nothing = {} } = profile;
  const special = new Set([extract, nothing, beside].flatMap(Object.keys));
  return (cells: readonly string[], field: Field): string => {
    const places = positions[field];
    if (!places) return '';
    if (!special.has(field) && places.length === 1) return firstFilled(cells, places);
    for (const at of places) {
      const cell = special.has(field) ? taken(profile, field, cells[at] ?? '') : (cells[at] ?? '');
      if (!isNothing(unwrapped(cell))) return withNext(cell, cells[beside[field]?.[at] ?? -1]);
    }
    return '';
  };
}

const withNext = (cell: string, next = ''): string => (isNothing(unwrapped(next)) ? cell : `${cell} ${next}`);

/** A cell without what this platform writes for "nothing", and with only the part that is meant. */
function taken({ extract, nothing }: Profile, field: Field, cell: string): string {
  const bare = unwrapped(cell);
  if (nothing?.[field]?.some((word) => word === bare)) return '';
  const pattern = extract?.[field];
  return pattern ? (pattern.exec(bare)?.[1] ?? '') : cell;
}
