import type { Pages } from 'opora/app';

/** Pages of a product that is measured over its interface alone. */
export const noPages: Pages = {
  chatPage: () => '',
  homePage: () => '',
  files: new Map(),
  contentSecurityPolicy: "default-src 'none'",
};
