import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { startFunctionUrls } from '../../infra/local/servers/functions.ts';
import { startSecrets } from '../../infra/local/servers/secrets.ts';
import { handler } from '../../lambdas/unsubscribe/handler.ts';
import { openMailboxes } from '../../shared/adapters/mailboxes.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { accessibilityFaults, itInBrowser } from '../support/browser.ts';
import { keys, SORT } from '../support/unsubscribing.ts';

const dir = mkdtempSync(join(tmpdir(), 'tierwise-page-'));
const closing: (() => Promise<void>)[] = [];
const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
const context = { awsRequestId: 'q', getRemainingTimeInMillis: () => 10_000 } as Context;

let base: string;

beforeAll(async () => {
  const dynamo = await startDynamo({ dir: join(dir, 'dynamo') });
  const secrets = await startSecrets({ dir: join(dir, 'secrets') });
  const urls = await startFunctionUrls({
    has: (name) => name === 'page',
    invoke: async (_, event) => handler(event, context),
  });
  closing.push(urls.close, dynamo.close, secrets.close);
  secrets.ensure('keys', () => JSON.stringify({ seed: 's'.repeat(43) }));
  await dynamo.createTable({ name: 'mailboxes', partitionKey: 'mailbox' });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    MAILBOXES_TABLE: 'mailboxes',
    KEYS_SECRET: 'keys',
  });
  base = `${urls.url}/page`;
});

afterAll(async () => {
  for (const close of closing) await close();
  rmSync(dir, { recursive: true, force: true });
});

let people = 0;
function somebody() {
  const address = `page-${people++}@example.com`;
  const mailbox = keys.mailbox(address);
  const link = `${base}/${keys.token(mailbox, SORT)}`;
  return { address, link, mailbox, box: () => openMailboxes(openTable('mailboxes')).find(mailbox) };
}

/** A POST with nothing in it but what RFC 8058 asks for. */
const bareClick = (link: string) =>
  new Promise<{ status: number | undefined; headers: object }>((resolve, reject) => {
    const body = 'List-Unsubscribe=One-Click';
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length };
    const posting = request(link, { method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, headers: answer.headers });
    });
    posting.on('error', reject).end(body);
  });

describe('the unsubscribe function behind its address', () => {
  it('takes five bare one-click POSTs at once, and counts them as one (F53)', async () => {
    const { link, mailbox, box } = somebody();
    const answers = await Promise.all(Array.from({ length: 5 }, () => bareClick(link)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const { headers } of answers) expect(Object.keys(headers)).not.toContain('set-cookie');
    expect(await box()).toEqual({ mailbox, unsubscribedAt: expect.stringMatching(/^2/), version: 1 });
  });

  it('shows the page to a scanner and changes nothing', async () => {
    const { link, mailbox, box } = somebody();
    for (const method of ['GET', 'HEAD']) expect((await fetch(link, { method })).status).toBe(200);
    expect(await box()).toEqual({ mailbox });
  });

  it('logs neither a token nor what it is about', async () => {
    const { link, mailbox } = somebody();
    await fetch(link);
    await bareClick(link);
    const logged = log.mock.calls.flat().join('\n');
    expect(logged).toContain('"step":"unsubscribe"');
    for (const secret of [mailbox, 'v2.k1', 'win-back', 'example.com']) expect(logged).not.toContain(secret);
  });
});

const PHONE = { viewport: { width: 375, height: 700 }, isMobile: true, hasTouch: true } as const;
const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;

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
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `unsubscribe-${name}.png`), fullPage: true });
}

const isWiderThanWindow = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** A link to the page in each of its states. */
async function links(): Promise<Record<string, string>> {
  const [whole, left, blocked] = [somebody(), somebody(), somebody()];
  const mailboxes = openMailboxes(openTable('mailboxes'));
  await mailboxes.leave(left.mailbox, 'topic:offers', '2026-10-02T08:00:00.000Z');
  await mailboxes.leave(left.mailbox, 'rule:party', '2026-10-01T08:00:00.000Z');
  await mailboxes.suppress(blocked.mailbox, 'complaint');
  await mailboxes.leave(blocked.mailbox, 'all', '2026-10-02T08:00:00.000Z');
  const [test, damaged] = [`${base}/test`, `${base}/damaged`];
  return { whole: whole.link, left: left.link, blocked: blocked.link, test, damaged };
}

const VIEWS = [
  { name: 'phone', size: PHONE, colorScheme: 'dark', locale: 'zh-CN', other: 'en' },
  { name: 'desktop', size: DESKTOP, colorScheme: 'light', locale: 'en', other: 'zh-CN' },
] as const;

describe('the page in a browser', () => {
  for (const { name, size, colorScheme, locale, other } of VIEWS) {
    itInBrowser(
      `on a ${name}, in ${locale} and then in ${other}: leaves more and more, and comes back`,
      (chromium) =>
        // No script runs: the page needs none, and its policy stays in force.
        opened(chromium, { ...size, locale, javaScriptEnabled: false }, async (page) => {
          const { link, box } = somebody();
          const press = (choice: string) => page.click(`button[value="${choice}"]`);
          await page.goto(link);
          expect(await page.getAttribute('html', 'lang')).toBe(locale);
          for (const scope of ['rule:win-back', 'topic:offers', 'all']) await press(`leave:${scope}`);
          const left = { 'rule:win-back': expect.any(String), 'topic:offers': expect.any(String) };
          expect(await box()).toMatchObject({ unsubscribedAt: expect.any(String), left });
          await picture(page, `done-${name}-${locale}`);
          expect(await page.locator('button[value^="leave:"]').count()).toBe(0);
          await page.click(`nav a[lang="${other}"]`);
          for (const scope of ['all', 'topic:offers', 'rule:win-back']) await press(`comeBack:${scope}`);
          expect(await page.getAttribute('html', 'lang')).toBe(other);
          await picture(page, `back-${name}-${other}`);
          expect(await box()).toMatchObject({ version: 6 });
          expect(await box()).not.toHaveProperty('unsubscribedAt');
          expect(await page.locator('button[value^="leave:"]').count()).toBe(3);
        }),
    );

    itInBrowser(
      `on a ${name}: English words are set in a Latin face first, Chinese ones in a Chinese`,
      (chromium) =>
        opened(chromium, { ...size, bypassCSP: true }, async (page) => {
          const { link } = somebody();
          const faceOf = async (language: string) => {
            await page.goto(`${link}?lang=${language}`);
            return page.evaluate<string>('getComputedStyle(document.querySelector("h1")).fontFamily');
          };
          expect(await faceOf('en')).not.toContain('PingFang');
          expect(await faceOf('zh-CN')).toContain('PingFang');
        }),
    );

    itInBrowser(`on a ${name}, with a damaged link: an address can be taken off`, (chromium) =>
      opened(chromium, { ...size, locale, javaScriptEnabled: false }, async (page) => {
        const { address, box } = somebody();
        await page.goto(`${base}/damaged`);
        await page.fill('input[name="address"]', address);
        await page.click('button');
        await picture(page, `noted-${name}-${locale}`);
        expect(await page.content()).not.toContain(address);
        expect(await box()).toHaveProperty('unsubscribedAt');
      }),
    );

    itInBrowser(
      `on a ${name}, in ${colorScheme} colours: is accessible in ${locale}, and fits in both languages`,
      (chromium) =>
        // The policy of the page would keep out the script that looks for faults.
        opened(chromium, { ...size, colorScheme, bypassCSP: true }, async (page) => {
          for (const [state, link] of Object.entries(await links()))
            for (const language of ['zh-CN', 'en']) {
              await page.goto(`${link}?lang=${language}`);
              await picture(page, `${state}-${name}-${language}`);
              // Judged once for each state and view: both languages have the same elements.
              const faults = language === locale ? await accessibilityFaults(page) : [];
              const found = { faults, tooWide: await isWiderThanWindow(page) };
              expect({ state, ...found }).toEqual({ state, faults: [], tooWide: false });
            }
        }),
    );
  }
});

it('a network that only tries damaged links is asked to wait', async () => {
  const answers: Response[] = [];
  while (answers.at(-1)?.status !== 429 && answers.length < 100) answers.push(await fetch(`${base}/damaged`));
  expect(answers.at(-1)?.status).toBe(429);
  expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await bareClick(somebody().link)).status).toBe(200);
});
