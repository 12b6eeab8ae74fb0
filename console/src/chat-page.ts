import type { AssetPaths } from './assets.ts';
import { escapeHtml, toScriptJson } from './html.ts';
import { type ChatPageOptions, optionsElementId } from './web-chat/options.ts';

const needsScript = {
  ru: 'Для чата нужен JavaScript: включите его в браузере и обновите страницу.',
  uk: 'Для чату потрібен JavaScript: увімкніть його у браузері й оновіть сторінку.',
  en: 'The chat needs JavaScript: switch it on in the browser and reload the page.',
} as const;

/** The chat page of one conversation. Everything in `options` is escaped. */
export function renderChatPage(paths: AssetPaths, options: ChatPageOptions): string {
  const language = options.languages[0] ?? 'en';
  const notes = options.languages.map((code) => `<p lang="${code}">${needsScript[code]}</p>`).join('');
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(options.title[language])}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f7f4ee" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#131615" media="(prefers-color-scheme: dark)">
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<link rel="icon" href="${escapeHtml(paths.icon)}" type="image/svg+xml">
<link rel="stylesheet" href="${escapeHtml(paths.chatStyle)}">
<script type="application/json" id="${optionsElementId}">${toScriptJson(options)}</script>
<script type="module" src="${escapeHtml(paths.chatScript)}"></script>
</head>
<body>
<div id="app"></div>
<noscript>${notes}</noscript>
</body>
</html>
`;
}
