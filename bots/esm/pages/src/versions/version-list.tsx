import type { JSX } from 'preact';
import type { Version } from '../api/versions.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { Pill } from '../parts/pill.tsx';
import { formatInstant } from '../words/format.ts';
import { versionWords } from './version-words.ts';

interface VersionListProps {
  readonly versions: readonly Version[];
  readonly current: number | null;
  /** Puts an older version on the page; null where nothing can be changed. */
  readonly onTake: ((version: Version) => void) | null;
}

/** All versions, the newest first. */
export function VersionList({ versions, current, onTake }: VersionListProps): JSX.Element {
  const { language } = useApp();
  const words = useWords(versionWords);
  return (
    <section class="block">
      <h2>{words.history}</h2>
      {versions.length === 0 && <p class="quiet">{words.none}</p>}
      <ul class="versions">
        {versions.map((version) => (
          <li key={version.version}>
            <span class="figures">{words.version(version.version)}</span>
            {version.name !== '' && <code>{version.name}</code>}
            {version.version === current && <Pill tone="good">{words.inForce}</Pill>}
            <span class="quiet">
              {version.createdAt !== null && formatInstant(language, version.createdAt)}
              {version.createdBy !== '' && `, ${words.by(version.createdBy)}`}
            </span>
            {onTake !== null && version.version !== current && (
              <button type="button" class="link-button" onClick={() => onTake(version)}>
                {words.take}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
