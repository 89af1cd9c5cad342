import { faultsOf } from '../domain/policy/fault.ts';
import { checkMapping, type Mapping, MappingSchema } from '../domain/policy/mapping.ts';
import { readYaml, type YamlFault } from './yaml-file.ts';

export type MappingReading = { mapping: Mapping } | { faults: YamlFault[] };

/** Reads a mapping file; lists every fault with its place, not only the first. */
export function readMapping(text: string): MappingReading {
  const read = readYaml(text, checked);
  return 'value' in read ? { mapping: read.value } : read;
}

function checked(value: unknown) {
  const shape = MappingSchema.safeParse(withoutEmpty(value), { reportInput: true });
  if (!shape.success) return faultsOf(shape.error);
  const faults = checkMapping(shape.data);
  return faults.length > 0 ? faults : { value: shape.data };
}

/** A setting with nothing under it, as in a draft that is not filled in: as if it were not there; no columns are none yet. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const filled = Object.entries(value).filter(([, each]) => each !== null);
  return { ...('columns' in value ? { columns: {} } : {}), ...Object.fromEntries(filled) };
}
