/** The package ships no types of its own. */
declare module 'mjml' {
  interface Options {
    validationLevel: 'strict';
    /** Fonts to load from elsewhere, by name. */
    fonts: Record<string, string>;
    ignoreIncludes: boolean;
    /** The file that includes are relative to. */
    filePath: string;
  }
  export default function mjml2html(source: string, options: Options): Promise<{ html: string }>;
}
