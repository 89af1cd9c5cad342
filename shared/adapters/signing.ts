import { createHmac, timingSafeEqual } from 'node:crypto';

/** Texts signed with the newest of the keys, by their ids; what any of the others signed stays genuine. */
export function signing(keys: ReadonlyMap<string, Buffer>, current: string) {
  const newest = keys.get(current);
  if (newest === undefined) throw new Error(`there is no key ${current}`);

  /** HMAC-SHA256 by the newest key, in base64url. */
  const sign = (text: string): string => macOf(newest, text);

  function isGenuine(text: string, keyId: string, mac: string): boolean {
    const key = keys.get(keyId);
    return key !== undefined && same(macOf(key, text), mac);
  }

  return { sign, isGenuine };
}

const macOf = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Takes equally long wherever they differ. */
function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
