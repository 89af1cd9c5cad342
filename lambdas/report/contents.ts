import { both } from '../../shared/domain/bilingual.ts';
import { type Say, safe } from '../../shared/domain/report/html.ts';

const HEADING = /<section id="([^"]+)"><h2>([^<]+)<\/h2>/g;

/** Links to every section of a page, by the headings that stand in it. */
export function contents(sections: readonly string[], say: Say): string {
  const links = [...sections.join('').matchAll(HEADING)].map(
    ([, id, heading]) => `<li><a href="#${id}">${heading}</a></li>`,
  );
  const name = safe(say(both('On this page', '本页内容')));
  return `<nav class="contents" aria-label="${name}"><ul>${links.join('')}</ul></nav>`;
}
