import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';

const folder = fileURLToPath(new URL('../../shared/templates/layouts/', import.meta.url));

/** MJML takes nothing but colours for a colour, so these two stand for the slots that a template's head fills. */
const COLOURS = { '#acce01': '[[accent]]', '#acce02': '[[ink]]' };

/** Whole layouts; the other files are parts that they include. */
const layouts = readdirSync(folder)
  .map((file) => ({ file, source: readFileSync(`${folder}${file}`, 'utf8') }))
  .filter(({ file, source }) => file.endsWith('.mjml') && source.startsWith('<mjml'));

for (const { file, source } of layouts)
  writeFileSync(`${folder}${file.replace('.mjml', '.html')}`, await compiled(file, source));

/** HTML with tables and styles that every mail program knows, without the indentation. */
async function compiled(file: string, source: string): Promise<string> {
  const options = {
    validationLevel: 'strict',
    fonts: {},
    ignoreIncludes: false,
    filePath: `${folder}${file}`,
  } as const;
  const { html } = await mjml2html(source, options);
  const filled = html.replace(/#acce0[12]/g, (colour) => COLOURS[colour as keyof typeof COLOURS]);
  return `${filled.replace(/\s*\n\s*/g, '\n').trim()}\n`;
}
