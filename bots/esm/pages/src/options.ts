/** What the server tells the pages. */
export interface PageOptions {
  /** Prefix of the bot without a trailing slash, for example `/esm`. */
  readonly basePath: string;
  /** True on a demonstration installation. */
  readonly demo: boolean;
}

/** Id of the JSON element that carries the options; the server's page has the same. */
const optionsElementId = 'researcher-options';

/** Reads the options. Throws when the document does not come from the server's page. */
export function readOptions(): PageOptions {
  const text = document.getElementById(optionsElementId)?.textContent;
  if (!text) throw new Error(`The page has no #${optionsElementId} element.`);
  return JSON.parse(text) as PageOptions;
}
