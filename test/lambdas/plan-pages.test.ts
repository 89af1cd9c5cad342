import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, itInBrowser } from '../support/browser.ts';
import { NOW, startPlanPages } from '../support/plan-pages.ts';

let here: Awaited<ReturnType<typeof startPlanPages>>;
beforeAll(async () => {
  here = await startPlanPages();
});
afterAll(() => here.close());

const PHONE = { viewport: { width: 375, height: 700 }, isMobile: true, hasTouch: true } as const;
const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;
const VIEWS = [
  { name: 'phone', size: PHONE, colorScheme: 'dark', locale: 'zh-CN', other: 'en' },
  { name: 'desktop', size: DESKTOP, colorScheme: 'light', locale: 'en', other: 'zh-CN' },
] as const;

async function opened(chromium: Browser, options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
  const visit = await chromium.newContext(options);
  try {
    await use(await visit.newPage());
  } finally {
    await visit.close();
  }
}

/** Keeps a picture where somebody wants to look at it. */
async function picture(page: Page, name: string): Promise<void> {
  const { PICTURES } = process.env;
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `plan-${name}.png`), fullPage: true });
}

const isWiderThanWindow = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

describe('a plan in a browser', () => {
  for (const { name, size, locale, other } of VIEWS) {
    itInBrowser(`on a ${name}: is read in ${locale} and in ${other}, and approved by one press`, (chromium) =>
      // No script runs: the page needs none, and its policy stays in force.
      opened(chromium, { ...size, locale, javaScriptEnabled: false }, async (page) => {
        const { link, runId, state } = await here.plan();
        await page.goto(link);
        expect(await page.getAttribute('html', 'lang')).toBe(locale);
        await page.click(`a[lang="${other}"]`);
        expect(await page.getAttribute('html', 'lang')).toBe(other);
        await picture(page, `asks-${name}-${other}`);
        expect(await state()).toBe('AWAITING_APPROVAL');
        await page.click('button[value="approve"]');
        expect(await page.getAttribute('html', 'lang')).toBe(other);
        await picture(page, `approved-${name}-${other}`);
        expect([await state(), await page.locator('button').count()]).toEqual(['APPROVED', 0]);
        await page.click('main p a');
        expect(await page.textContent('h1')).toBe(`Plan ${runId}`);
        expect(await page.locator('form').count()).toBe(0);
      }),
    );

    itInBrowser(`on a ${name}: shows the letters of the plan, and loads nothing`, (chromium) =>
      opened(chromium, size, async (page) => {
        const { link } = await here.plan();
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.goto(link);
        expect(await page.frameLocator('iframe').locator('p').textContent()).toBe('Dear customer');
        expect(asked.filter((url) => !url.startsWith('about:'))).toEqual([link]);
      }),
    );
  }

  for (const { name, size, colorScheme, locale } of VIEWS)
    itInBrowser(
      `on a ${name}, in ${colorScheme} colours: is accessible in every state, and fits`,
      (chromium) =>
        // The policy of the page would keep out the script that looks for faults.
        opened(chromium, { ...size, colorScheme, bypassCSP: true }, async (page) => {
          for (const [standing, link] of Object.entries(await links()))
            for (const language of ['zh-CN', 'en']) {
              await page.goto(`${link}?lang=${language}`);
              await picture(page, `${standing}-${name}-${language}`);
              const faults = language === locale ? await accessibilityFaults(page) : [];
              const found = { faults, tooWide: await isWiderThanWindow(page) };
              expect({ standing, ...found }).toEqual({ standing, faults: [], tooWide: false });
            }
        }),
    );
});

/** A link to the page in each of its states. */
async function links(): Promise<Record<string, string>> {
  const linkOf = async (over: Parameters<typeof here.plan>[0] = {}, languages?: []) =>
    (await here.plan(over, languages)).link;
  const standing = async (state: 'REJECTED' | 'EXPIRED' | 'SUPERSEDED' | 'FAILED') => {
    const { link, runId } = await here.plan();
    await here.runs.moveRun(runId, ['AWAITING_APPROVAL'], state);
    return link;
  };
  return {
    waiting: await linkOf(),
    rejected: await standing('REJECTED'),
    expired: await standing('EXPIRED'),
    superseded: await standing('SUPERSEDED'),
    failed: await standing('FAILED'),
    unwritten: await linkOf({}, []),
    damaged: `${here.base}damaged`,
  };
}

describe('pages of runs', () => {
  it('are shown by their names, and link to each other', async () => {
    const { runId } = await here.plan();
    const answer = await fetch(here.showLink(runId, 'plan.en.html'));
    const html = await answer.text();
    expect([answer.status, html]).toEqual([200, expect.stringContaining(`Plan ${runId}`)]);
    expect(html).not.toContain('<form');
    const beside = new URL('plan.zh-CN.html', answer.url);
    expect((await fetch(beside)).status).toBe(200);
    expect((await fetch(new URL('mails.en.html', answer.url))).status).toBe(404);
  });

  it.each([
    'tiers.csv',
    'mails.csv',
    'report.json',
    'plan.json',
    'plan.html',
    'plan.en.html.bak',
    '..%2Ftiers.csv',
  ])('are pages alone: %s is not shown', async (file) => {
    const { runId } = await here.plan();
    await here.stores.results.put(`reports/${runId}/${file}`, 'somebody@example.com');
    const answer = await fetch(here.showLink(runId, file));
    expect([answer.status, await answer.text()]).toEqual([400, expect.not.stringContaining('somebody')]);
  });

  it('of another run are not shown: the run stands in the signed token alone', async () => {
    const [one, other] = [await here.plan(), await here.plan()];
    const link = here.showLink(one.runId, 'plan.en.html');
    const [version, key, said = '', mac] = (link.split('/').at(-2) ?? '').split('.');
    const changed = Buffer.from(said, 'base64url').toString().replace(one.runId, other.runId);
    expect(changed).toContain(other.runId);
    const forged = [version, key, Buffer.from(changed).toString('base64url'), mac].join('.');
    expect((await fetch(link.replace(/p1\.[^/]+/, forged))).status).toBe(400);
  });

  it('are shown next week, and for 90 days', async () => {
    const { runId } = await here.plan();
    const link = here.showLink(runId, 'plan.en.html');
    const statusAfter = async (days: number) => {
      here.clock.now = Date.parse(NOW) + days * 86_400_000;
      return (await fetch(link)).status;
    };
    expect([await statusAfter(7), await statusAfter(90), await statusAfter(91)]).toEqual([200, 200, 410]);
    here.clock.now = Date.parse(NOW);
  });

  it('decide nothing: they answer only to who reads', async () => {
    const { runId, state } = await here.plan();
    const body = new URLSearchParams({ decision: 'approve' });
    const answer = await fetch(here.showLink(runId, 'plan.en.html'), { method: 'POST', body });
    expect([answer.status, await state()]).toEqual([405, 'AWAITING_APPROVAL']);
  });
});
