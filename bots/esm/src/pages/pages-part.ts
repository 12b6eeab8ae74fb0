import { join } from 'node:path';
import type { EsmPart } from '../esm-part.ts';
import { researcherTokenFile } from '../study/researchers/demo-researcher.ts';
import { addResearcherPages } from './add-researcher-pages.ts';

/** The researcher pages at `/esm/researcher`, a client of the interface beside them. */
export const pagesPart: EsmPart = ({ runtime }) => ({
  http: async (server) => {
    await addResearcherPages(server, { basePath: '/esm', demo: runtime.isDemo });
  },
  pages: [
    {
      title: { ru: 'Для исследователей', uk: 'Для дослідників', en: 'For researchers' },
      path: '/researcher',
      note: async () => `(token: ${join(await runtime.files(), researcherTokenFile)})`,
    },
  ],
});
