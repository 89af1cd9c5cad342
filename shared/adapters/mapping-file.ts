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
  const shape = MappingSchema.safeParse(value, { reportInput: true });
  if (!shape.success) return faultsOf(shape.error);
  const faults = checkMapping(shape.data);
  return faults.length > 0 ? faults : { value: shape.data };
}
