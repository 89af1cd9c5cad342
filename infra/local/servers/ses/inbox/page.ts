import type { Language } from '../../../../../shared/domain/bilingual.ts';
import { type Html, html } from './html.ts';

/** The frame around every page of the inbox. */
export function page(language: Language, title: string, body: Html): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/inbox/style.css">
</head>
<body><main>${body}</main></body>
</html>
`.text;
}

/** An address of the inbox; empty values are left out. */
export function address(path: string, query: Record<string, string>): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const text = new URLSearchParams(given).toString();
  return text ? `${path}?${text}` : path;
}

/** `2026-09-30 08:00:00 UTC` */
export const readableTime = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;
