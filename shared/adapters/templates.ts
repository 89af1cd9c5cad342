import { Liquid, type LiquidOptions, type Template } from 'liquidjs';
import { both, type Language } from '../domain/bilingual.ts';
import { Refusal } from '../domain/refusal.ts';

export interface Rendered {
  subject: string;
  html: string;
  text: string;
}

type Variables = Record<string, string | null>;

interface Compiled {
  subject: Template[];
  html: Template[];
  text: Template[];
}

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

/**
 * The mail templates, `<name>.<language>.liquid`: a head of `key: value` lines, an HTML body and a plain text, parted
 * by lines of `---`. `read` answers the text of a template file by its name, or throws ENOENT.
 */
export function openTemplates(read: (file: string) => string) {
  const plain = new Liquid(LOCKED);
  const escaping = new Liquid({ ...LOCKED, outputEscape: 'escape' });
  for (const engine of [plain, escaping]) delete engine.filters.raw;
  const compiled = new Map<string, Compiled>();

  const compile = (name: string, language: Language): Compiled => {
    const parts = frame(read, name, language);
    return {
      subject: plain.parse(parts.subject),
      html: escaping.parse(parts.html),
      text: plain.parse(parts.text),
    };
  };

  /** Renders strictly: a variable that is not there refuses the template. */
  return function render(name: string, language: Language, variables: Variables): Rendered {
    const file = `${name}.${language}.liquid`;
    return orRefuse(file, () => {
      const template = compiled.get(file) ?? compile(name, language);
      compiled.set(file, template);
      return {
        subject: plain.renderSync(template.subject, variables).trim(),
        html: escaping.renderSync(template.html, variables),
        text: plain.renderSync(template.text, variables),
      };
    });
  };
}

/** A template set into the common layout and footer; all of it is our own text, no data yet. */
function frame(read: (file: string) => string, name: string, language: Language): Rendered {
  const template = sections(must(read, `${name}.${language}.liquid`));
  const footer = sections(must(read, `footer.${language}.liquid`));
  const slots: Record<string, string> = {
    ...template.head,
    language,
    body: template.html,
    footer: footer.html,
  };
  const html = must(read, 'layout.html').replace(/\[\[(\w+)\]\]/g, (_, slot: string) => slots[slot] ?? '');
  return { subject: template.head.subject ?? '', html, text: `${template.text}\n\n-- \n${footer.text}\n` };
}

function sections(source: string) {
  const [head = '', html = '', text = ''] = source.split(/^---[ \t]*\r?\n/m).map((part) => part.trim());
  const pairs = head.split('\n').map((line) => line.split(/:\s*(.*)/, 2));
  return { head: Object.fromEntries(pairs) as Record<string, string>, html, text };
}

function must(read: (file: string) => string, file: string): string {
  try {
    return read(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new Refusal(
      'E_TEMPLATE_MISSING',
      both(`There is no mail template ${file}.`, `没有邮件模板 ${file}。`),
      both('Add it, or name another template in the policy.', '请添加该模板，或在策略中改用其他模板。'),
    );
  }
}

function orRefuse<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refusalOf(file, error);
  }
}

function refusalOf(file: string, error: unknown): Refusal {
  const message = error instanceof Error ? error.message : '';
  const missing = /undefined variable: ([\w.]+)/.exec(message)?.[1];
  if (missing !== undefined)
    return new Refusal(
      'E_TEMPLATE_VARIABLE',
      both(
        `The mail template ${file} uses {{ ${missing} }}, which is not known.`,
        `邮件模板 ${file} 用了未知变量 {{ ${missing} }}。`,
      ),
      both(
        'Correct its spelling or take it out; no mail was sent.',
        '请改正拼写或删去它；没有发出任何邮件。',
      ),
    );
  return new Refusal(
    'E_TEMPLATE_BROKEN',
    both(`The mail template ${file} cannot be read: ${message}.`, `邮件模板 ${file} 无法解析：${message}。`),
    both('Mend it at the place named; no mail was sent.', '请在所示位置修正；没有发出任何邮件。'),
  );
}
