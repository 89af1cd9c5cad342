import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, it } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const NO_BROWSER = 'No Chromium was found: install one, or name its file in the variable CHROMIUM.';

let launched: Promise<Browser> | undefined;

/** One real Chromium; `undefined` where this machine has none. */
async function browser(): Promise<Browser | undefined> {
  const executablePath = [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path));
  if (executablePath === undefined) return undefined;
  launched ??= chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  return launched;
}

async function closeBrowser(): Promise<void> {
  const open = launched;
  launched = undefined;
  await (await open)?.close();
}

/**
 * A test that gets a real Chromium, which is closed behind its suite; without one it is skipped and says why. Test files
 * share this module, so each has to ask for the closing itself.
 */
export function itInBrowser(sentence: string, test: (chromium: Browser) => Promise<void>): void {
  afterAll(closeBrowser);
  it(sentence, async ({ skip }) => {
    const found = await browser();
    if (found === undefined) return skip(NO_BROWSER);
    await test(found);
  });
}

/**
 * What axe finds wrong with a page, one line for each broken rule and place; no line = nothing. A page whose policy
 * lets no script in must be opened with `bypassCSP`.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
