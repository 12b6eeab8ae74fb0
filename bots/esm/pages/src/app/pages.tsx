import type { JSX } from 'preact';
import type { Language } from '../language.ts';
import { PageHead } from '../parts/page-head.tsx';
import { StudiesPage } from '../studies/studies-page.tsx';
import { commonWords } from '../words/common.ts';
import { useApp, useWords } from './app-context.ts';
import { parseRoute, useRouter } from './router.ts';
import { Shell } from './shell.tsx';
import { StudyPages } from './study-pages.tsx';

interface PagesProps {
  readonly onLanguage: (language: Language) => void;
  readonly onLogOut: () => void;
}

function NotFound(): JSX.Element {
  const words = useWords(commonWords);
  const { options } = useApp();
  return (
    <>
      <PageHead title={words.notFound} />
      <p>
        <a href={`${options.basePath}/researcher`}>{words.toStudies}</a>
      </p>
    </>
  );
}

/** The page that the address names, in its frame. */
export function Pages(props: PagesProps): JSX.Element {
  const { options } = useApp();
  const { path } = useRouter();
  const route = parseRoute(path, `${options.basePath}/researcher`);
  if (route.kind === 'study') return <StudyPages {...props} key={route.id} route={route} />;
  return (
    <Shell {...props} study={null} section={null}>
      {route.kind === 'studies' ? <StudiesPage /> : <NotFound />}
    </Shell>
  );
}
