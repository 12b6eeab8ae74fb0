import type { JSX } from 'preact';
import { getStudy, type Study } from '../api/studies.ts';
import type { Language } from '../language.ts';
import { LoadView } from '../loading/load-view.tsx';
import { type Loaded, useLoad } from '../loading/use-load.ts';
import { useApp } from './app-context.ts';
import { lazyPart } from './lazy-part.tsx';
import type { Route, Section } from './router.ts';
import { Shell } from './shell.tsx';
import type { StudyPage } from './study-page.ts';

const pages: Readonly<Record<Section, StudyPage>> = {
  overview: lazyPart(async () => (await import('../overview/overview-page.tsx')).OverviewPage),
  protocol: lazyPart(async () => (await import('../protocol/protocol-page.tsx')).ProtocolPage),
  instrument: lazyPart(async () => (await import('../instrument/instrument-page.tsx')).InstrumentPage),
  consent: lazyPart(async () => (await import('../consent/consent-page.tsx')).ConsentPage),
  settings: lazyPart(async () => (await import('../settings/settings-page.tsx')).SettingsPage),
  preview: lazyPart(async () => (await import('../preview/preview-page.tsx')).PreviewPage),
  invites: lazyPart(async () => (await import('../invites/invites-page.tsx')).InvitesPage),
  participants: lazyPart(
    async () => (await import('../participants/participants-pages.tsx')).ParticipantsPages,
  ),
  compliance: lazyPart(async () => (await import('../compliance/compliance-page.tsx')).CompliancePage),
  review: lazyPart(async () => (await import('../review/review-page.tsx')).ReviewPage),
  export: lazyPart(async () => (await import('../export/export-page.tsx')).ExportPage),
  audit: lazyPart(async () => (await import('../audit/audit-page.tsx')).AuditPage),
};

interface StudyPagesProps {
  readonly route: Extract<Route, { kind: 'study' }>;
  readonly onLanguage: (language: Language) => void;
  readonly onLogOut: () => void;
}

/** The pages of one study. The study itself is loaded once for all of them. */
export function StudyPages({ route, ...frame }: StudyPagesProps): JSX.Element {
  const { http } = useApp();
  const loaded: Loaded<Study> = useLoad(`study:${route.id}`, (signal) => getStudy(http, route.id, signal));
  const Part = pages[route.section];
  return (
    <Shell {...frame} study={loaded.data} section={route.section}>
      <LoadView loaded={loaded} lines={6}>
        {(study) => (
          <Part
            key={route.section}
            study={study}
            item={route.item}
            onStudy={(next) => loaded.replace(() => next)}
          />
        )}
      </LoadView>
    </Shell>
  );
}
