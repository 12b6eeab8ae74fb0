import type { FastifyInstance } from 'fastify';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Telegram emulator</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/emulator/page.css">
</head>
<body>
<header>
  <h1>Telegram emulator</h1>
  <div class="choices">
    <label>Bot <select id="bot"></select></label>
    <label>Person <select id="person"></select></label>
    <label>Language
      <select id="language">
        <option value="en">English</option><option value="ru">Русский</option><option value="uk">Українська</option>
      </select>
    </label>
    <button id="new-person" type="button">New person</button>
    <button id="block" type="button" aria-pressed="false">Block bot</button>
  </div>
</header>
<main>
<div id="messages" role="log" aria-live="polite" aria-label="Messages" tabindex="0"></div>
<div id="notice" role="status"></div>
<form id="composer">
  <div id="keyboard" class="keys" hidden></div>
  <div id="commands" class="keys" hidden></div>
  <div id="editing" hidden><span>Editing a message</span><button type="button" id="cancel-edit">Cancel</button></div>
  <div class="line">
    <button type="button" id="show-commands" title="Commands" aria-label="Commands" hidden>/</button>
    <label class="attach" title="Send a file"><span aria-hidden="true">+</span><input type="file" id="file" aria-label="Send a file"></label>
    <textarea id="text" rows="1" maxlength="4096" placeholder="Message" aria-label="Message"></textarea>
    <button type="submit" class="send">Send</button>
  </div>
</form>
</main>
<script src="/emulator/page.js" defer></script>
</body>
</html>
`;

const SECURITY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The page at `/` through which a person chats with a bot. Static: chats are drawn by its script as text. */
export function registerPage(server: FastifyInstance): void {
  server.get('/', (_, reply) =>
    reply
      .header('content-security-policy', SECURITY)
      .header('x-content-type-options', 'nosniff')
      .type('text/html; charset=utf-8')
      .send(PAGE),
  );
  server.get('/emulator/page.css', (_, reply) => reply.type('text/css; charset=utf-8').send(pageStyle));
  server.get('/emulator/page.js', (_, reply) =>
    reply.type('text/javascript; charset=utf-8').send(pageScript),
  );
}
