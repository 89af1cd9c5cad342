import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';
import { ComparedSchema } from '../domain/capacity/compared.ts';
import { CriteriaSchema } from '../domain/criteria.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { EngineSchema } from '../domain/engine.ts';
import { ValuationSchema } from '../domain/explain/worth-words.ts';
import { CauseSchema, ChangeKindSchema } from '../domain/held.ts';
import { LearntLifetimeSchema } from '../domain/learnt.ts';
import { AnomalySchema } from './anomalies.ts';
import { MailOutcomeSchema } from './artifacts.ts';
import { CostSchema } from './cost.ts';
import { EffectSchema } from './effect.ts';
import { ExportKindSchema, IntakeCountsSchema } from './intake.ts';
import { MailProblemSchema } from './preflight.ts';
import { RunModeSchema } from './runs.ts';

const EquationSchema = z.object({
  step: z.string(),
  left: z.string(),
  right: z.array(z.string()),
  terms: z.record(z.string(), z.number()),
});

/** `run.json`: the run and, by step, the terms of its equations. */
export const RunSummarySchema = z.object({
  runId: z.string(),
  runSeq: z.int(),
  mode: RunModeSchema,
  asOf: LocalDateSchema,
  counts: z.record(z.string(), z.record(z.string(), z.number())),
});

const ReportedStatementsSchema = z.object({
  current: z.int(),
  replaced: z.int(),
  changed: z.int(),
  moved: z.int(),
  replacedBy: z.array(z.object({ key: z.string(), rows: z.int() })),
});

const DoubtsSchema = z.object({ sharedAddresses: z.int(), sharedPhones: z.int(), refundOrphans: z.int() });

/** What a banded score is taken from; edges are in the scale of that. */
const ReportedScoreSchema = z.object({
  name: z.string(),
  of: z.string(),
  unit: z.enum(['count', 'days', 'money', 'number', 'text']),
  /** Of a level: its words, the lowest first. */
  levels: z.array(z.string()).optional(),
  /** `of` is a weighted score. */
  weighted: z.literal(true).optional(),
  better: z.enum(['higher', 'lower']),
  bands: z.enum(['quantile', 'edges', 'top']),
});

const MarkSchema = z.object({ id: z.string(), name: BilingualSchema, count: z.int() });

/** A column of customers exports that the policy reads and some customers' texts do not fit. */
const UnreadableSchema = z.object({
  feature: z.string(),
  column: z.string(),
  as: z.string(),
  levels: z.array(z.string()),
  customers: z.int(),
});

const DeliverySchema = z.object({
  /** The mails as they were when they were made ready; null in reports of earlier programs. */
  foreseen: z
    .object({ mails: z.int(), due: z.int(), skipped: z.int(), heldOut: z.int(), already: z.int().default(0) })
    .nullable()
    .default(null),
  /** On which days how many mails were meant to go out. */
  days: z.array(z.object({ date: LocalDateSchema, mails: z.int() })),
  /** What stood against mailing when it was planned. */
  problems: z.array(MailProblemSchema),
  campaigns: z.array(
    z.object({
      campaign: z.string(),
      name: BilingualSchema.nullable(),
      sent: z.int(),
      delivered: z.int(),
      bounced: z.int(),
      complained: z.int(),
      /** Sent, and SES has not told yet whether it was delivered. */
      awaited: z.int().default(0),
      /** Unreliable: mail programs load pictures by themselves, or never. */
      opened: z.int(),
      unknown: z.int(),
    }),
  ),
  /** The control groups by tier: who would have been mailed, and who of them was left out to be compared with. */
  control: z.array(z.object({ tier: BilingualSchema, audience: z.int(), heldOut: z.int() })),
});

const AxisSchema = z.object({ score: z.string(), bands: z.int() });

/** Customers by the policy's first two banded scores; `net` is what they spent in the window. */
const HeatSchema = z.object({
  columns: AxisSchema,
  rows: AxisSchema,
  /** Bands count from 1; a pair of bands without anybody has no cell. */
  cells: z.array(z.object({ column: z.int(), row: z.int(), customers: z.int(), net: z.int() })),
});

/** How likely the customers of a tier still buy, and their flags by id. */
const RiskSchema = z.object({
  tier: BilingualSchema,
  /** Customers with a chance of at least 80 %, 50 %, 20 %, and below. */
  alive: z.array(z.int()),
  /** Of whom no chance is known. */
  unknown: z.int(),
  flags: z.record(z.string(), z.int()),
});

/** `report.json`: everything that `report.html` shows. Amounts in minor units of `currency`. */
export const ReportSchema = z.object({
  run: RunSummarySchema,
  /** The run that put back everything that this one changed; null as long as this one holds. */
  rolledBackBy: z.string().nullable().default(null),
  period: z.string(),
  /** What measured it; unknown in reports of earlier programs. */
  engine: EngineSchema.optional(),
  currency: z.string(),
  shop: BilingualSchema,
  equations: z.array(EquationSchema),
  exports: z.array(
    z.object({
      key: z.string(),
      kind: ExportKindSchema,
      counts: IntakeCountsSchema,
      from: z.string(),
      to: z.string(),
      /** Day of the upload in the shop's zone; '' in reports of earlier programs. */
      uploaded: LocalDateSchema.or(z.literal('')).default(''),
      /** What became of its rows; `replacedBy` by the keys of the newer files. */
      statements: ReportedStatementsSchema.optional(),
    }),
  ),
  /** Counts that somebody should look at; no figure depends on them. */
  doubts: DoubtsSchema.default({ sharedAddresses: 0, sharedPhones: 0, refundOrphans: 0 }),
  /** Highest rank first; `net` is what its customers spent in the window. */
  tiers: z.array(
    z.object({
      id: z.string(),
      name: BilingualSchema,
      /** Null for a tier that the policy no longer has. */
      rank: z.int().nullable().default(null),
      before: z.int(),
      after: z.int(),
      net: z.int(),
      /** Lifetime value of those of whom it is known. */
      value: z.object({ customers: z.int(), total: z.int() }).default({ customers: 0, total: 0 }),
    }),
  ),
  /** Spend of one customer of the highest rank as a multiple of one of the lowest; null where that says nothing. */
  spendMultiple: z.number().nullable().default(null),
  /** How the lifetime values were reckoned; null where there are none. */
  valuation: ValuationSchema.nullable().default(null),
  /** The policy's share by which a cut point may move before it counts as drifted; null in reports of earlier programs. */
  movedShare: z.number().nullable().default(null),
  /** Customers in each stage, with each flag up, and in each part of every segmentation, in the policy's order. */
  marks: z
    .object({
      stages: z.array(MarkSchema),
      flags: z.array(MarkSchema),
      segments: z.array(z.object({ list: z.string(), parts: z.array(MarkSchema) })),
    })
    .default({ stages: [], flags: [], segments: [] }),
  heat: HeatSchema.nullable().default(null),
  /** In the order of the tiers. */
  risk: z.array(RiskSchema).default([]),
  /** Campaigns of the policy that have a name. */
  campaigns: z.array(z.object({ campaign: z.string(), name: BilingualSchema })).default([]),
  /** What was odd when the run was planned, and what it costs; reports of earlier programs do not say it. */
  anomalies: z.array(AnomalySchema).default([]),
  cost: CostSchema.nullable().default(null),
  /** What the model of cost foresaw against what the run used; reports of earlier programs do not say it. */
  used: z.array(ComparedSchema).default([]),
  /** Customers whose manual tier is in force. */
  overridden: z.int().default(0),
  /** Who took back within a year the step that he took before. */
  flaps: z.int().default(0),
  unreadable: z.array(UnreadableSchema).default([]),
  /** The banded scores; without them nobody may guess what an edge is measured in. */
  scores: z.array(ReportedScoreSchema).default([]),
  moves: z.array(
    z.object({
      from: z.string().nullable(),
      to: z.string().nullable(),
      change: ChangeKindSchema,
      cause: CauseSchema,
      count: z.int(),
    }),
  ),
  mails: z.array(
    z.object({ campaign: z.string(), outcome: MailOutcomeSchema, reason: z.string(), count: z.int() }),
  ),
  /** What was foreseen of the mails and what SES told of them since. */
  delivery: DeliverySchema.default({ foreseen: null, days: [], problems: [], campaigns: [], control: [] }),
  /** What earlier mail changed; null where it was not measured. */
  effect: EffectSchema.nullable().default(null),
  model: z.object({
    population: z.int(),
    calibratedBy: z.string(),
    edges: z.record(z.string(), z.array(z.number())),
    lifetime: LearntLifetimeSchema.nullable().default(null),
    criteria: z.array(CriteriaSchema).default([]),
  }),
});
export type Report = z.infer<typeof ReportSchema>;
