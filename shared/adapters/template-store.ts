import { z } from 'zod';
import { lakeKeys } from '../contract/keys.ts';
import {
  type FrozenTemplates,
  type StoredTemplate,
  StoredTemplateSchema,
  TEMPLATE_PK,
  type TemplateSource,
  TemplateSourceSchema,
} from '../contract/templates.ts';
import { LANGUAGES, type Language } from '../domain/bilingual.ts';
import { knownTemplates } from '../domain/mail/known-templates.ts';
import { SHIPPED_TEMPLATES } from '../domain/policy/templates.ts';
import type { Bucket } from './bucket.ts';
import { getJson, putJson } from './lines.ts';
import type { Table } from './table.ts';
import { sourceOf } from './templates.ts';

/** Answers the text of a file under `shared/templates/` by its name, or throws ENOENT. */
type Read = (file: string) => string;
type Rows = Pick<Table, 'get' | 'put' | 'query'>;

/** Uploaded mail templates, by `<name>.<language>`: of each the newest valid one, every version in the lake. */
export function openTemplateStore(runs: Rows, lake: Bucket) {
  async function find(file: string): Promise<StoredTemplate | undefined> {
    const item = await runs.get({ pk: TEMPLATE_PK, sk: file });
    return item && StoredTemplateSchema.parse(item);
  }

  /** Takes a version into use. `false` = a newer upload is there already; the same one again is still in use. */
  async function adopt(stored: StoredTemplate, source: TemplateSource): Promise<boolean> {
    await putJson(lake, lakeKeys.template(source.digest), source);
    const newest = {
      text: 'attribute_not_exists(pk) OR sequencer <= :sequencer',
      values: { sequencer: stored.sequencer },
    };
    return runs.put({ pk: TEMPLATE_PK, sk: stored.name, ...stored }, newest);
  }

  /** What a policy may name (see `knownTemplates`). */
  async function known(): Promise<string[]> {
    const uploaded = (await runs.query(TEMPLATE_PK)).map((item) => z.string().parse(item.sk));
    return knownTemplates(SHIPPED_TEMPLATES, uploaded);
  }

  /** The newest upload of a template, else the shipped one; a Refusal where there is neither. */
  async function source(name: string, language: Language, readShipped: Read): Promise<TemplateSource> {
    const stored = await find(`${name}.${language}`);
    if (!stored) return sourceOf(readShipped, name, language);
    return getJson(lake, lakeKeys.template(stored.digest), TemplateSourceSchema);
  }

  /** Each of the named templates in every language. */
  async function sources(names: readonly string[], readShipped: Read): Promise<FrozenTemplates['templates']> {
    const found: FrozenTemplates['templates'] = {};
    for (const name of new Set(names))
      for (const language of LANGUAGES)
        found[`${name}.${language}`] = await source(name, language, readShipped);
    return found;
  }

  return { adopt, known, source, sources };
}
