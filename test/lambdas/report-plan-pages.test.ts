import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import { accessibilityFaults, itInBrowser } from '../support/browser.ts';
import { planned } from '../support/plan-run.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-'));
  for (const [name, text] of await planned()) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));

const PHONE = { viewport: { width: 375, height: 800 }, isMobile: true, colorScheme: 'dark' } as const;
const DESKTOP = { viewport: { width: 1280, height: 800 }, colorScheme: 'light' } as const;
const addressOf = (file: string): string => pathToFileURL(join(folder, file)).href;

async function opened(
  chromium: Browser,
  file: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const visit = await chromium.newContext(options);
  const page = await visit.newPage();
  await page.goto(addressOf(file));
  await use(page).finally(() => visit.close());
}

const tooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Opens everything that is folded, as a press on each would. */
const unfold = (page: Page): Promise<void> =>
  page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true })');

describe.each([
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
] as const)('on %s', (_, view) => {
  for (const file of LANGUAGES.flatMap((language) => [`plan.${language}.html`, `mails.${language}.html`]))
    itInBrowser(`${file} is accessible and fits, folded and open`, (chromium) =>
      // The policy of the page would keep out the script that looks for faults.
      opened(chromium, file, { ...view, bypassCSP: true }, async (page) => {
        expect(await tooWide(page)).toBe(false);
        await unfold(page);
        expect({ faults: await accessibilityFaults(page), tooWide: await tooWide(page) }).toEqual({
          faults: [],
          tooWide: false,
        });
      }),
    );
});

const FRAME = 'iframe[title^="Come back"][title*="with a name (en)"]';
const WIDEST = 'getComputedStyle(document.querySelector(".sheet")).maxWidth';

describe('the letters on the page of a plan', () => {
  itInBrowser('are to be seen under its policy as in a mailbox, and load nothing', async (chromium) => {
    await opened(chromium, 'plan.en.html', DESKTOP, async (page) => {
      const [asked, said]: [string[], string[]] = [[], []];
      page.on('request', (request) => asked.push(request.url()));
      page.on('console', (message) => said.push(message.text()));
      await page.reload();
      await page.locator('summary', { hasText: 'Come back' }).click();
      const letter = page.frameLocator(FRAME);
      expect(await letter.locator('text=Dear Ann Miller,').isVisible()).toBe(true);
      // Its own styles hold: the sheet has a width, and the line for the list of mails stays hidden.
      const frame = await (await page.$(FRAME))?.contentFrame();
      expect(await frame?.evaluate(WIDEST)).toBe('600px');
      expect(await letter.locator('text=Early access and priority').first().isVisible()).toBe(false);
      expect({ asked: asked.filter((url) => !url.startsWith('about:')), said }).toEqual({
        asked: [addressOf('plan.en.html')],
        said: [],
      });
    });
  });

  itInBrowser('stay folded on paper, where only their names are listed', async (chromium) => {
    await opened(chromium, 'plan.en.html', DESKTOP, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('summary', { hasText: 'Come back' }).isVisible()).toBe(true);
      const shown =
        '[...document.querySelectorAll("iframe")].filter((each) => each.checkVisibility({ contentVisibilityAuto: true })).length';
      expect(await page.locator('iframe').count()).toBeGreaterThan(2);
      expect(await page.evaluate(shown)).toBe(0);
    });
  });

  itInBrowser('lead nowhere', async (chromium) => {
    await opened(chromium, 'mails.en.html', DESKTOP, async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const frame = page.frameLocator('iframe').first();
      await frame.locator('a').first().click();
      await page.locator('h1').click();
      expect(asked.filter((url) => /^https?:/.test(url))).toEqual([]);
      expect(page.context().pages()).toHaveLength(1);
    });
  });
});
