import type { Language } from '../language.ts';
import { counted } from '../words/format.ts';

const en = {
  chart: 'Plan by days, local time',
  day: (day: number): string => `Day ${day}`,
  date: 'Date',
  wave: 'Wave',
  times: 'Times',
  studyDay: 'Study day',
  pause: (days: number): string =>
    counted('en', days, ['day without beeps', 'days without beeps', 'days without beeps']),
  beep: (schedule: string, number: number, time: string): string => `${schedule} ${number}, ${time}`,
  legend: {
    window: 'hours in which beeps may fall',
    edge: 'block',
    signal: 'random',
    interval: 'fixed',
    once: 'once',
    expiry: 'until it expires',
    done: 'completed',
    ahead: 'still to come',
    lost: 'not completed',
  },
  statuses: {
    planned: 'planned',
    sent: 'sent',
    opened: 'opened',
    completed: 'completed',
    partial: 'partial',
    expired: 'expired',
    skipped: 'skipped',
    failed: 'failed',
    missed: 'missed',
    cancelled: 'cancelled',
  },
};

/** Words of drawn plans. */
export type PlanWords = typeof en;

const ru: PlanWords = {
  chart: 'План по дням, местное время',
  day: (day: number): string => `День ${day}`,
  date: 'Дата',
  wave: 'Волна',
  times: 'Время',
  studyDay: 'День исследования',
  pause: (days: number): string =>
    counted('ru', days, ['день без сигналов', 'дня без сигналов', 'дней без сигналов']),
  beep: (schedule: string, number: number, time: string): string => `${schedule} ${number}, ${time}`,
  legend: {
    window: 'часы, в которые приходят сигналы',
    edge: 'отрезок',
    signal: 'случайный',
    interval: 'в заданное время',
    once: 'один раз',
    expiry: 'пока не истечёт',
    done: 'заполнен',
    ahead: 'ещё впереди',
    lost: 'не заполнен',
  },
  statuses: {
    planned: 'запланирован',
    sent: 'отправлен',
    opened: 'открыт',
    completed: 'заполнен',
    partial: 'частично',
    expired: 'истёк',
    skipped: 'пропущен',
    failed: 'сбой',
    missed: 'не отправлен вовремя',
    cancelled: 'отменён',
  },
};

const uk: PlanWords = {
  chart: 'План за днями, місцевий час',
  day: (day: number): string => `День ${day}`,
  date: 'Дата',
  wave: 'Хвиля',
  times: 'Час',
  studyDay: 'День дослідження',
  pause: (days: number): string =>
    counted('uk', days, ['день без сигналів', 'дні без сигналів', 'днів без сигналів']),
  beep: (schedule: string, number: number, time: string): string => `${schedule} ${number}, ${time}`,
  legend: {
    window: 'години, коли надходять сигнали',
    edge: 'відрізок',
    signal: 'випадковий',
    interval: 'у заданий час',
    once: 'один раз',
    expiry: 'доки не спливе',
    done: 'заповнений',
    ahead: 'ще попереду',
    lost: 'не заповнений',
  },
  statuses: {
    planned: 'заплановано',
    sent: 'надіслано',
    opened: 'відкрито',
    completed: 'заповнено',
    partial: 'частково',
    expired: 'сплив',
    skipped: 'пропущено',
    failed: 'збій',
    missed: 'не надіслано вчасно',
    cancelled: 'скасовано',
  },
};

export const planWords: Readonly<Record<Language, PlanWords>> = { ru, uk, en };
