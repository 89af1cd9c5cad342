import type { StaticAnalysis } from 'liquidjs';
import type { TemplateSource } from '../contract/templates.ts';
import { both, type Language } from '../domain/bilingual.ts';
import type { LocalDate } from '../domain/dates.ts';
import type { LetterVariables } from '../domain/mail/letter.ts';
import { linkHosts } from '../domain/mail/link-hosts.ts';
import { checkParts, type TemplateFault } from '../domain/mail/template-check.ts';
import { letterFaults } from '../domain/mail/template-letters.ts';
import { type Piece, partsOf, type TemplateParts } from '../domain/mail/template-parts.ts';
import { trialLetters } from '../domain/mail/template-samples.ts';
import { type NamedValue, nameFaults } from '../domain/mail/template-variables.ts';
import { notLiquid } from '../domain/mail/template-words.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { Refusal } from '../domain/refusal.ts';
import { complaintOf, plain } from './liquid.ts';
import { blankRemarks } from './template-blanks.ts';
import { openTemplates, sourceOf } from './templates.ts';

/** Answers the text of a file under `shared/templates/` by its name, or throws ENOENT. */
type Read = (file: string) => string;

interface Uploaded {
  name: string;
  language: Language;
  text: string;
}

/** `remarks`: what the template may be used in spite of. */
export type Attempt = { source: TemplateSource; remarks: TemplateFault[] } | { faults: TemplateFault[] };

/** Tries an uploaded template as every customer might get it. Names all that is wrong or may not be meant, with its lines. */
export const attemptTemplate =
  (readShipped: Read) =>
  (uploaded: Uploaded, policy: Policy, today: LocalDate): Attempt => {
    const parts = partsOf(uploaded.text);
    const hosts = linkHosts(policy);
    const seen = checkParts(parts, hosts);
    if (parts.partings.length !== 2) return { faults: seen };
    const broken = piecesOf(parts).flatMap(syntaxFaults);
    if (broken.length > 0) return { faults: inOrder([...seen, ...broken]) };
    const letters = trialLetters(policy, uploaded.language, today);
    const unnamed = piecesOf(parts).flatMap((piece) => valueFaults(piece, letters));
    const set = framed(uploaded, readShipped);
    const faults = [...seen, ...unnamed, ...('faults' in set ? set.faults : [])];
    if ('faults' in set || faults.length > 0) return { faults: inOrder(faults) };
    const wrong = renderFaults(uploaded, set.source, hosts, letters);
    if (wrong.length > 0) return { faults: inOrder(wrong) };
    return { ...set, remarks: inOrder(blankRemarks(parts, letters)) };
  };

const piecesOf = ({ head, html, text }: TemplateParts): Piece[] => [...head.values(), html, text];

/** With as many lines before it as in the file, so that Liquid counts as an editor does. */
const parsed = ({ text, line }: Piece) => plain.parse('\n'.repeat(line - 1) + text);

function syntaxFaults(piece: Piece): TemplateFault[] {
  try {
    parsed(piece);
    return [];
  } catch (error) {
    const { message, line } = complaintOf(error);
    return [{ line, message: notLiquid(message) }];
  }
}

/** Every letter has the same values. */
function valueFaults(piece: Piece, [letter]: readonly LetterVariables[]): TemplateFault[] {
  const { globals, locals } = plain.analyzeSync(parsed(piece), { partials: false });
  return letter ? nameFaults(namedIn(globals), namedIn(locals), letter) : [];
}

const namedIn = (variables: StaticAnalysis['globals']): NamedValue[] =>
  Object.values(variables)
    .flat()
    .map(({ segments, location }) => ({ path: segments.map(String), line: location.row }));

const framed = (
  { name, language, text }: Uploaded,
  readShipped: Read,
): { source: TemplateSource } | { faults: TemplateFault[] } =>
  orFault(() => {
    const file = `${name}.${language}.liquid`;
    return { source: sourceOf((asked) => (asked === file ? text : readShipped(asked)), name, language) };
  });

function renderFaults(
  { name, language }: Uploaded,
  source: TemplateSource,
  hosts: readonly string[],
  letters: readonly LetterVariables[],
): TemplateFault[] {
  const { render } = openTemplates({ [`${name}.${language}`]: source });
  return orFault(() => {
    const finished = letters.map((letter) => ({ ...render(name, language, letter), letter }));
    // Most values are not named by most templates, and the letters then alike.
    const apart = new Map(finished.map((one) => [`${one.subject}\n${one.html}\n${one.text}`, one]));
    return {
      faults: [...apart.values()].flatMap(({ letter, ...one }) =>
        letterFaults(one, { hosts, unsubscribeUrl: letter.unsubscribeUrl, address: letter.postalAddress }),
      ),
    };
  }).faults;
}

/** What refuses a template is a fault of the file. */
function orFault<T>(work: () => T): T | { faults: TemplateFault[] } {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { what, remedy } = error;
    const message = both(`${what.en} ${remedy.en}`, what['zh-CN'] + remedy['zh-CN']);
    return { faults: [{ line: 0, message }] };
  }
}

/** Each once, from the first line to the last. */
function inOrder(faults: readonly TemplateFault[]): TemplateFault[] {
  const once = new Map(faults.map((fault) => [`${fault.line} ${fault.message.en}`, fault]));
  return [...once.values()].sort((a, b) => a.line - b.line);
}
