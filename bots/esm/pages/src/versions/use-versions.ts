import { useEffect, useRef } from 'preact/hooks';
import type { Study } from '../api/studies.ts';
import {
  listVersions,
  type SavedVersion,
  saveVersion,
  type Version,
  type VersionKind,
} from '../api/versions.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { guardLeaving } from '../app/router.ts';
import { type Loaded, useLoad } from '../loading/use-load.ts';
import { commonWords } from '../words/common.ts';

/** The versions of one kind. */
export function useVersions(study: Study, kind: VersionKind): Loaded<readonly Version[]> {
  const { http } = useApp();
  return useLoad(`versions:${study.id}:${kind}`, (signal) => listVersions(http, study.id, kind, signal));
}

/** Saves a version and loads the list again. */
export function useSaveVersion(
  study: Study,
  kind: VersionKind,
  versions: Loaded<readonly Version[]>,
  onStudy: (study: Study) => void,
): (definition: Parameters<typeof saveVersion>[3]) => Promise<SavedVersion> {
  const { http } = useApp();
  return async (definition) => {
    const saved = await saveVersion(http, study.id, kind, definition);
    versions.reload();
    onStudy({ ...study, [currentKeys[kind]]: saved.version });
    return saved;
  };
}

const currentKeys = {
  protocols: 'protocolVersion',
  instruments: 'instrumentVersion',
  consents: 'consentVersion',
} as const;

/** The version that holds, as the study says. */
export function currentVersion(study: Study, kind: VersionKind): number | null {
  return study[currentKeys[kind]];
}

/** Asks before the page is left while `isChanged`. */
export function useLeaveGuard(isChanged: boolean): void {
  const words = useWords(commonWords);
  const changed = useRef(isChanged);
  changed.current = isChanged;
  useEffect(() => {
    const release = guardLeaving(() => !changed.current || confirm(words.unsaved));
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (changed.current) event.preventDefault();
    };
    addEventListener('beforeunload', onUnload);
    return () => {
      release();
      removeEventListener('beforeunload', onUnload);
    };
  }, [words]);
}
