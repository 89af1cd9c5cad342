import { z } from 'zod';

/** Days in the models' unit of time, the week: all their parameters are per week. */
export const WEEK = 7;

const BehaviourKindSchema = z.enum(['bgnbd', 'mbgnbd']);
export type BehaviourKind = z.infer<typeof BehaviourKindSchema>;

/**
 * How customers buy and leave. BG/NBD (Fader, Hardie & Lee 2005) lets a customer leave after each repeat purchase;
 * MBG/NBD (Batislam, Denizel & Filiztekin 2007) also after the first one. Purchase rates a week follow
 * Gamma(`r`, `alpha` weeks), leaving probabilities Beta(`a`, `b`). `ll` is the natural log-likelihood over all customers.
 */
export const BehaviourSchema = z.object({
  kind: BehaviourKindSchema,
  r: z.number().positive(),
  alpha: z.number().positive(),
  a: z.number().positive(),
  b: z.number().positive(),
  ll: z.number(),
});
export type Behaviour = z.infer<typeof BehaviourSchema>;

/**
 * What a purchase day is worth: Gamma-Gamma (Fader & Hardie 2013), `v` in minor units. `q` above 1, else the mean
 * over the population would be infinite. `customers` are those it learnt from.
 */
export const SpendSchema = z.object({
  p: z.number().positive(),
  q: z.number().gt(1),
  v: z.number().positive(),
  ll: z.number(),
  customers: z.int(),
});
export type Spend = z.infer<typeof SpendSchema>;

/** `x` distinct purchase days after the first; `tx` = last − first and `T` = cut-off − first, both whole days. */
export interface History {
  x: number;
  tx: number;
  T: number;
}

/** A history and how many customers share it. */
export interface Collapsed extends History {
  customers: number;
}

/** Customers with `x` repeat days whose mean day total is `mean` minor units, which may be a fraction. */
export interface SpendGroup {
  x: number;
  mean: number;
  customers: number;
}

/** Chances to leave before the first repeat purchase: none under BG/NBD, one (the first order) under MBG/NBD. */
export const earlyChances = (kind: BehaviourKind): 0 | 1 => (kind === 'mbgnbd' ? 1 : 0);

/** Fewer customers than this with a repeat purchase teach a four-parameter model nothing that would hold. */
export const ENOUGH_REPEATERS = 50;
