import { randomUUID } from 'node:crypto';
import type { S3 } from './call.ts';
import type { ObjectEntry } from './entries.ts';

/** The event that S3 sends to EventBridge for a created object. */
export interface S3Created {
  version: '0';
  id: string;
  source: 'aws.s3';
  'detail-type': 'Object Created';
  time: string;
  detail: {
    bucket: { name: string };
    /** `key` is not URL-encoded, `sequencer` is hex and grows. */
    object: { key: string; size: number; etag: string; 'version-id': string; sequencer: string };
    reason: string;
  };
}

const createdEvent = (entry: ObjectEntry): S3Created => ({
  version: '0',
  id: randomUUID(),
  source: 'aws.s3',
  'detail-type': 'Object Created',
  time: entry.at,
  detail: {
    bucket: { name: entry.bucket },
    object: {
      key: entry.key,
      size: entry.size,
      etag: entry.etag,
      'version-id': entry.versionId,
      sequencer: entry.sequencer,
    },
    reason: entry.reason,
  },
});

/** Hands the event over, then notes that it was; a death in between repeats it, and repeats are allowed. */
export function tell(s3: S3, entry: ObjectEntry): void {
  s3.onCreated(createdEvent(entry));
  s3.catalog.record({ op: 'told', versionId: entry.versionId });
}
