import { createHash } from 'node:crypto';
import type { FrozenTemplates, TemplateSource } from '../contract/templates.ts';
import type { Language } from '../domain/bilingual.ts';
import { framed, headFault, LAYOUTS, layoutOf, type Sheet } from '../domain/mail/frame.ts';
import { partsOf, type TemplateParts } from '../domain/mail/template-parts.ts';
import {
  headRefused,
  layoutUnknown,
  templateMissing,
  templateUnreadable,
  variableUnknown,
} from '../domain/mail/template-refusals.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Compiled, compile, complaintOf, escaping, plain } from './liquid.ts';

export interface Rendered {
  subject: string;
  html: string;
  text: string;
}

/** Answers the text of a file under `shared/templates/` by its name, or throws ENOENT. */
type Read = (file: string) => string;
type Variables = Readonly<Record<string, unknown>>;

const fileOf = (name: string, language: Language): string => `${name}.${language}.liquid`;

/**
 * The template `<name>.<language>.liquid` set into the layout that its head names and above the footer of its language.
 * Refuses what is missing or cannot be read, with the line of the file.
 */
export function sourceOf(read: Read, name: string, language: Language): TemplateSource {
  const file = fileOf(name, language);
  const template = partsOf(must(read, file));
  const layout = layoutFor(read, file, template);
  const framing = { template, layout, language, footer: partsOf(must(read, `footer.${language}.liquid`)) };
  const fault = headFault(framing);
  if (fault) throw headRefused(file, layoutOf(template), fault);
  mustParse(file, template);
  const parts = framed(framing);
  orRefuse(file, () => compile(parts));
  return { ...parts, digest: versionOf(parts) };
}

/** `own` is no layout: the template's HTML is the whole document. */
function layoutFor(read: Read, file: string, template: TemplateParts): Sheet {
  const name = layoutOf(template);
  if (!LAYOUTS.some((layout) => layout === name)) throw layoutUnknown(file, name);
  const text = must(read, `layouts/${name}.txt`);
  return { html: name === 'own' ? '[[body]]' : must(read, `layouts/${name}.html`), text };
}

/** Each piece by itself: so that a fault is found at its line, and no piece can close what the layout has opened. */
function mustParse(file: string, { head, html, text }: TemplateParts): void {
  for (const piece of [...head.values(), html, text]) {
    try {
      plain.parse(piece.text);
    } catch (error) {
      const { message, line } = complaintOf(error);
      throw templateUnreadable(file, message, piece.line + line - 1);
    }
  }
}

/** Compiled templates by digest; a program uses few in its life. */
const compiled = new Map<string, Compiled>();

function compiledOf(source: TemplateSource): Compiled {
  const known = compiled.get(source.digest) ?? compile(source);
  compiled.set(source.digest, known);
  return known;
}

/** The version of a template: SHA-256 over its three parts. */
const versionOf = ({ subject, html, text }: Omit<TemplateSource, 'digest'>): string =>
  sha256(JSON.stringify([subject, html, text]));

/** The templates of a run, by `<name>.<language>`. Their digests are taken anew, whatever they say of themselves. */
export function openTemplates(frozen: FrozenTemplates['templates']) {
  const entries = Object.entries(frozen);
  const templates: Record<string, TemplateSource> = Object.fromEntries(
    entries.map(([name, source]) => [name, { ...source, digest: versionOf(source) }]),
  );
  const sourceFor = (name: string, language: Language): TemplateSource => {
    const source = templates[`${name}.${language}`];
    if (!source) throw templateMissing(fileOf(name, language));
    return source;
  };
  return {
    /** Renders strictly: a variable that is not there refuses the template. */
    render(name: string, language: Language, variables: Variables): Rendered {
      const source = sourceFor(name, language);
      return orRefuse(fileOf(name, language), () => renderWith(compiledOf(source), variables));
    },
    /** SHA-256 over the template's version and everything that it is told, but what only the one mail has. */
    digest(name: string, language: Language, variables: Variables): string {
      const { unsubscribeUrl: _, offerCode: __, ...told } = variables;
      return sha256(`${sourceFor(name, language).digest} ${JSON.stringify(told, inOrder)}`);
    },
  };
}

const renderWith = ({ subject, html, text }: Compiled, variables: Variables): Rendered => ({
  subject: oneLine(plain.renderSync(subject, variables)),
  html: escaping.renderSync(html, variables),
  text: plain.renderSync(text, variables),
});

/** A line break in a subject could add headers of somebody else's making. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Keys of objects in the order of their names, so that equal variables have equal digests. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function must(read: Read, file: string): string {
  try {
    return read(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw templateMissing(file);
    throw error;
  }
}

function orRefuse<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { message, variable } = complaintOf(error);
    throw variable === undefined ? templateUnreadable(file, message) : variableUnknown(file, variable);
  }
}
