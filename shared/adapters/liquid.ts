import { Liquid, type LiquidOptions, type Template } from 'liquidjs';

/** Nothing missing passes, nothing is read from disk, nothing runs for long; data never becomes template. */
const LOCKED: LiquidOptions = {
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  parseLimit: 200_000,
  renderLimit: 1_000,
  memoryLimit: 1_000_000,
};

/** Tags that read other templates. */
const REFUSED_TAGS = ['render', 'include', 'layout', 'block'];
/** Filters that let data out unescaped or run it, and those that chance or the clock decides: what is approved is what is sent. */
const REFUSED_FILTERS = /^raw$|_exp$|^date|^sample$/;

/** Plain text is what it is; in HTML every value is escaped. */
export const plain = locked({});
export const escaping = locked({ outputEscape: 'escape' });

/** A reader of its own, with the same locks. */
export function locked(more: LiquidOptions): Liquid {
  const engine = new Liquid({ ...LOCKED, ...more });
  for (const tag of REFUSED_TAGS) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters))
    if (REFUSED_FILTERS.test(filter)) delete engine.filters[filter];
  return engine;
}

export type Compiled = Record<'subject' | 'html' | 'text', Template[]>;

/** Reads a template's three parts; throws what Liquid has against one of them. */
export const compile = (parts: Record<keyof Compiled, string>): Compiled => ({
  subject: plain.parse(parts.subject),
  html: escaping.parse(parts.html),
  text: plain.parse(parts.text),
});

/** What Liquid has against a template; `line` of the text that it was given. */
export function complaintOf(error: unknown): { message: string; line: number; variable?: string } {
  const said = error instanceof Error ? error.message : '';
  const [, message = said, line = '1'] =
    /^([\s\S]*?), (?:file:[^,]*, )?line:(\d+), col:\d+$/.exec(said) ?? [];
  const [, variable] = /^undefined variable: ([\w.]+)/.exec(message) ?? [];
  return { message, line: Number(line), ...(variable === undefined ? {} : { variable }) };
}
