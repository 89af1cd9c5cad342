import type { MappingFault } from '../../shared/contract/intake.ts';
import type { Mapping } from '../../shared/domain/policy/mapping.ts';
import type { MappingDeps } from './dependencies.ts';
import type { Unread } from './record.ts';

/** What somebody wrote down for one file. */
export interface Said {
  mapping: Mapping;
  versionId: string;
  sha256: string;
}

type MappingRead = Said | (Unread & { faults: readonly MappingFault[] });

/** A mapping with faults refuses its file: read without it, the rows would mean something else. */
export async function readMapping(
  { mappingText, parseMapping }: MappingDeps,
  { key, versionId }: { key: string; versionId: string },
): Promise<MappingRead> {
  const found = await mappingText(key, versionId);
  if (!found) return { code: 'F_OBJECT_GONE', faults: [] };
  const { sha256 } = found;
  const read = parseMapping(found.text);
  if ('mapping' in read) return { ...read, versionId, sha256 };
  return { code: 'F_MAPPING_INVALID', mapping: { versionId, sha256 }, faults: read.faults };
}
