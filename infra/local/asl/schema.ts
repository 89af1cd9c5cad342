import { z } from 'zod';

/**
 * The part of the Amazon States Language that our machines use, with JSONata. Objects are strict: a field or a state
 * type that the runner does not know is refused, never passed over.
 */

const JsonSchema = z.json();
export type Json = z.infer<typeof JsonSchema>;

export const ExpressionSchema = z.string().regex(/^\{%[\s\S]*%\}$/, 'is no JSONata expression {% … %}');

const Assign = z.record(z.string(), JsonSchema).optional();
const base = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONata').optional() };
const onward = { Next: z.string().optional(), End: z.literal(true).optional() };
const shaped = { ...base, Output: JsonSchema.optional(), Assign };

const RetrierSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.int().min(1).default(1),
  BackoffRate: z.number().min(1).default(2),
  MaxAttempts: z.int().min(0).default(3),
  MaxDelaySeconds: z.int().min(1).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
});
export type Retrier = z.infer<typeof RetrierSchema>;

const CatcherSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  Output: JsonSchema.optional(),
  Assign,
});

const guarded = { Retry: z.array(RetrierSchema).default([]), Catch: z.array(CatcherSchema).default([]) };

export const LAMBDA = 'arn:aws:states:::lambda:invoke';
export const ATHENA = 'arn:aws:states:::athena:startQueryExecution.sync';
export const START = 'arn:aws:states:::states:startExecution';

const TaskSchema = z.strictObject({
  ...shaped,
  ...onward,
  ...guarded,
  Type: z.literal('Task'),
  Resource: z.enum([LAMBDA, START, ATHENA]),
  Arguments: JsonSchema,
  TimeoutSeconds: z.int().positive().optional(),
});

const RuleSchema = z.strictObject({
  Comment: z.string().optional(),
  Condition: z.union([ExpressionSchema, z.boolean()]),
  Next: z.string(),
  Output: JsonSchema.optional(),
  Assign,
});

const ChoiceSchema = z.strictObject({
  ...shaped,
  Type: z.literal('Choice'),
  Choices: z.array(RuleSchema).min(1),
  Default: z.string().optional(),
});

const WaitSchema = z.strictObject({
  ...shaped,
  ...onward,
  Type: z.literal('Wait'),
  Seconds: z.union([z.int().min(0), ExpressionSchema]),
});

const PassSchema = z.strictObject({ ...shaped, ...onward, Type: z.literal('Pass') });
const SucceedSchema = z.strictObject({ ...base, Type: z.literal('Succeed'), Output: JsonSchema.optional() });
const FailSchema = z.strictObject({
  ...base,
  Type: z.literal('Fail'),
  Error: z.string().optional(),
  Cause: z.string().optional(),
});

const LeafSchema = z.discriminatedUnion('Type', [
  TaskSchema,
  ChoiceSchema,
  WaitSchema,
  PassSchema,
  SucceedSchema,
  FailSchema,
]);

const ProcessorSchema = z.strictObject({
  ...base,
  ProcessorConfig: z
    .strictObject({
      Mode: z.enum(['INLINE', 'DISTRIBUTED']).default('INLINE'),
      ExecutionType: z.enum(['STANDARD', 'EXPRESS']).optional(),
    })
    .default({ Mode: 'INLINE' }),
  StartAt: z.string(),
  /** A map within a map is not among what our machines use. */
  States: z.record(z.string(), LeafSchema),
});

const MapSchema = z.strictObject({
  ...shaped,
  ...onward,
  ...guarded,
  Type: z.literal('Map'),
  Label: z.string().optional(),
  Items: z.union([ExpressionSchema, z.array(JsonSchema)]),
  ItemSelector: JsonSchema.optional(),
  ItemProcessor: ProcessorSchema,
  /** 0 = as many as there are. */
  MaxConcurrency: z.int().min(0).default(0),
});

const StateSchema = z.discriminatedUnion('Type', [...LeafSchema.options, MapSchema]);
export type State = z.infer<typeof StateSchema>;
export type StateOf<T extends State['Type']> = Extract<State, { Type: T }>;
export type Guarded = StateOf<'Task'> | StateOf<'Map'>;

const MachineSchema = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata'),
  Version: z.literal('1.0').optional(),
  StartAt: z.string(),
  States: z.record(z.string(), StateSchema),
});

/** Named states and where to begin: a whole machine, or what a map does with one item. */
export interface Flow {
  StartAt: string;
  States: Record<string, State>;
}

/** Parses a definition and proves that every name it goes on to exists. */
export function parseDefinition(definition: unknown): Flow {
  const machine = MachineSchema.parse(definition);
  proveConnected(machine);
  return machine;
}

function proveConnected(flow: Flow): void {
  const known = new Set(Object.keys(flow.States));
  if (!known.has(flow.StartAt)) throw new Error(`StartAt names no state: ${flow.StartAt}`);
  for (const [name, state] of Object.entries(flow.States)) {
    for (const next of nextOf(name, state)) {
      if (!known.has(next)) throw new Error(`state ${name} goes on to ${next}, which does not exist`);
    }
    if (state.Type === 'Map') proveConnected(state.ItemProcessor);
  }
}

function nextOf(name: string, state: State): string[] {
  if (state.Type === 'Succeed' || state.Type === 'Fail') return [];
  if (state.Type === 'Choice') {
    return [...state.Choices.map((rule) => rule.Next), ...(state.Default ? [state.Default] : [])];
  }
  if ((state.Next === undefined) === (state.End === undefined)) {
    throw new Error(`state ${name} needs either Next or End`);
  }
  const caught = 'Catch' in state ? state.Catch.map((catcher) => catcher.Next) : [];
  return [...(state.Next ? [state.Next] : []), ...caught];
}
