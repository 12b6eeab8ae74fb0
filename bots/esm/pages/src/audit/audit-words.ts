import type { Language } from '../language.ts';

const en = {
  title: 'Audit',
  lead: 'Who did what, and when; also every viewing of texts. Nothing here can be changed or removed.',
  time: 'Time',
  actor: 'Who',
  action: 'What',
  detail: 'Of what',
  from: 'From',
  to: 'To',
  any: 'anybody',
  anything: 'anything',
  none: 'Nothing of the kind has been done.',
  participant: 'Participant',
};

/** Words of the audit. */
export type AuditWords = typeof en;

const ru: AuditWords = {
  title: 'Журнал',
  lead: 'Кто, что и когда сделал; в том числе каждый просмотр текстов. Ничего здесь нельзя изменить или убрать.',
  time: 'Время',
  actor: 'Кто',
  action: 'Что',
  detail: 'С чем',
  from: 'С',
  to: 'По',
  any: 'кто угодно',
  anything: 'что угодно',
  none: 'Ничего подобного не делалось.',
  participant: 'Участник',
};

const uk: AuditWords = {
  title: 'Журнал',
  lead: 'Хто, що й коли зробив; зокрема кожен перегляд текстів. Нічого тут не можна змінити чи прибрати.',
  time: 'Час',
  actor: 'Хто',
  action: 'Що',
  detail: 'З чим',
  from: 'З',
  to: 'По',
  any: 'хто завгодно',
  anything: 'що завгодно',
  none: 'Нічого подібного не робилося.',
  participant: 'Учасник',
};

export const auditWords: Readonly<Record<Language, AuditWords>> = { ru, uk, en };
