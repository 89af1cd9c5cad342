import type { ExportRead } from '../../shared/adapters/read-export.ts';
import type { Intake, MappingFault, Taken } from '../../shared/contract/intake.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';
import type { Upload } from './upload.ts';

/** As many as an answer tells of. */
const FAULTS = 20;

/** A mapping beside the file, as far as it is known. */
interface ReadMapping {
  versionId: string;
  sha256: string;
}

const identity = ({ intakeId, key, versionId, uploadedAt, sequencer }: Upload) => ({
  version: STATE_VERSION,
  intakeId,
  key,
  versionId,
  uploadedAt,
  sequencer,
});

/** The item of an upload whose bytes were read just now. */
export function intakeOf(
  upload: Upload,
  { sha256, contentId }: Pick<Intake, 'sha256' | 'contentId'>,
  read: ExportRead,
  mapping?: ReadMapping,
): Intake {
  const { status, sample: _, ...said } = read;
  return {
    ...identity(upload),
    ...said,
    status: status === 'read' ? 'committed' : 'refused',
    sha256,
    contentId,
    ...(mapping ? { mapping } : {}),
  };
}

/** The item of an upload whose bytes `before` brought first; that one may have been withdrawn since. */
export function repeatOf(before: Intake, upload: Upload, mapping?: ReadMapping): Intake {
  const { withdrawn: _, mapping: __, ...said } = before;
  return { ...said, ...identity(upload), status: 'committed', ...(mapping ? { mapping } : {}) };
}

/** Why an upload was not even opened. */
export interface Unread {
  code: string;
  mapping?: ReadMapping;
  faults?: readonly MappingFault[];
}

export const refusedUnread = (upload: Upload, { code, mapping, faults }: Unread): Intake => ({
  ...unread(upload),
  status: 'refused',
  problems: [{ line: 0, code }],
  ...(mapping ? { mapping } : {}),
  ...(faults ? { mappingFaults: faults.slice(0, FAULTS) } : {}),
});

/** A mapping whose file is not there yet; it is answered, and no intake. */
export const waiting = (upload: Upload, faults: readonly MappingFault[]): Taken => ({
  ...unread(upload),
  status: 'waiting',
  problems: [],
  ...(faults.length > 0 ? { mappingFaults: faults.slice(0, FAULTS) } : {}),
});

const unread = (upload: Upload) => ({
  ...identity(upload),
  kind: upload.hint,
  sha256: '',
  contentId: upload.intakeId,
  counts: { rows: 0, kept: 0, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
  amounts: {},
  unmatched: [],
});
