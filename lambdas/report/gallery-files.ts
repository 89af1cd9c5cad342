import { resultKeys } from '../../shared/contract/keys.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import type { Gallery } from './gallery.ts';
import { galleryPage } from './gallery-page.ts';

/** Writes the gallery of a run's mails in both languages beside the page that it belongs to. */
export async function writeGallery(
  { put }: { put(key: string, text: string, contentType: string): Promise<void> },
  gallery: Gallery,
  beside: 'plan' | 'report',
): Promise<void> {
  for (const language of LANGUAGES) {
    const html = galleryPage(gallery, beside, language);
    await put(resultKeys.report(gallery.runId, `mails.${language}.html`), html, 'text/html; charset=utf-8');
  }
}
