import type { Language } from '../language.ts';

const en = {
  version: (version: number): string => `Version ${version}`,
  inForce: 'in force',
  saveAs: (version: number): string => `Save as version ${version}`,
  saved: (version: number): string => `Version ${version} was saved.`,
  savedLive: (version: number): string =>
    `Version ${version} was saved. It holds from the next local day of each participant.`,
  unchanged: 'Nothing differs from this version.',
  isNew: 'Nothing is saved yet.',
  isChanged: 'There are unsaved changes.',
  warnings: 'Saved, with remarks',
  faultsTitle: 'This cannot be saved yet',
  history: 'Versions',
  none: 'No version yet.',
  by: (name: string): string => `by ${name}`,
  take: 'Take as a beginning',
  taken: (version: number): string => `Version ${version} is on the page now. Nothing is saved yet.`,
};

/** Words of things that are kept in versions. */
export type VersionWords = typeof en;

const ru: VersionWords = {
  version: (version: number): string => `Версия ${version}`,
  inForce: 'действует',
  saveAs: (version: number): string => `Сохранить как версию ${version}`,
  saved: (version: number): string => `Версия ${version} сохранена.`,
  savedLive: (version: number): string =>
    `Версия ${version} сохранена. Она действует со следующего местного дня каждого участника.`,
  unchanged: 'От этой версии ничего не отличается.',
  isNew: 'Ещё ничего не сохранено.',
  isChanged: 'Есть несохранённые изменения.',
  warnings: 'Сохранено с замечаниями',
  faultsTitle: 'Так сохранить нельзя',
  history: 'Версии',
  none: 'Версий пока нет.',
  by: (name: string): string => `автор: ${name}`,
  take: 'Взять за основу',
  taken: (version: number): string => `На странице теперь версия ${version}. Ещё ничего не сохранено.`,
};

const uk: VersionWords = {
  version: (version: number): string => `Версія ${version}`,
  inForce: 'діє',
  saveAs: (version: number): string => `Зберегти як версію ${version}`,
  saved: (version: number): string => `Версію ${version} збережено.`,
  savedLive: (version: number): string =>
    `Версію ${version} збережено. Вона діє з наступного місцевого дня кожного учасника.`,
  unchanged: 'Від цієї версії нічого не відрізняється.',
  isNew: 'Ще нічого не збережено.',
  isChanged: 'Є незбережені зміни.',
  warnings: 'Збережено із зауваженнями',
  faultsTitle: 'Так зберегти не можна',
  history: 'Версії',
  none: 'Версій ще немає.',
  by: (name: string): string => `автор: ${name}`,
  take: 'Узяти за основу',
  taken: (version: number): string => `На сторінці тепер версія ${version}. Ще нічого не збережено.`,
};

export const versionWords: Readonly<Record<Language, VersionWords>> = { ru, uk, en };
