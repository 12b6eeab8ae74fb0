import type { JSX } from 'preact';
import { useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Checklist } from './checklist.tsx';
import { Figures } from './figures.tsx';
import { Notices } from './notices.tsx';
import { overviewWords } from './overview-words.ts';
import { StudySteps } from './study-steps.tsx';

/** Where a study is and what it needs. */
export function OverviewPage({ study, onStudy }: StudyPageProps): JSX.Element {
  const words = useWords(overviewWords);
  return (
    <>
      <PageHead title={study.title} tab={`${words.title} · ${study.title}`} />
      <StudySteps study={study} onStudy={onStudy} />
      <Notices study={study} />
      {study.status !== 'draft' && <Figures study={study} />}
      <Checklist study={study} />
    </>
  );
}
