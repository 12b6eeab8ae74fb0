import { createHash } from 'node:crypto';
import type { Language } from 'opora';
import { usualConsentText } from '../study/usual-consent-text.ts';

/** A version of the consent text. Never edited once used: other words are another version. */
export interface ConsentText {
  readonly version: number;
  readonly text: Readonly<Record<Language, string>>;
}

const version1: ConsentText = {
  version: 1,
  text: {
    en: `Taking part: what you would agree to (version 1)

What happens: when you send /survey, this chat asks nine short questions about one moment of your experience, some in words and some on scales.

What is kept: your answers, word for word as you write them, and the values you choose; when each question was shown and answered, and whether a message was edited; your language; the version, language and checksum of this text and the time of your agreement; the identifier and the messages of this chat. Texts are not checked, shortened or anonymised, so please write only what you are willing to share.

Who can read it: the researchers of the study and the operators of this service. Nothing is sent to an AI provider.

Your choice: taking part is voluntary. /skip leaves a question without an answer, /cancel stops a survey (the answers given so far are kept), /export gives you your data as files. To leave, simply stop writing, or send /delete_my_data, which erases everything of yours within an hour.

This chat gives no diagnosis or advice and is not watched for emergencies.

If you decline, nothing but an anonymous count of refusals is kept.`,
    ru: `Участие: на что вы соглашаетесь (версия 1)

Что происходит: когда вы отправляете /survey, этот чат задаёт девять коротких вопросов об одном миге вашего переживания: часть словами, часть по шкалам.

Что хранится: ваши ответы, слово в слово как вы их пишете, и выбранные значения; когда каждый вопрос был показан и получил ответ и правилось ли сообщение; ваш язык; версия, язык и контрольная сумма этого текста и время вашего согласия; идентификатор и сообщения этого чата. Тексты не проверяются, не сокращаются и не обезличиваются, поэтому пишите, пожалуйста, только то, чем готовы поделиться.

Кто может это читать: исследователи этого исследования и операторы сервиса. Поставщикам ИИ ничего не передаётся.

Ваш выбор: участие добровольное. /skip оставляет вопрос без ответа, /cancel прекращает опрос (уже данные ответы сохраняются), /export выдаёт ваши данные файлами. Чтобы выйти, достаточно перестать писать или отправить /delete_my_data: эта команда стирает всё ваше в течение часа.

Этот чат не ставит диагнозов, не даёт советов, и за ним не следят на случай экстренной ситуации.

Если вы откажетесь, останется только анонимный счётчик отказов.`,
    uk: `Участь: на що ви погоджуєтеся (версія 1)

Що відбувається: коли ви надсилаєте /survey, цей чат ставить дев'ять коротких запитань про одну мить вашого переживання: частину словами, частину за шкалами.

Що зберігається: ваші відповіді, слово в слово як ви їх пишете, і обрані значення; коли кожне запитання було показано й коли на нього відповіли та чи правили повідомлення; ваша мова; версія, мова й контрольна сума цього тексту та час вашої згоди; ідентифікатор і повідомлення цього чату. Тексти не перевіряються, не скорочуються й не знеособлюються, тому пишіть, будь ласка, лише те, чим готові поділитися.

Хто може це читати: дослідники цього дослідження та оператори сервісу. Постачальникам ШІ нічого не передається.

Ваш вибір: участь добровільна. /skip залишає запитання без відповіді, /cancel припиняє опитування (уже дані відповіді зберігаються), /export видає ваші дані файлами. Щоб вийти, достатньо перестати писати або надіслати /delete_my_data: ця команда стирає все ваше протягом години.

Цей чат не ставить діагнозів, не дає порад, і за ним не стежать на випадок надзвичайної ситуації.

Якщо ви відмовитеся, залишиться тільки анонімний лічильник відмов.`,
  },
};

const version2: ConsentText = {
  version: 2,
  text: {
    en: `Taking part: what you would agree to\n\n${usualConsentText.en}`,
    ru: `Участие: на что вы соглашаетесь\n\n${usualConsentText.ru}`,
    uk: `Участь: на що ви погоджуєтеся\n\n${usualConsentText.uk}`,
  },
};

/** All versions ever offered, oldest first. */
export const consentTexts: readonly ConsentText[] = [version1, version2];

/** The version offered now; an agreement to an older one is asked for again. */
export const currentConsent: ConsentText = version2;

/** SHA-256 of the exact words, hexadecimal. */
export function hashConsent(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
