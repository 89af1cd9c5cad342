import { z } from 'zod';

/**
 * EventBridge event patterns, the part that rules of ours may use: exact values, `prefix`, `suffix`, `wildcard`,
 * `equals-ignore-case`, `anything-but`, `exists`, nested, and `$or`. Anything else is refused when it is deployed.
 */
export type Matcher = (event: unknown) => boolean;

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Texts = z.union([z.string(), z.array(z.string())]);
const ButSchema = z.union([
  Scalar,
  z.array(Scalar),
  z.strictObject({ prefix: Texts }),
  z.strictObject({ suffix: Texts }),
  z.strictObject({ wildcard: Texts }),
]);

const RuleSchema = z.union([
  Scalar,
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ wildcard: z.string() }),
  z.strictObject({ 'equals-ignore-case': z.string() }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ 'anything-but': ButSchema }),
]);

type Test = (value: unknown) => boolean;

/** Reads a pattern; every field of it must match. */
export function parsePattern(pattern: unknown): Matcher {
  const fields = z.record(z.string(), z.unknown()).parse(pattern);
  const tests = Object.entries(fields).map(([name, wanted]) => fieldMatcher(name, wanted));
  return (event) => tests.every((test) => test(event));
}

function fieldMatcher(name: string, wanted: unknown): Matcher {
  if (name === '$or') {
    const any = z.array(z.unknown()).parse(wanted).map(parsePattern);
    return (event) => any.some((matches) => matches(event));
  }
  if (!Array.isArray(wanted)) {
    const inner = parsePattern(wanted);
    return (event) => inner(fieldOf(event, name));
  }
  const tests = wanted.map((rule) => testOf(RuleSchema.parse(rule)));
  return (event) => valuesOf(fieldOf(event, name)).some((value) => tests.some((test) => test(value)));
}

const fieldOf = (event: unknown, name: string): unknown =>
  event !== null && typeof event === 'object' ? Reflect.get(event, name) : undefined;

/** An array in the event matches by any of its elements. */
const valuesOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function testOf(rule: z.infer<typeof RuleSchema>): Test {
  if (rule === null || typeof rule !== 'object') return (value) => value === rule;
  if ('prefix' in rule) return texts((text) => text.startsWith(rule.prefix));
  if ('suffix' in rule) return texts((text) => text.endsWith(rule.suffix));
  if ('wildcard' in rule) return wildcard(rule.wildcard);
  if ('exists' in rule) return (value) => (value !== undefined) === rule.exists;
  if ('anything-but' in rule) return anythingBut(rule['anything-but']);
  const wanted = rule['equals-ignore-case'].toLowerCase();
  return texts((text) => text.toLowerCase() === wanted);
}

function anythingBut(but: z.infer<typeof ButSchema>): Test {
  const unwanted = testsAgainst(but);
  return (value) => value !== undefined && !unwanted.some((test) => test(value));
}

function testsAgainst(but: z.infer<typeof ButSchema>): Test[] {
  if (but === null || typeof but !== 'object' || Array.isArray(but)) {
    return [but].flat().map((scalar) => (value: unknown) => value === scalar);
  }
  if ('prefix' in but) return [but.prefix].flat().map((prefix) => texts((text) => text.startsWith(prefix)));
  if ('suffix' in but) return [but.suffix].flat().map((suffix) => texts((text) => text.endsWith(suffix)));
  return [but.wildcard].flat().map(wildcard);
}

const texts =
  (test: (text: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && test(value);

/** `*` stands for any characters; `\*` for itself. */
function wildcard(pattern: string): Test {
  const parts = pattern.split(/(?<!\\)\*/).map((part) => escaped(part.replaceAll('\\*', '*')));
  const regex = new RegExp(`^${parts.join('[\\s\\S]*')}$`);
  return texts((text) => regex.test(text));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
