import { type Bilingual, both, type Language } from './bilingual.ts';

/**
 * Thrown for what a person must mend: says what is wrong and how to mend it, in every language.
 * `name` is the code, because Step Functions retries and catches by it. The message goes into state and logs, where no
 * reader's language is known, so it holds both; it never quotes a customer.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly what: Bilingual;
  readonly remedy: Bilingual;

  constructor(code: string, what: Bilingual, remedy: Bilingual) {
    super(`${code}: ${what.en} ${remedy.en} / ${what['zh-CN']}${remedy['zh-CN']}`);
    this.name = code;
    this.code = code;
    this.what = what;
    this.remedy = remedy;
  }

  say(language: Language): string {
    const [what, remedy] = [this.what[language], this.remedy[language]];
    const isApart = remedy === '' || what.endsWith('\n');
    const gap = isApart ? '' : both(' ', '')[language];
    return `${this.code}: ${what}${gap}${remedy}`;
  }
}

/** A refusal is noted in both languages, `CODE: English / Chinese`; any other reason stays as it is. */
export function reasonIn(reason: string, language: Language): string {
  const [, code = '', en = '', zh = ''] =
    /^([A-Z]_[A-Z_]+: )(.*) \/ (.*\p{Script=Han}.*)$/su.exec(reason) ?? [];
  return code === '' ? reason : `${code}${both(en.trim(), zh)[language]}`;
}
