import { copyFile } from 'node:fs/promises';
import type { ExportKind } from '../contract/intake.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { extensionOf } from '../formats/magic.ts';
import { profileOf } from '../formats/mapping.ts';
import type { Proposal } from '../formats/propose.ts';
import type { MappingReading } from './mapping-file.ts';
import { proposeFor } from './propose-file.ts';
import { type ExportRead, type Outputs, readExport, rejectsPath } from './read-export.ts';
import { rejectsFile } from './rejects.ts';
import { scratch } from './scratch.ts';
import type { YamlFault } from './yaml-file.ts';

const MEMORY_MB = 500;
const PROBLEMS = 1000;
const SAMPLE = 20;

/** Problems that a mapping of the columns can mend. */
const UNKNOWN_COLUMNS = [
  'F_HEADER_MISSING',
  'F_HEADER_MISSING_COLUMN',
  'F_HEADER_AMBIGUOUS',
  'F_DELIMITER_AMBIGUOUS',
];

/** What somebody says of the file that is looked at. */
export interface InspectSettings {
  kind?: ExportKind | undefined;
  encoding?: string | undefined;
  sheet?: string | undefined;
  mapping?: MappingReading | undefined;
  /** Where to write the rows that cannot be used. */
  rejects?: string | undefined;
  onProgress?: Outputs['onProgress'];
}

/** `proposal`: how the columns of an unknown file could be mapped; `mappingFaults`: what is wrong with the given one. */
export type InspectRead = ExportRead & { proposal?: Proposal; mappingFaults?: readonly YamlFault[] };

/** A dry run of intake on a local file: what would be taken in, and what not. Keeps nothing. */
export async function inspectFile(
  path: string,
  policy: Policy,
  now: string,
  settings: InspectSettings = {},
): Promise<InspectRead> {
  const { kind, mapping: said } = settings;
  if (said && 'faults' in said) {
    writeRefusal(settings.rejects, policy);
    return refusedByMapping(kind, said.faults);
  }
  const mapping = said?.mapping;
  const encoding = settings.encoding ?? mapping?.encoding;
  const sheet = settings.sheet ?? mapping?.sheet;
  const known = { encoding, sheet, mapping: mapping && profileOf(mapping) };
  return scratch(async (dir) => {
    const read = await readExport(
      { path, hint: kind ?? 'orders', extension: extensionOf(path), uploadedAt: now, policy, ...known },
      {
        intakeId: 'inspect',
        dir,
        memoryMb: MEMORY_MB,
        problems: PROBLEMS,
        sample: SAMPLE,
        onProgress: settings.onProgress,
      },
    );
    if (settings.rejects !== undefined) await copyFile(rejectsPath(dir), settings.rejects);
    if (mapping || !read.problems.some(({ code }) => UNKNOWN_COLUMNS.includes(code))) return read;
    const proposal = await proposeFor(path, dir, { kind, encoding, sheet, memoryMb: MEMORY_MB });
    return proposal ? { ...read, proposal } : read;
  });
}

function writeRefusal(path: string | undefined, policy: Policy): void {
  if (path === undefined) return;
  const rejects = rejectsFile(path, policy.shop.language, []);
  rejects.add(0, 'F_MAPPING_INVALID', undefined, []);
  rejects.close();
}

const refusedByMapping = (kind: ExportKind = 'orders', mappingFaults: readonly YamlFault[]): InspectRead => ({
  ...{ kind, status: 'refused', mappingFaults, unmatched: [], amounts: {}, sample: [] },
  counts: { rows: 0, kept: 0, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
  problems: [{ line: 0, code: 'F_MAPPING_INVALID' }],
});
