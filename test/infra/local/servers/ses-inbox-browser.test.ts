import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { accessibilityFaults, itInBrowser } from '../../../support/browser.ts';
import { type Bench, bench, rawMail } from './ses-support.ts';

const WIDTHS = { desktop: { width: 1280, height: 900 }, phone: { width: 375, height: 800 } };
const MAIL = `<html lang="en"><head><meta name="color-scheme" content="light dark"><style>
body { background: rgb(255, 255, 255); color: rgb(0, 0, 0) }
@media (prefers-color-scheme: dark) { body { background: rgb(10, 20, 30); color: rgb(255, 255, 255) } }
@media (max-width: 480px) { p { font-size: 30px } }
</style></head><body><p>Hi</p><script>document.title = 'ran'</script></body></html>`;

let at: Bench;
let id = '';
beforeAll(async () => {
  at = await bench();
  for (const tier of ['gold', 'silver']) {
    const Tags = [
      { Name: 'campaign', Value: 'up-to-gold' },
      { Name: 'tier', Value: tier },
    ];
    const headers = ['List-Unsubscribe: <https://shop.example/u>'];
    const Data = rawMail({ html: MAIL, subject: `Welcome to ${tier}`, headers });
    ({ MessageId: id = '' } = await at.client.send(new SendRawEmailCommand({ RawMessage: { Data }, Tags })));
  }
});
afterAll(() => at.close());

/** The page's own policy lets in no script, and so not the one that judges it either. */
async function look(
  chromium: Browser,
  path: string,
  judge: (page: Page) => Promise<void>,
  size: keyof typeof WIDTHS = 'desktop',
  colorScheme: 'light' | 'dark' = 'light',
) {
  const page = await chromium.newPage({ viewport: WIDTHS[size], colorScheme, bypassCSP: true });
  await page.goto(`${at.ses.url}${path}`);
  await judge(page);
  await page.close();
}

const PAGES = ['/inbox', '/inbox/ID', '/inbox/ID?part=text', '/inbox/ID?part=source'];

describe('the inbox in a browser', () => {
  itInBrowser(
    'has nothing that keeps people out, in both languages, widths and colours',
    async (chromium) => {
      for (const path of PAGES)
        for (const [size, language, scheme] of [
          ['desktop', 'en', 'light'],
          ['phone', 'zh-CN', 'dark'],
        ] as const) {
          const address = `${path.replace('ID', id)}${path.includes('?') ? '&' : '?'}lang=${language}`;
          const judge = async (page: Page) => {
            expect(await accessibilityFaults(page), `${address} ${size}`).toEqual([]);
            const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
            expect(await page.evaluate<number>(overflow), `${address} ${size}`).toBeLessThanOrEqual(0);
          };
          await look(chromium, address, judge, size, scheme);
        }
    },
  );

  itInBrowser(
    'shows a mail as phone and desktop would, light and dark, whatever the reader has',
    async (chromium) => {
      const judge = (background: string) => async (page: Page) => {
        const frames = page.frames().filter((frame) => frame !== page.mainFrame());
        const seen = frames.map((frame) =>
          frame.evaluate<string[]>(
            '[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector("p")).fontSize, document.title]',
          ),
        );
        expect(await Promise.all(seen)).toEqual([
          [background, '30px', ''],
          [background, '16px', ''],
        ]);
      };
      await look(chromium, `/inbox/${id}?scheme=dark`, judge('rgb(10, 20, 30)'), 'desktop', 'light');
      await look(chromium, `/inbox/${id}?scheme=light`, judge('rgb(255, 255, 255)'), 'desktop', 'dark');
    },
  );

  itInBrowser('shows a mail on a phone from edge to edge, once', async (chromium) => {
    const frames = async (page: Page) => {
      const shown = page.locator('iframe:visible');
      const box = await shown.first().boundingBox();
      expect([await shown.count(), box?.x, box?.width]).toEqual([1, 0, WIDTHS.phone.width]);
      expect(box?.height).toBeLessThan(WIDTHS.phone.height);
    };
    await look(chromium, `/inbox/${id}`, frames, 'phone');
  });

  itInBrowser(
    'is gone through by keyboard: from the filter to a mail and to its dark side',
    async (chromium) => {
      await look(chromium, '/inbox?lang=en', async (page) => {
        await page.getByLabel('Tier').selectOption('gold');
        await page.getByRole('button', { name: 'Filter' }).press('Enter');
        await page.getByRole('link', { name: 'Welcome to gold' }).press('Enter');
        await page.getByRole('link', { name: 'Dark' }).press('Enter');
        await page.waitForURL(/scheme=dark/);
        expect(await page.getByRole('link', { name: 'Dark' }).getAttribute('aria-current')).toBe('true');
        expect(await page.locator('iframe').count()).toBe(2);
      });
    },
  );
});
