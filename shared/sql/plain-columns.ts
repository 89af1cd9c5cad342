/**
 * Names of columns for an engine that tells no large letters from small ones and knows no signs. Only the policy's own
 * columns (`x_…`, `qx_…`) hold such; none of ours begins with `xx_` or `qxx_`, so that the way back is plain.
 */

const TEXT_OR_NAME = /'(?:[^']|'')*'|"([^"]*)"/g;
const PLAIN = /^[a-z0-9_]*$/;

/** A statement in which every quoted name is plain: `"x_aB"` is `"xx_a_42"`. */
export const withPlainColumns = (sql: string): string =>
  sql.replace(TEXT_OR_NAME, (whole, name?: string) =>
    name === undefined ? whole : `"${plainColumn(name)}"`,
  );

/** The plain name of a column; a name that is plain already stays as it is. */
export function plainColumn(name: string): string {
  const [, prefix, rest] = /^(q?)x_(.*)$/.exec(name) ?? [];
  if (PLAIN.test(name) || rest === undefined) return name;
  return `${prefix}xx_${rest.replace(/[^a-z0-9]/g, coded)}`;
}

/** The column that has this plain name. */
export function columnOfPlain(plain: string): string {
  const [, prefix, rest] = /^(q?)xx_(.*)$/.exec(plain) ?? [];
  if (rest === undefined) return plain;
  return `${prefix}x_${rest.replace(/_([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))}`;
}

const coded = (letter: string): string => `_${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
