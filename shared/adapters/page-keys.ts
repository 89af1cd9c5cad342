import { type PageSeeds, PageSeedsSchema } from '../contract/mail-keys.ts';
import { pageTokens } from './page-tokens.ts';
import { readSeeds, signersOf } from './seeds.ts';

export type PageKeys = ReturnType<typeof openPageKeys>;

/** What is done with the secret of pages: it makes and reads links of the shop's own people, and nothing else. */
export const openPageKeys = (secret: PageSeeds) => pageTokens(signersOf(secret, 'pages'), secret.current);

/** Reads the secret of pages. A malformed one says so without quoting it. */
export const readPageKeys = async (secretId: string): Promise<PageKeys> =>
  openPageKeys(await readSeeds(secretId, PageSeedsSchema));
