import { z } from 'zod';
import { Name } from './names.ts';

/** Days of the longest life of a shop that anyone means: a hundred years. */
export const MOST_DAYS = 36_500;

// The word names the text of the fault, as in `names.ts`.
const Text = z
  .string()
  .min(1)
  .refine((text) => !/\p{Cc}/u.test(text), 'controls');
const Words = z.union([Text, z.array(Text).min(1)]);

/** The last so many days, ending `before` days before the run's date; `all`: everything up to there. */
const stretch = {
  /** Without it the policy's window. */
  days: z.union([z.int().positive().max(MOST_DAYS), z.literal('all')]).optional(),
  before: z.int().min(0).max(MOST_DAYS).default(0),
  /** What somebody has of whom nothing is known; without it the feature is unknown then. */
  otherwise: z.number().optional(),
};

const ofOrders = {
  from: z.literal('orders'),
  category: Words.optional(),
  channel: Words.optional(),
  region: Words.optional(),
  /** Amounts of an order in major units; both ends belong. */
  amountFrom: z.number().optional(),
  amountTo: z.number().optional(),
  ...stretch,
};

/** Of counted orders. `days`: days with an order. */
const OrdersFeatureSchema = z.strictObject({
  ...ofOrders,
  take: z.enum(['count', 'amount', 'average', 'largest', 'days', 'daysSinceLast']),
});

/** The category, channel or region of most counted orders; of equally many the newest, then by the text. */
const FavouriteFeatureSchema = z.strictObject({
  from: z.literal('orders'),
  favourite: z.enum(['category', 'channel', 'region']),
  days: stretch.days,
});

const ActivityFeatureSchema = z.strictObject({
  from: z.literal('activity'),
  activity: Words.optional(),
  take: z.enum(['count', 'quantity', 'average', 'days', 'daysSinceLast']),
  ...stretch,
});

const FeedbackFeatureSchema = z.strictObject({
  from: z.literal('feedback'),
  feedback: z
    .union([
      z.enum(['survey', 'rating', 'complaint']),
      z.array(z.enum(['survey', 'rating', 'complaint'])).min(1),
    ])
    .optional(),
  /** Complaints that nobody has closed by the run's date. */
  open: z.boolean().optional(),
  scoreFrom: z.number().optional(),
  scoreTo: z.number().optional(),
  take: z.enum(['count', 'average', 'latest', 'lowest', 'daysSinceLast']),
  ...stretch,
});

/** A column of a customers export, as the newest row that has it says. */
const ColumnFeatureSchema = z.strictObject({
  from: z.literal('customers'),
  column: Text,
  as: z.enum(['text', 'number', 'money', 'yesNo', 'daysUntil', 'daysSince', 'level']).default('text'),
  /** For `level`: the words from the lowest to the highest; the feature is the place of the word, 1 = lowest. */
  levels: z.array(z.string().min(1)).min(2).max(50).optional(),
  otherwise: z.union([z.number(), z.string()]).optional(),
});

const Operand = z.union([Name, z.number()]);
const Operands = z.array(Operand).min(2).max(10);

/** Reckoned from other features; unknown where one of them is, or where it would divide by nothing. */
const derived = {
  as: z.enum(['number', 'money', 'count', 'days']).default('number'),
  otherwise: z.number().optional(),
};
const DerivedFeatureSchema = z.union([
  z.strictObject({ divide: Operands.length(2), ...derived }),
  z.strictObject({ multiply: Operands, ...derived }),
  z.strictObject({ add: Operands, ...derived }),
  z.strictObject({ subtract: Operands.length(2), ...derived }),
]);

export const FeatureSchema = z.union([
  OrdersFeatureSchema,
  FavouriteFeatureSchema,
  ActivityFeatureSchema,
  FeedbackFeatureSchema,
  ColumnFeatureSchema,
  DerivedFeatureSchema,
]);
export type FeatureDefinition = z.infer<typeof FeatureSchema>;
export type DerivedFeature = z.infer<typeof DerivedFeatureSchema>;
export type MeasuredFeature = Exclude<FeatureDefinition, DerivedFeature>;
export type ColumnFeature = z.infer<typeof ColumnFeatureSchema>;

/** What a customer is worth and how he will go on, by a model or by history alone. */
export const LifetimeSchema = z.strictObject({
  model: z.enum(['historic', 'bgnbd', 'mbgnbd']),
  /** Share of revenue that is left after costs. */
  margin: z.number().gt(0).max(1).default(1),
  /** For `historic` only, how long a customer stays: average order × orders a year × margin × years. */
  years: z.number().gt(0).max(50).default(3),
  /** Horizon of the value of a model, and of the naive rate in its place, and the discount at each month's end. */
  months: z.int().min(1).max(120).default(12),
  monthlyDiscount: z.number().min(0).lt(1).default(0.01),
  /** The next period of `purchaseProbability` and `churnProbability`; the schedule's own length without it. */
  nextDays: z.int().min(1).max(3650).optional(),
  /** The tail that the back-test holds out; the next period's length without it. */
  holdoutDays: z.int().min(7).max(1095).optional(),
  /**
   * Instead of a model that lost its back-test or could not be fitted: everybody goes on at his naive rate, worth what his
   * repeat days were over the model's horizon, unknown where there is no rate; or nothing.
   */
  fallback: z.enum(['naive', 'none']).default('naive'),
});
export type LifetimeSettings = z.infer<typeof LifetimeSchema>;
