import { anchorsOf, marksInHtml } from './markup.ts';
import { markFaults, type TemplateFault } from './template-check.ts';
import { MOST_BYTES, TEMPLATE_FAULTS } from './template-words.ts';

/** A finished letter. */
interface Letter {
  subject: string;
  html: string;
  text: string;
}

interface Wanted {
  /** Where links may lead to. */
  hosts: readonly string[];
  unsubscribeUrl: string;
  /** The shop's postal address. */
  address: string;
}

/** What is wrong with a finished letter, which no line of its source alone shows. */
export function letterFaults({ subject, html, text }: Letter, wanted: Wanted): TemplateFault[] {
  const own = new URL(wanted.unsubscribeUrl).hostname;
  const checks: [boolean, TemplateFault['message']][] = [
    [subject.trim() === '', TEMPLATE_FAULTS.blankSubject],
    [new TextEncoder().encode(html).length > MOST_BYTES, TEMPLATE_FAULTS.clipped],
    [!anchorsOf(html).includes(wanted.unsubscribeUrl), TEMPLATE_FAULTS.unsubscribe],
    [!text.includes(wanted.unsubscribeUrl), TEMPLATE_FAULTS.unsubscribeText],
    [!html.includes(longestRun(wanted.address)), TEMPLATE_FAULTS.address],
  ];
  const wrong = checks.flatMap(([isWrong, message]) => (isWrong ? [{ line: 0, message }] : []));
  const marked = markFaults(marksInHtml(html), [...wanted.hosts, own]);
  return [...wrong, ...marked.map(({ message }) => ({ line: 0, message }))];
}

/** Of letters and digits: however the signs between them are escaped, and wherever a line breaks. */
const longestRun = (text: string): string =>
  text.split(/[^\p{L}\p{N}]+/u).reduce((longest, run) => (run.length > longest.length ? run : longest), '');
