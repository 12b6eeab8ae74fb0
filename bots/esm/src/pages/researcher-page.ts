import { languages } from 'opora';
import type { PageFiles } from './page-files.ts';

/** What the server tells the pages. */
export interface ResearcherPageOptions {
  /** Prefix of the bot without a trailing slash, for example `/esm`. */
  readonly basePath: string;
  /** True on a demonstration installation. */
  readonly demo: boolean;
}

/** Id of the JSON element that carries the options in the page. */
export const pageOptionsId = 'researcher-options';

const needsScript = {
  ru: 'Страницам исследователя нужен JavaScript: включите его в браузере и обновите страницу.',
  uk: 'Сторінкам дослідника потрібен JavaScript: увімкніть його у браузері й оновіть сторінку.',
  en: 'The researcher pages need JavaScript: switch it on in the browser and reload the page.',
} as const;

/** Value of the `Content-Security-Policy` header. */
export const pagePolicy: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The one document of the researcher pages. Everything in `options` is escaped. */
export function renderResearcherPage(built: PageFiles, options: ResearcherPageOptions): string {
  const address = (name: string): string => escapeHtml(`${options.basePath}/researcher/assets/${name}`);
  const notes = languages.map((code) => `<p lang="${code}">${needsScript[code]}</p>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Opora</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f7f4ee" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#131615" media="(prefers-color-scheme: dark)">
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<link rel="icon" href="${address(built.icon)}" type="image/svg+xml">
<link rel="stylesheet" href="${address(built.style)}">
<script type="application/json" id="${pageOptionsId}">${toScriptJson(options)}</script>
<script type="module" src="${address(built.script)}"></script>
</head>
<body>
<div id="app"></div>
<noscript>${notes}</noscript>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** JSON of which nothing can close the script element or open a comment. */
function toScriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
