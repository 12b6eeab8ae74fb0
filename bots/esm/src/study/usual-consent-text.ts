import type { Language } from 'opora';

/**
 * What a consent usually says: of the demo below its heading, and for researchers to begin with. Never edited once a
 * version of the demo uses it: other words are another text.
 */
export const usualConsentText: Readonly<Record<Language, string>> = {
  en: `What happens: at random moments within the hours you choose, this chat sends a signal and asks short questions about the last moment before it, some in words and some on scales. Rules on the server read your words about that moment; when they tell of something else, you are asked once or twice more. The first days are for practice.

What is kept: your answers, word for word, and the values you choose; when each signal was sent and each question was shown and answered, and whether a message was edited; your language, time zone and settings; the version, language and checksum of this text and the time of your agreement; the identifier and the messages of this chat. Words are kept encrypted but not anonymised, so please write only what you are willing to share.

Who can read it: the researchers of the study and the operators of this service. Nothing is sent to an AI provider unless you agree to that separately.

Your choice: taking part is voluntary. /skip leaves a question without an answer, /cancel stops a survey (the answers given so far are kept), /pause stops the signals for some days, /export gives you your data as files. /withdraw leaves the study at once, /delete_my_data erases everything of yours within an hour.

This chat gives no diagnosis or advice and is not watched for emergencies.

If you decline, nothing but an anonymous count of refusals is kept.`,
  ru: `Что происходит: в случайные моменты в выбранные вами часы этот чат присылает сигнал и задаёт короткие вопросы о последнем миге перед ним: часть словами, часть по шкалам. Ваши слова об этом миге читают правила на сервере; если речь о чём-то другом, вас спросят ещё раз или два. Первые дни — для тренировки.

Что хранится: ваши ответы, слово в слово, и выбранные значения; когда пришёл каждый сигнал, когда каждый вопрос был показан и получил ответ и правилось ли сообщение; ваш язык, часовой пояс и настройки; версия, язык и контрольная сумма этого текста и время вашего согласия; идентификатор и сообщения этого чата. Слова хранятся в зашифрованном виде, но не обезличиваются, поэтому пишите, пожалуйста, только то, чем готовы поделиться.

Кто может это читать: исследователи этого исследования и операторы сервиса. Поставщику ИИ ничего не передаётся, если вы не согласитесь на это отдельно.

Ваш выбор: участие добровольное. /skip оставляет вопрос без ответа, /cancel прекращает опрос (уже данные ответы сохраняются), /pause останавливает сигналы на несколько дней, /export выдаёт ваши данные файлами. /withdraw — выход из исследования сразу, /delete_my_data стирает всё ваше в течение часа.

Этот чат не ставит диагнозов, не даёт советов, и за ним не следят на случай экстренной ситуации.

Если вы откажетесь, останется только анонимный счётчик отказов.`,
  uk: `Що відбувається: у випадкові моменти в обрані вами години цей чат надсилає сигнал і ставить короткі запитання про останню мить перед ним: частину словами, частину за шкалами. Ваші слова про цю мить читають правила на сервері; якщо йдеться про щось інше, вас спитають ще раз чи двічі. Перші дні — для тренування.

Що зберігається: ваші відповіді, слово в слово, і обрані значення; коли надійшов кожен сигнал, коли кожне запитання було показано й коли на нього відповіли та чи правили повідомлення; ваша мова, часовий пояс і налаштування; версія, мова й контрольна сума цього тексту та час вашої згоди; ідентифікатор і повідомлення цього чату. Слова зберігаються зашифрованими, але не знеособлюються, тому пишіть, будь ласка, лише те, чим готові поділитися.

Хто може це читати: дослідники цього дослідження та оператори сервісу. Постачальнику ШІ нічого не передається, якщо ви не погодитеся на це окремо.

Ваш вибір: участь добровільна. /skip залишає запитання без відповіді, /cancel припиняє опитування (уже дані відповіді зберігаються), /pause зупиняє сигнали на кілька днів, /export видає ваші дані файлами. /withdraw — вихід із дослідження одразу, /delete_my_data стирає все ваше протягом години.

Цей чат не ставить діагнозів, не дає порад, і за ним не стежать на випадок надзвичайної ситуації.

Якщо ви відмовитеся, залишиться тільки анонімний лічильник відмов.`,
};
