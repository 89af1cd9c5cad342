import type { ExportRead } from '../../shared/adapters/read-export.ts';
import type { ExportKind, Intake } from '../../shared/contract/intake.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';

/** What the event alone says of an upload. `hint` is the kind that its folder is for. */
export interface Upload {
  intakeId: string;
  key: string;
  versionId: string;
  uploadedAt: string;
  sequencer: string;
  hint: ExportKind;
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
export function intakeOf(upload: Upload, sha256: string, read: ExportRead): Intake {
  const { status, sample: _, ...said } = read;
  return {
    ...identity(upload),
    ...said,
    status: status === 'read' ? 'committed' : 'refused',
    sha256,
    contentId: upload.intakeId,
  };
}

/** The item of an upload whose bytes `before` brought first. */
export const repeatOf = (before: Intake, upload: Upload): Intake => ({
  ...before,
  ...identity(upload),
  status: 'committed',
});

/** The item of an upload that was not even opened. */
export const refusedUnread = (upload: Upload, code: string): Intake => ({
  ...identity(upload),
  kind: upload.hint,
  status: 'refused',
  sha256: '',
  contentId: upload.intakeId,
  counts: { rows: 0, kept: 0, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
  amounts: {},
  problems: [{ line: 0, code }],
  unmatched: [],
});
