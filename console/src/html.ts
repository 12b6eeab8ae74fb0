const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/**
 * JSON made safe inside a `<script>` element: nothing in it can close the element or open a comment, and
 * it stays the same JSON.
 */
export function toScriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An address fit for `href`: a path of this server or http(s). Anything else becomes `#`. */
export function toHref(address: string): string {
  const isPath = /^\/(?![/\\])/.test(address);
  return escapeHtml(isPath || /^https?:\/\//i.test(address) ? address : '#');
}
