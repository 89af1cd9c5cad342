/** Every folder of `lambdas/`. */
export const STEP_NAMES = [
  'intake',
  'policy',
  'override',
  'request',
  'claim',
  'reclaim',
  'inventory',
  'measure',
  'calibrate',
  'plan',
  'review',
  'release',
  'apply',
  'commit',
  'send',
  'close',
  'report',
  'unsubscribe',
  'feedback',
  'notify',
] as const;

export type StepName = (typeof STEP_NAMES)[number];
