import { createHash } from 'node:crypto';
import { z } from 'zod';
import { lakeKeys } from '../contract/keys.ts';
import { OFFER_PK, type OfferList, OfferListSchema } from '../contract/templates.ts';
import { MOST_CODES } from '../domain/mail/offer-codes.ts';
import type { Bucket } from './bucket.ts';
import { getJson, putJson } from './lines.ts';
import type { Table } from './table.ts';

const keyOf = (name: string) => ({ pk: OFFER_PK, sk: name });
const CodesSchema = z.array(z.string());

/**
 * Lists of offer codes. A list only grows at its end, so that the number of codes drawn says which ones. A draw whose
 * answer is lost loses its codes; none is ever given out twice.
 */
export function openOffers(runs: Pick<Table, 'get' | 'update'>, lake: Bucket) {
  const read = new Map<string, Promise<string[]>>();

  async function find(name: string): Promise<OfferList | undefined> {
    const item = await runs.get(keyOf(name));
    return item && OfferListSchema.parse(item);
  }

  /** One version of a list never changes. */
  function codesOf({ digest }: OfferList): Promise<string[]> {
    const codes = read.get(digest) ?? getJson(lake, lakeKeys.offers(digest), CodesSchema);
    read.set(digest, codes);
    return codes;
  }

  /** So many codes that nobody has been given yet, fewer when the list is short. */
  async function draw(name: string, count: number): Promise<string[]> {
    for (;;) {
      const list = await find(name);
      const some = Math.min(count, (list?.codes ?? 0) - (list?.drawn ?? 0));
      if (!list || some <= 0) return [];
      const codes = await codesOf(list);
      const after = await runs.update(
        keyOf(name),
        { text: 'ADD drawn :some', values: { some } },
        { text: 'drawn <= :before', values: { before: list.codes - some } },
      );
      if (!after) continue;
      const { drawn } = OfferListSchema.parse(after);
      return codes.slice(drawn - some, drawn);
    }
  }

  /** Codes that nobody has been given yet; `undefined` = there is no such list. */
  async function left(name: string): Promise<number | undefined> {
    const list = await find(name);
    return list && list.codes - list.drawn;
  }

  /** Puts the codes that the list lacks at its end. `undefined` = it would become too long, and nothing is changed. */
  async function append(name: string, codes: readonly string[], versionId: string) {
    for (;;) {
      const list = await find(name);
      if (list?.grown.versionId === versionId)
        return { fresh: list.grown.codes, left: list.codes - list.drawn };
      const before = list ? await codesOf(list) : [];
      const had = new Set(before);
      const fresh = codes.filter((code) => !had.has(code));
      const after = [...before, ...fresh];
      if (after.length > MOST_CODES) return undefined;
      if (fresh.length === 0) return { fresh: 0, left: after.length - (list?.drawn ?? 0) };
      await grow({ name, list, after, grown: { versionId, codes: fresh.length } });
    }
  }

  interface Growth {
    name: string;
    list: OfferList | undefined;
    after: readonly string[];
    grown: OfferList['grown'];
  }

  /** Without effect where somebody else has grown the list meanwhile. */
  async function grow({ name, list, after, grown }: Growth): Promise<void> {
    const digest = createHash('sha256').update(after.join('\n')).digest('hex');
    await putJson(lake, lakeKeys.offers(digest), after);
    await runs.update(
      keyOf(name),
      {
        text: 'SET #name = :name, digest = :digest, codes = :codes, grown = :grown, drawn = if_not_exists(drawn, :none)',
        names: { name: 'name' },
        values: { name, digest, codes: after.length, grown, none: 0 },
      },
      list
        ? { text: 'digest = :old', values: { old: list.digest } }
        : { text: 'attribute_not_exists(digest)' },
    );
  }

  return { draw, left, append };
}
