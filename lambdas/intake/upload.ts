import { EXPORT_KINDS, type ExportKind, type ObjectCreated } from '../../shared/contract/intake.ts';
import { uploadKeys } from '../../shared/contract/keys.ts';

/** One reading of one version of an export, with the mapping that lies beside it. `hint` is the kind of its folder. */
export interface Upload {
  intakeId: string;
  key: string;
  versionId: string;
  uploadedAt: string;
  sequencer: string;
  hint: ExportKind;
  mapping?: { key: string; versionId: string };
  /** It is itself a mapping, and its file is not there yet. */
  waits?: true;
}

interface Version {
  versionId: string;
  at: string;
}

export interface Identifying {
  intakeId: (bucket: string, key: string, versionId: string, mappingVersionId?: string) => string;
  newest: (key: string) => Promise<Version | undefined>;
  isKnown: (intakeId: string) => Promise<boolean>;
}

/** S3 takes no longer ones, so nothing lies there. */
const KEY_BYTES = 1024;
const CONTROL = /\p{Cc}/u;

export const isBadKey = (key: string): boolean => CONTROL.test(key);

/**
 * What an event asks to read. A file is read with the newest mapping beside it; a mapping has the newest version of its
 * file read. Both events name the same intake, whichever comes first. A file that was read before its mapping came
 * stays what it is: the mapping's own event has it read anew.
 */
export async function identify(deps: Identifying, event: ObjectCreated): Promise<Upload> {
  const own = ownUpload(deps, event);
  if (isBadKey(own.key)) return own;
  const file = uploadKeys.mapped(own.key);
  if (file !== undefined) return mappedFile(deps, event, own, file);
  if (await deps.isKnown(own.intakeId)) return own;
  const key = uploadKeys.mapping(own.key);
  const mapping = Buffer.byteLength(key) > KEY_BYTES ? undefined : await deps.newest(key);
  return mapping ? joined(deps, event, own, { ...mapping, key }) : own;
}

function ownUpload({ intakeId }: Identifying, { time, detail }: ObjectCreated): Upload {
  const { key, sequencer, 'version-id': versionId } = detail.object;
  return {
    intakeId: intakeId(detail.bucket.name, key, versionId),
    key,
    versionId,
    uploadedAt: new Date(time).toISOString(),
    sequencer,
    hint: EXPORT_KINDS.find((kind) => key.startsWith(`${kind}/`)) ?? 'orders',
  };
}

async function mappedFile(deps: Identifying, event: ObjectCreated, own: Upload, key: string) {
  const file = await deps.newest(key);
  if (!file) return { ...own, waits: true as const };
  const { versionId, uploadedAt: at } = own;
  const read = { ...own, key, versionId: file.versionId, uploadedAt: file.at };
  return joined(deps, event, read, { key: own.key, versionId, at });
}

/** A statement is as new as the later of the file and its mapping. */
function joined(
  deps: Identifying,
  { detail }: ObjectCreated,
  file: Upload,
  { key, versionId, at }: Version & { key: string },
): Upload {
  return {
    ...file,
    intakeId: deps.intakeId(detail.bucket.name, file.key, file.versionId, versionId),
    uploadedAt: later(file.uploadedAt, at),
    mapping: { key, versionId },
  };
}

export const later = (a: string, b: string): string => (a > b ? a : b);
