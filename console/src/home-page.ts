import type { AssetPaths } from './assets.ts';
import { escapeHtml, toHref } from './html.ts';
import type { Language } from './web-chat/language.ts';

/** One bot on the home page. */
export interface HomePageBot {
  readonly name: string;
  /** Title, or the title in each language: then the English one is shown. */
  readonly title: string | Readonly<Record<Language, string>>;
  readonly chatPath: string;
  /** Address of the Telegram bot; null when it has none. */
  readonly telegram: string | null;
  /** Further pages of the bot. */
  readonly pages: readonly { readonly label: string; readonly href: string }[];
}

/** What runs here. */
export interface HomePageOptions {
  readonly bots: readonly HomePageBot[];
  readonly version: string;
  /** Links for the operator: health, metrics, documentation. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
}

const mark =
  '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M3.5 20.5v-8a8.5 8.5 0 0 1 17 0v8M8.5 20.5v-7.7a3.5 3.5 0 0 1 7 0v7.7"/></svg>';

function renderBot({ name, title, chatPath, telegram, pages }: HomePageBot): string {
  const text = typeof title === 'string' ? title : title.en;
  const further = [...pages, ...(telegram === null ? [] : [{ label: 'Telegram', href: telegram }])];
  const more = further.map(
    ({ label, href }) =>
      `<a class="aside" href="${toHref(href)}" rel="noopener noreferrer">${escapeHtml(label)}<span class="sr">: ${escapeHtml(text)}</span></a>`,
  );
  return `<li>
<a class="bot" href="${toHref(chatPath)}"><strong>${escapeHtml(text)}</strong><span class="path">${escapeHtml(name)}</span></a>${more.join('')}
</li>`;
}

/** The page at `/`: bots to talk to and links for the operator. It has no script. */
export function renderHomePage(paths: AssetPaths, options: HomePageOptions): string {
  const bots =
    options.bots.length === 0
      ? '<p>No bot is switched on. Set <code>OPORA_BOTS</code> and start again.</p>'
      : `<ul class="bots">${options.bots.map(renderBot).join('\n')}</ul>`;
  const links = options.links
    .map(({ label, href }) => `<li><a href="${toHref(href)}">${escapeHtml(label)}</a></li>`)
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Opora</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f7f4ee" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#131615" media="(prefers-color-scheme: dark)">
<link rel="icon" href="${escapeHtml(paths.icon)}" type="image/svg+xml">
<link rel="stylesheet" href="${escapeHtml(paths.homeStyle)}">
</head>
<body>
<main>
<header>${mark}<h1>Opora</h1><p>The bots that run here. Choose one to talk to.</p></header>
${bots}
${links === '' ? '' : `<nav aria-label="For the operator"><h2>For the operator</h2><ul>${links}</ul></nav>`}
</main>
<footer>Version ${escapeHtml(options.version)}</footer>
</body>
</html>
`;
}
