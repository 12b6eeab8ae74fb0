import type { JSX } from 'preact';
import type { Study } from '../api/studies.ts';

/** What every page of a study is given. */
export interface StudyPageProps {
  readonly study: Study;
  /** The study as it is after a change. */
  readonly onStudy: (study: Study) => void;
  /** The thing that the address names below the section. */
  readonly item: string | null;
}

/** A page of a study. */
export type StudyPage = (props: StudyPageProps) => JSX.Element;
