import type { Language } from '../language.ts';
import { counted } from '../words/format.ts';

const en = {
  title: 'Studies',
  lead: 'Each study has its own protocol, questions, participants and data.',
  create: 'New study',
  emptyTitle: 'No study yet',
  emptyText:
    'A study holds when people are asked, what they are asked, and what they agreed to. Begin with its title.',
  emptyReader: 'The owners of this installation have not created a study yet.',
  name: 'Title',
  nameHint: 'Participants see it, too.',
  languages: 'Languages of the participants',
  plan: 'When people are asked',
  plans: {
    typical: 'Six random beeps a day, 7 days',
    bursts: 'Six random beeps a day, 4 days every 14, three times',
    evening: 'One fixed time each evening, 14 days',
  },
  planHint: 'A beginning. Everything can be changed on the page “Protocol”.',
  created: (title: string): string => `“${title}” was created.`,
  since: (day: string): string => `created ${day}`,
  openedOn: (day: string): string => `open since ${day}`,
  closedOn: (day: string): string => `closed ${day}`,
  count: (count: number): string => counted('en', count, ['study', 'studies', 'studies']),
};

/** Words of the list of studies. */
export type StudiesWords = typeof en;

const ru: StudiesWords = {
  title: 'Исследования',
  lead: 'У каждого исследования свой протокол, вопросы, участники и данные.',
  create: 'Новое исследование',
  emptyTitle: 'Исследований пока нет',
  emptyText:
    'Исследование задаёт, когда людей спрашивают, о чём и на что они согласились. Начните с названия.',
  emptyReader: 'Владельцы этой установки ещё не создали ни одного исследования.',
  name: 'Название',
  nameHint: 'Его увидят и участники.',
  languages: 'Языки участников',
  plan: 'Когда спрашивать',
  plans: {
    typical: 'Шесть случайных сигналов в день, 7 дней',
    bursts: 'Шесть случайных сигналов в день, 4 дня каждые 14, трижды',
    evening: 'Один раз вечером в заданное время, 14 дней',
  },
  planHint: 'Это начало: всё можно изменить на странице «Протокол».',
  created: (title: string): string => `Исследование «${title}» создано.`,
  since: (day: string): string => `создано ${day}`,
  openedOn: (day: string): string => `открыто с ${day}`,
  closedOn: (day: string): string => `закрыто ${day}`,
  count: (count: number): string => counted('ru', count, ['исследование', 'исследования', 'исследований']),
};

const uk: StudiesWords = {
  title: 'Дослідження',
  lead: 'Кожне дослідження має свій протокол, запитання, учасників і дані.',
  create: 'Нове дослідження',
  emptyTitle: 'Досліджень ще немає',
  emptyText: 'Дослідження визначає, коли людей питають, про що й на що вони погодилися. Почніть із назви.',
  emptyReader: 'Власники цієї інсталяції ще не створили жодного дослідження.',
  name: 'Назва',
  nameHint: 'Її побачать і учасники.',
  languages: 'Мови учасників',
  plan: 'Коли питати',
  plans: {
    typical: 'Шість випадкових сигналів на день, 7 днів',
    bursts: 'Шість випадкових сигналів на день, 4 дні кожні 14, тричі',
    evening: 'Один раз увечері у заданий час, 14 днів',
  },
  planHint: 'Це початок: усе можна змінити на сторінці «Протокол».',
  created: (title: string): string => `Дослідження «${title}» створено.`,
  since: (day: string): string => `створено ${day}`,
  openedOn: (day: string): string => `відкрито з ${day}`,
  closedOn: (day: string): string => `закрито ${day}`,
  count: (count: number): string => counted('uk', count, ['дослідження', 'дослідження', 'досліджень']),
};

export const studiesWords: Readonly<Record<Language, StudiesWords>> = { ru, uk, en };
