import type { JSX } from 'preact';
import type { Study } from '../api/studies.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { type Section, toPath } from '../app/router.ts';
import { CheckIcon, NextIcon } from '../parts/icons.tsx';
import { overviewWords } from './overview-words.ts';

/** Whether every language of the study has a text. */
function isGiven(text: Study['contact'], study: Study): boolean {
  return study.languages.every((code) => (text[code] ?? '').trim() !== '');
}

/** What a study needs before it can be opened. */
export function Checklist({ study }: { readonly study: Study }): JSX.Element {
  const { options } = useApp();
  const words = useWords(overviewWords);
  const version = (number: number | null): string | null => (number === null ? null : words.version(number));
  const items: readonly { readonly to: Section; readonly name: string; readonly state: string | null }[] = [
    { to: 'protocol', name: words.items.protocol, state: version(study.protocolVersion) },
    { to: 'instrument', name: words.items.instrument, state: version(study.instrumentVersion) },
    { to: 'consent', name: words.items.consent, state: version(study.consentVersion) },
    {
      to: 'settings',
      name: words.items.contact,
      state: isGiven(study.contact, study) && isGiven(study.supportText, study) ? words.given : null,
    },
  ];
  return (
    <section class="block">
      <h2>{words.checklist}</h2>
      <ul class="checklist">
        {items.map(({ to, name, state }) => (
          <li key={to}>
            <a href={`${options.basePath}/researcher${toPath(study.id, to)}`}>
              <i class={state === null ? 'open' : 'done'}>{state !== null && <CheckIcon />}</i>
              <span>{name}</span>
              <span class="quiet">{state ?? words.missing}</span>
              <NextIcon />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
