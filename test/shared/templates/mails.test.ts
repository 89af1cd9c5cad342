import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../shared/domain/bilingual.ts';
import { SHIPPED_TEMPLATES } from '../../../shared/domain/policy/templates.ts';
import { accessibilityFaults, itInBrowser } from '../../support/browser.ts';
import { CODE, shipped, UNSUBSCRIBE, variablesOf } from '../../support/shipped-letters.ts';

/** Pixels across, of a computer and of a telephone. */
const WIDTHS = [640, 375] as const;
const LIGHTS = ['light', 'dark'] as const;
/** One mail for each layout: nothing else of how a mail looks depends on its template. */
const OF_EACH_LAYOUT = ['diamond', 'gold', 'win-back', 'event-invitation', 'survey'];
/** Rules for pages; a mail is shown within the page of a mail program. */
const FOR_PAGES = /^(landmark-one-main|region|page-has-heading-one|bypass)\b/;

const mail = (name: string, language: Language): string => {
  const told = variablesOf(language, { name: '王芳', previousTier: 'silver', consentOn: '2026-05-02' });
  return shipped.render(name, language, told).html;
};

async function shown<T>(
  chromium: Browser,
  look: { width: number; light: (typeof LIGHTS)[number] },
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const viewport = { width: look.width, height: 700 };
  const page = await chromium.newPage({ viewport, colorScheme: look.light });
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}

const looks = WIDTHS.flatMap((width) => LIGHTS.map((light) => ({ width, light })));

describe.each(WIDTHS)('mails at %i pixels', (width) => {
  itInBrowser('fit the width, and ask nothing of the network', async (chromium) => {
    const [wide, asked]: [string[], string[]] = [[], []];
    await shown(chromium, { width, light: 'light' }, async (page) => {
      page.on('request', (request) => asked.push(request.url()));
      for (const name of SHIPPED_TEMPLATES)
        for (const language of LANGUAGES) {
          await page.setContent(mail(name, language));
          const excess = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          if (Number(excess) > 0) wide.push(`${name} ${language}`);
        }
    });
    expect({ wide, asked }).toEqual({ wide: [], asked: [] });
  });
});

describe.each(looks)('mails at $width pixels, $light', (look) => {
  itInBrowser('can be read by everybody, whatever the layout', async (chromium) => {
    const faults = await shown(chromium, look, async (page) => {
      const found: string[] = [];
      for (const name of OF_EACH_LAYOUT) {
        await page.setContent(mail(name, look.width === 375 ? 'zh-CN' : 'en'));
        const here = await accessibilityFaults(page);
        found.push(...here.filter((fault) => !FOR_PAGES.test(fault)).map((fault) => `${name}: ${fault}`));
      }
      return found;
    });
    expect(faults).toEqual([]);
  });

  itInBrowser('show what they are for, and hide the preheader', async (chromium) => {
    await shown(chromium, look, async (page) => {
      await page.setContent(mail('win-back', 'en'));
      expect(await page.getByText(CODE).isVisible()).toBe(true);
      expect(await page.getByText('It has been a while. How are you?').isVisible()).toBe(false);
      const button = await page.getByRole('link', { name: 'Have a look around' }).boundingBox();
      expect(button?.height).toBeGreaterThanOrEqual(40);
      const leave = page.getByRole('link', { name: /Unsubscribe/ });
      expect(await leave.getAttribute('href')).toBe(UNSUBSCRIBE);
      expect(await leave.isVisible()).toBe(true);
    });
  });

  itInBrowser('are dark where the reader likes it dark', async (chromium) => {
    await shown(chromium, look, async (page) => {
      await page.setContent(mail('diamond', 'zh-CN'));
      const colour = await page.evaluate(
        'getComputedStyle(document.querySelector(".sheet")).backgroundColor',
      );
      expect(colour).toBe(look.light === 'dark' ? 'rgb(29, 29, 32)' : 'rgb(255, 255, 255)');
    });
  });
});

it('every layout is looked at', () => {
  const letters = OF_EACH_LAYOUT.map((name) => mail(name, 'en'));
  expect(letters.map((html) => /dashed/.test(html))).toEqual([false, false, true, false, false]);
  expect(letters.map((html) => /score=/.test(html))).toEqual([false, false, false, false, true]);
  expect(letters.map((html) => /border-left:4px/.test(html))).toEqual([false, false, false, true, false]);
});
