/** Mail templates that ship, each in every language; a policy may name these. */
export const SHIPPED_TEMPLATES = [
  'diamond',
  'gold',
  'silver',
  'bronze',
  'regular',
  'moved-up',
  'moved-down',
] as const;
