import { z } from 'zod';

const TextMapSchema = z.record(z.string(), z.string());

/** One version of an object: its facts, and the name of the file that holds its bytes. */
export const ObjectEntrySchema = z.object({
  op: z.literal('object'),
  bucket: z.string(),
  key: z.string(),
  versionId: z.string(),
  /** Instant of the put, ISO 8601 UTC, by the local cloud's clock. */
  at: z.string(),
  /** Hex of a fixed width, greater than that of every earlier object. */
  sequencer: z.string(),
  size: z.int(),
  /** Without quotes. */
  etag: z.string(),
  blob: z.string(),
  /** Headers given back with the object: content type and the like, and x-amz-meta-*. */
  headers: TextMapSchema,
  checksums: TextMapSchema,
  tags: TextMapSchema,
  reason: z.enum(['PutObject', 'CopyObject', 'CompleteMultipartUpload']),
  /** The multipart upload that this object ends. */
  uploadId: z.string().optional(),
});
export type ObjectEntry = z.infer<typeof ObjectEntrySchema>;

/** A delete marker. */
export const MarkerEntrySchema = z.object({
  op: z.literal('marker'),
  bucket: z.string(),
  key: z.string(),
  versionId: z.string(),
  at: z.string(),
});
export type MarkerEntry = z.infer<typeof MarkerEntrySchema>;

export const UploadEntrySchema = z.object({
  op: z.literal('upload'),
  uploadId: z.string(),
  bucket: z.string(),
  key: z.string(),
  headers: TextMapSchema,
  tags: TextMapSchema,
});
export type UploadEntry = z.infer<typeof UploadEntrySchema>;

export const PartEntrySchema = z.object({
  op: z.literal('part'),
  uploadId: z.string(),
  part: z.int(),
  at: z.string(),
  size: z.int(),
  etag: z.string(),
  blob: z.string(),
});
export type PartEntry = z.infer<typeof PartEntrySchema>;

const at = { bucket: z.string(), key: z.string(), versionId: z.string() };

export const EntrySchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('bucket'), bucket: z.string() }),
  ObjectEntrySchema,
  MarkerEntrySchema,
  z.object({ op: z.literal('erased'), ...at }),
  z.object({ op: z.literal('tags'), ...at, tags: TextMapSchema }),
  /** The event of this object was handed over. */
  z.object({ op: z.literal('told'), versionId: z.string() }),
  UploadEntrySchema,
  PartEntrySchema,
  z.object({ op: z.literal('aborted'), uploadId: z.string() }),
]);
export type Entry = z.infer<typeof EntrySchema>;
