/** Every folder of `lambdas/`. */
export const STEP_NAMES = [
  'intake',
  'policy',
  'override',
  'template',
  'offer',
  'request',
  'claim',
  'reclaim',
  'inventory',
  'measure',
  'calibrate',
  'plan',
  'compose',
  'preflight',
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
