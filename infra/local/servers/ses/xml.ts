import { randomUUID } from 'node:crypto';
import type { SesError } from './errors.ts';

/** What an answer may hold; an array becomes `<member>`s and a Map `<entry>`s with key and value. */
export type XmlValue =
  | string
  | number
  | boolean
  | XmlValue[]
  | Map<string, XmlValue>
  | { [name: string]: XmlValue };

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

function toXml(value: XmlValue): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (value instanceof Map) {
    return [...value].map(([key, content]) => `<entry>${toXml({ key, value: content })}</entry>`).join('');
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, content]) => `<${name}>${toXml(content)}</${name}>`)
      .join('');
  }
  return escapeText(String(value));
}

export function answerXml(action: string, result: XmlValue): string {
  const body = toXml({
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: randomUUID() },
  });
  return `<${action}Response xmlns="${NAMESPACE}">${body}</${action}Response>`;
}

export function errorXml(error: SesError): string {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const body = toXml({
    Error: { Type: type, Code: error.code, Message: error.message },
    RequestId: randomUUID(),
  });
  return `<ErrorResponse xmlns="${NAMESPACE}">${body}</ErrorResponse>`;
}
