import { z } from 'zod';
import { StateVersionSchema } from '../domain/version.ts';

/** Everything by which a person is named in the lake; `shared` identifiers are others' too. */
export const FoundPersonSchema = z.object({
  /** As the request names him, in the form of the lake; '' once he is forgotten. */
  asked: z.string(),
  /** What tells people apart, the first that a row has; by the policy's identity. */
  by: z.array(z.enum(['ids', 'emails', 'phones'])),
  ids: z.array(z.string()),
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  names: z.array(z.string()),
  orders: z.array(z.string()),
  /** Ids, addresses and phones of his that stand in others' rows as well: taken from his rows, and left to theirs. */
  shared: z.array(z.string()),
});
export type FoundPerson = z.infer<typeof FoundPersonSchema>;

/** What one pass over everything did. */
const SweptSchema = z.object({ searched: z.int(), rewritten: z.int(), versions: z.int(), items: z.int() });
export type Swept = z.infer<typeof SweptSchema>;

/** What the answer tells of an erasure: counts, and nothing that names anybody. */
export const ErasureToldSchema = z.object({
  /** Of exports. */
  rows: z.int(),
  identifiers: z.int(),
  shared: z.int(),
  passes: z.int(),
  rewritten: z.int(),
  versions: z.int(),
  items: z.int(),
  /** Versions and items in which the last pass found nothing any more. */
  searched: z.int(),
  /** Names of raw uploads that name the person, with `—` in his place; they stay until the uploads expire. */
  files: z.array(z.string()).default([]),
});
export type ErasureTold = z.infer<typeof ErasureToldSchema>;

/** An erasure under way, the only place that names whom it is about; it goes last. */
export const ErasureSchema = z.object({
  version: StateVersionSchema,
  person: FoundPersonSchema,
  /** What hides his ids where his lines go on to count; random, and gone with this record. */
  salt: z.string(),
  /** A call that is repeated after it had ended finds here that it has. */
  stage: z.enum(['finding', 'found', 'sweeping', 'swept']),
  /** Where the last call left off; '' = at the beginning. */
  cursor: z.string(),
  /** Whether this reading of the lake found another name of his: then it is read once more. */
  grown: z.boolean(),
  /** Of his, in the lake. */
  rows: z.int(),
  /** Passes begun, and whether the last one found anything. */
  passes: z.int(),
  dirty: z.boolean(),
  /** Of all passes but the last one, which only looks. */
  done: SweptSchema,
  last: SweptSchema,
  /** What is left of it once it names nobody, until it is answered. */
  told: ErasureToldSchema.optional(),
});
export type Erasure = z.infer<typeof ErasureSchema>;

/** The request's object in the uploads bucket: it names the person, so that no state has to. */
const RequestRefSchema = z.object({ id: z.string(), key: z.string(), versionId: z.string() });

export const EraseInputSchema = RequestRefSchema.extend({
  act: z.enum(['find', 'bury', 'lock', 'sweep', 'finish']),
  executionArn: z.string().optional(),
});
export type EraseInput = z.infer<typeof EraseInputSchema>;

/**
 * MORE: call again. CLEAN: a whole pass has found nothing of him; DIRTY: it found something, which is gone,
 * and another pass has to look.
 */
export const ErasedSchema = RequestRefSchema.extend({
  status: z.enum(['MORE', 'FOUND', 'NOBODY', 'BURIED', 'HELD', 'BUSY', 'DIRTY', 'CLEAN', 'DONE']),
});
export type Erased = z.infer<typeof ErasedSchema>;

export const PersonInputSchema = RequestRefSchema;
export const PersonToldSchema = RequestRefSchema.extend({ status: z.enum(['DONE', 'NOBODY']) });

const PartSchema = z.object({
  part: z.string(),
  /** What it is, for whoever asked. */
  says: z.object({ en: z.string(), 'zh-CN': z.string() }),
  held: z.array(z.unknown()),
});
const LeftSchema = z.object({
  part: z.string(),
  says: z.object({ en: z.string(), 'zh-CN': z.string() }),
  /** Files of exports, runs, or places. */
  from: z.array(z.string()),
});
/** `exports/<id>.json`: all that is held of one person. */
export const PersonFileSchema = z.object({
  version: StateVersionSchema,
  made: z.string(),
  /** What is not in it, and why: what the time did not suffice for, and what no such file holds. */
  left: z.array(LeftSchema),
  parts: z.array(PartSchema),
});
export type PersonFile = z.infer<typeof PersonFileSchema>;
