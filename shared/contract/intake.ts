import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { StateVersionSchema } from '../domain/version.ts';

export const EXPORT_KINDS = ['orders', 'customers', 'activity', 'feedback'] as const;
export const ExportKindSchema = z.enum(EXPORT_KINDS);
export type ExportKind = z.infer<typeof ExportKindSchema>;

/** The event that S3 sends over EventBridge for a created object; only what we read of it. */
export const ObjectCreatedSchema = z.object({
  time: z.iso.datetime({ offset: true }),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({
      key: z.string(),
      'version-id': z.string(),
      size: z.number().optional(),
      sequencer: z.string().default('0'),
    }),
  }),
});
export type ObjectCreated = z.infer<typeof ObjectCreatedSchema>;

/** Records after the header; `rows` is the sum of all the others. */
export const IntakeCountsSchema = z.object({
  rows: z.int(),
  kept: z.int(),
  rejected: z.int(),
  repeated: z.int(),
  setAside: z.int(),
  blank: z.int(),
});
export type IntakeCounts = z.infer<typeof IntakeCountsSchema>;

/** One problem of a file or a row. `line` is the line of the file as an editor shows it, 1 = first; 0 = the whole file. */
export const IntakeProblemSchema = z.object({
  line: z.int(),
  code: z.string(),
  column: z.string().optional(),
});
export type IntakeProblem = z.infer<typeof IntakeProblemSchema>;

/** `line` and `column` of the mapping file as an editor shows them, 1 = first. */
export const MappingFaultSchema = z.object({ line: z.int(), column: z.int(), message: BilingualSchema });
export type MappingFault = z.infer<typeof MappingFaultSchema>;

const AmountsSchema = z.record(z.string(), z.int());
export const AmountsElsewhereSchema = z.object({
  rejected: AmountsSchema,
  repeated: AmountsSchema,
  setAside: AmountsSchema,
});

/** What the file itself does not say, and how it was read; only what some cell of it needed. */
export const AssumedSchema = z.object({
  dates: z.enum(['DMY', 'MDY']).optional(),
  epoch: z.enum(['s', 'ms']).optional(),
  amounts: z.enum(['point', 'comma']).optional(),
  /** Times without a zone are of this one. */
  timeZone: z.string().optional(),
  /** Amounts that name no currency are of this one. */
  currency: z.string().optional(),
});
export type Assumed = z.infer<typeof AssumedSchema>;

/**
 * One version of an uploaded export, as the runs table and `intakes/<id>.json` keep it. Amounts in minor units.
 * `contentId` names the reading of these very bytes: its Parquet serves every later upload of them.
 */
export const IntakeSchema = z.object({
  version: StateVersionSchema,
  intakeId: z.string(),
  kind: ExportKindSchema,
  status: z.enum(['committed', 'refused', 'withdrawn']),
  key: z.string(),
  versionId: z.string(),
  /** Instant of the upload, ISO 8601 UTC; with `sequencer` it orders uploads. */
  uploadedAt: z.string(),
  sequencer: z.string(),
  sha256: z.string(),
  contentId: z.string(),
  format: z.string().optional(),
  encoding: z.string().optional(),
  counts: IntakeCountsSchema,
  /** Sum of the kept orders' amounts by currency, minor units ('' = no currency given). */
  amounts: z.record(z.string(), z.int()),
  /** The readable amounts that are not in `amounts`, by the reason why; together they are all that the file says. */
  amountsElsewhere: AmountsElsewhereSchema.optional(),
  /** The currency that most rows name, if any row names one. */
  currency: z.string().optional(),
  from: LocalDateSchema.optional(),
  to: LocalDateSchema.optional(),
  problems: z.array(IntakeProblemSchema).max(20),
  unmatched: z.array(z.string()),
  assumed: AssumedSchema.optional(),
  /** The mapping beside the file by which it was read. */
  mapping: z.object({ versionId: z.string(), sha256: z.string() }).optional(),
  /** What is wrong with that mapping, so that the file was refused. */
  mappingFaults: z.array(MappingFaultSchema).max(20).optional(),
  /** When it was withdrawn, and the key of the request that asked for it. */
  withdrawn: z.object({ at: z.string(), by: z.string() }).optional(),
});
export type Intake = z.infer<typeof IntakeSchema>;

/**
 * Columns of `lake/orders/*.parquet`, facts only (DESIGN, rule 1). Every row of a readable order is kept, also the
 * cancelled and unpaid: a later statement "cancelled" must win over an earlier "paid".
 */
export const ORDER_LAKE_COLUMNS = {
  intake_id: 'VARCHAR',
  row: 'BIGINT',
  order_id: 'VARCHAR',
  customer_id: 'VARCHAR',
  email: 'VARCHAR',
  phone: 'VARCHAR',
  name: 'VARCHAR',
  language: 'VARCHAR',
  /** Wall-clock time as given; UTC when `has_zone`. */
  ordered_at: 'TIMESTAMP',
  has_zone: 'BOOLEAN',
  /** Minor units, before refunds; negative for a refund row. */
  amount: 'BIGINT',
  /** NULL where the file has no way to state one. */
  refund: 'BIGINT',
  /** Digits after the point that `amount` and `refund` count in. */
  decimals: 'TINYINT',
  currency: 'VARCHAR',
  /** paid | refunded | cancelled | unpaid */
  status: 'VARCHAR',
  category: 'VARCHAR',
  channel: 'VARCHAR',
  region: 'VARCHAR',
  consent: 'BOOLEAN',
  /** As `ordered_at`, with a zone of its own; NULL in a file without such a date. */
  consent_at: 'TIMESTAMP',
  consent_has_zone: 'BOOLEAN',
  updated_at: 'TIMESTAMP',
  updated_has_zone: 'BOOLEAN',
} as const;

/** Columns of `lake/customers/*.parquet`. `consent` NULL = this row says nothing. */
export const CUSTOMER_LAKE_COLUMNS = {
  intake_id: 'VARCHAR',
  row: 'BIGINT',
  customer_id: 'VARCHAR',
  email: 'VARCHAR',
  phone: 'VARCHAR',
  name: 'VARCHAR',
  language: 'VARCHAR',
  country: 'VARCHAR',
  consent: 'BOOLEAN',
  consent_at: 'TIMESTAMP',
  consent_has_zone: 'BOOLEAN',
  consent_source: 'VARCHAR',
  /** JSON object of texts by name, names ascending; NULL = none. Only what a profile or a mapping names. */
  attributes: 'VARCHAR',
  updated_at: 'TIMESTAMP',
  updated_has_zone: 'BOOLEAN',
} as const;

/** Columns of `lake/activity/*.parquet`: what a customer did, when, and how much of it. */
export const ACTIVITY_LAKE_COLUMNS = {
  intake_id: 'VARCHAR',
  row: 'BIGINT',
  activity_id: 'VARCHAR',
  customer_id: 'VARCHAR',
  email: 'VARCHAR',
  phone: 'VARCHAR',
  /** What was done, as the file says it. */
  activity: 'VARCHAR',
  /** As in orders. */
  occurred_at: 'TIMESTAMP',
  has_zone: 'BOOLEAN',
  /** How much, in thousandths; NULL where the file has no such column. */
  quantity: 'BIGINT',
  updated_at: 'TIMESTAMP',
  updated_has_zone: 'BOOLEAN',
} as const;

/** Columns of `lake/feedback/*.parquet`: answers to surveys, ratings, complaints. */
export const FEEDBACK_LAKE_COLUMNS = {
  intake_id: 'VARCHAR',
  row: 'BIGINT',
  feedback_id: 'VARCHAR',
  customer_id: 'VARCHAR',
  email: 'VARCHAR',
  phone: 'VARCHAR',
  /** survey | rating | complaint */
  feedback: 'VARCHAR',
  occurred_at: 'TIMESTAMP',
  has_zone: 'BOOLEAN',
  /** The score that was given, in thousandths. */
  score: 'BIGINT',
  /** Of a complaint; NULL = still open. As given, UTC when it had a zone. */
  closed_at: 'TIMESTAMP',
  closed_has_zone: 'BOOLEAN',
  updated_at: 'TIMESTAMP',
  updated_has_zone: 'BOOLEAN',
} as const;

export const LAKE_COLUMNS = {
  orders: ORDER_LAKE_COLUMNS,
  customers: CUSTOMER_LAKE_COLUMNS,
  activity: ACTIVITY_LAKE_COLUMNS,
  feedback: FEEDBACK_LAKE_COLUMNS,
} as const;

/** What became of an upload. `waiting`: a mapping whose file is not there yet; it is no intake. */
export const TakenSchema = IntakeSchema.extend({
  status: z.enum([...IntakeSchema.shape.status.options, 'waiting']),
});
export type Taken = z.infer<typeof TakenSchema>;

/** `answers/<intakeId>/answer.json`: what whoever uploaded is told. Texts are in both languages. */
export const AnswerSchema = TakenSchema.omit({ problems: true }).extend({
  problems: z.array(IntakeProblemSchema.extend({ what: BilingualSchema, remedy: BilingualSchema })),
  /** What people call the format. */
  formatName: BilingualSchema.optional(),
});
export type Answer = z.infer<typeof AnswerSchema>;
