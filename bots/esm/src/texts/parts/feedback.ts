import type { Language } from 'opora';
import type { FaultClass } from '../../validator/report.ts';

/** What participants read of their taking part and of their own answers. `{name}` marks a place to fill. */
export interface FeedbackTexts {
  readonly noFeedback: string;
  readonly participationOnly: string;
  readonly afterStudy: string;

  readonly statsTitle: string;
  /** Fills: `day`, `last`. */
  readonly statsDay: string;
  /** Fills: `count`. */
  readonly statsSent: string;
  readonly statsCompleted: string;
  readonly statsPartial: string;
  readonly statsExpired: string;
  readonly statsSkipped: string;
  readonly statsEvents: string;
  readonly statsSurveys: string;
  readonly statsDays: string;

  readonly achievementsTitle: string;
  readonly achievementsNone: string;
  readonly achievementFirst: string;
  /** Fills: `count`. */
  readonly achievementSurveys: string;
  readonly achievementDays: string;
  readonly achievementTraining: string;
  /** Fills: `count`, `left`. */
  readonly achievementNext: string;

  readonly insightsTitle: string;
  readonly insightsNone: string;
  /** Fills: `count`. */
  readonly scaleCount: string;
  /** Fills: `mean`, `deviation`, `least`, `most`. */
  readonly scaleSummary: string;

  /** Fills: `signals`. */
  readonly otherHours: string;
  /** How to report, by the class that keeps coming back. Says nothing of what was reported. */
  readonly howToReport: Readonly<Record<FaultClass, string>>;
}

/** No form of address is used, so that the texts fit the formal and the informal one; no praise, no comparison. */
export const feedbackTexts: Readonly<Record<Language, FeedbackTexts>> = {
  ru: {
    noFeedback: 'В этом исследовании обратная связь не показывается.',
    participationOnly: 'В этом исследовании показывается только участие: /stats и /achievements.',
    afterStudy:
      'Собственные ответы появятся здесь, когда исследование закончится. Участие уже видно: /stats.',

    statsTitle: 'Участие на сегодня:',
    statsDay: 'день исследования: {day} из {last}',
    statsSent: 'отправлено сигналов: {count}',
    statsCompleted: 'из них с полным ответом: {count}',
    statsPartial: 'с неполным ответом: {count}',
    statsExpired: 'истекло без ответа: {count}',
    statsSkipped: 'пропущено кнопкой: {count}',
    statsEvents: 'сообщено о событиях: {count}',
    statsSurveys: 'заполнено опросов всего: {count}',
    statsDays: 'дней с заполненным опросом: {count}',

    achievementsTitle: 'Вехи на сегодня:',
    achievementsNone: 'Пока ничего: список начнётся с первого заполненного опроса.',
    achievementFirst: 'первый опрос',
    achievementSurveys: 'опросов: {count}',
    achievementDays: 'дней с опросом: {count}',
    achievementTraining: 'тренировка закончена',
    achievementNext: 'Следующая веха: {count}; до неё осталось опросов: {left}.',

    insightsTitle:
      'Собственные ответы по шкалам после тренировки. Здесь только эти ответы, без сравнения с другими людьми. Справа от полосы стоит, сколько раз выбрано значение.',
    insightsNone: 'Ответов по шкалам после тренировки пока нет.',
    scaleCount: 'n = {count}',
    scaleSummary: 'среднее {mean}, стандартное отклонение {deviation}, от {least} до {most}',

    otherHours:
      'Больше половины последних сигналов ({signals}) осталось без полного ответа. Если удобнее другие часы, их можно изменить: /settings.',
    howToReport: {
      generalisation: 'Вопрос только об одном этом миге, а не о том, как бывает обычно.',
      time_period: 'Вопрос о последнем миге перед сигналом, а не о времени до него.',
      future_plan: 'Вопрос о том, что было в последний миг перед сигналом, а не о том, что будет потом.',
      speculation: 'Если что-то неясно, так и можно написать.',
      explanation: 'Причины не нужны: достаточно того, что было.',
      evaluation: 'Оценивать не нужно: достаточно того, что было.',
      avoidance: 'О чём писать, решает тот, кто пишет; /skip оставляет вопрос без ответа.',
      activity_only:
        'Вопрос о том, что было в переживании, если вообще что-нибудь было; само занятие называть не обязательно.',
      beep_reaction: 'Речь о миге прямо перед сигналом, пока он ещё не прозвучал.',
      multi_moment: 'Достаточно одного мига, самого последнего перед сигналом.',
      vague: 'Достаточно тех подробностей, какие были; если их не было, так и можно написать.',
      garbage: 'Подойдут любые слова; /skip оставляет вопрос без ответа.',
    },
  },
  uk: {
    noFeedback: 'У цьому дослідженні зворотний зв’язок не показується.',
    participationOnly: 'У цьому дослідженні показується лише участь: /stats і /achievements.',
    afterStudy: 'Власні відповіді з’являться тут, коли дослідження закінчиться. Участь уже видно: /stats.',

    statsTitle: 'Участь на сьогодні:',
    statsDay: 'день дослідження: {day} з {last}',
    statsSent: 'надіслано сигналів: {count}',
    statsCompleted: 'з них із повною відповіддю: {count}',
    statsPartial: 'із неповною відповіддю: {count}',
    statsExpired: 'минуло без відповіді: {count}',
    statsSkipped: 'пропущено кнопкою: {count}',
    statsEvents: 'повідомлено про події: {count}',
    statsSurveys: 'заповнено опитувань загалом: {count}',
    statsDays: 'днів із заповненим опитуванням: {count}',

    achievementsTitle: 'Віхи на сьогодні:',
    achievementsNone: 'Поки нічого: список почнеться з першого заповненого опитування.',
    achievementFirst: 'перше опитування',
    achievementSurveys: 'опитувань: {count}',
    achievementDays: 'днів з опитуванням: {count}',
    achievementTraining: 'тренування закінчено',
    achievementNext: 'Наступна віха: {count}; до неї лишилося опитувань: {left}.',

    insightsTitle:
      'Власні відповіді за шкалами після тренування. Тут лише ці відповіді, без порівняння з іншими людьми. Праворуч від смуги стоїть, скільки разів обрано значення.',
    insightsNone: 'Відповідей за шкалами після тренування поки немає.',
    scaleCount: 'n = {count}',
    scaleSummary: 'середнє {mean}, стандартне відхилення {deviation}, від {least} до {most}',

    otherHours:
      'Понад половина останніх сигналів ({signals}) лишилася без повної відповіді. Якщо зручніші інші години, їх можна змінити: /settings.',
    howToReport: {
      generalisation: 'Запитання лише про одну цю мить, а не про те, як буває зазвичай.',
      time_period: 'Запитання про останню мить перед сигналом, а не про час до неї.',
      future_plan: 'Запитання про те, що було в останню мить перед сигналом, а не про те, що буде потім.',
      speculation: 'Якщо щось незрозуміло, так і можна написати.',
      explanation: 'Причини не потрібні: досить того, що було.',
      evaluation: 'Оцінювати не потрібно: досить того, що було.',
      avoidance: 'Про що писати, вирішує той, хто пише; /skip залишає запитання без відповіді.',
      activity_only:
        'Запитання про те, що було в переживанні, якщо взагалі щось було; саме заняття називати не обов’язково.',
      beep_reaction: 'Ідеться про мить безпосередньо перед сигналом, поки він ще не пролунав.',
      multi_moment: 'Досить однієї миті, найостаннішої перед сигналом.',
      vague: 'Досить тих подробиць, які були; якщо їх не було, так і можна написати.',
      garbage: 'Підійдуть будь-які слова; /skip залишає запитання без відповіді.',
    },
  },
  en: {
    noFeedback: 'This study shows no feedback.',
    participationOnly: 'This study shows participation only: /stats and /achievements.',
    afterStudy:
      'Your own answers will be shown here when the study is over. Your participation is shown already: /stats.',

    statsTitle: 'Participation so far:',
    statsDay: 'day of the study: {day} of {last}',
    statsSent: 'beeps sent: {count}',
    statsCompleted: 'of these answered completely: {count}',
    statsPartial: 'answered in part: {count}',
    statsExpired: 'expired unanswered: {count}',
    statsSkipped: 'skipped by button: {count}',
    statsEvents: 'events reported: {count}',
    statsSurveys: 'surveys completed altogether: {count}',
    statsDays: 'days with a completed survey: {count}',

    achievementsTitle: 'Milestones so far:',
    achievementsNone: 'Nothing yet: the list begins with the first completed survey.',
    achievementFirst: 'the first survey',
    achievementSurveys: 'surveys: {count}',
    achievementDays: 'days with a survey: {count}',
    achievementTraining: 'training finished',
    achievementNext: 'The next milestone is at {count} surveys; left until then: {left}.',

    insightsTitle:
      'Your answers only, by scale, after the training; nothing is compared with other people. Right of the bar stands how often a value was chosen.',
    insightsNone: 'There are no answers on scales after the training yet.',
    scaleCount: 'n = {count}',
    scaleSummary: 'mean {mean}, standard deviation {deviation}, from {least} to {most}',

    otherHours:
      'More than half of the last beeps ({signals}) had no complete answer. If other hours suit better, /settings changes them.',
    howToReport: {
      generalisation: 'The question is about this one moment only, not about how it usually is.',
      time_period:
        'The question is about the last moment before the beep, not about the time leading up to it.',
      future_plan: 'The question is about what was there just before the beep, not about what comes later.',
      speculation: 'If something is unclear, it is fine to write just that.',
      explanation: 'Reasons are not needed: what was there is enough.',
      evaluation: 'It need not be judged: what was there is enough.',
      avoidance: 'What to write is the writer’s choice; /skip leaves a question without an answer.',
      activity_only:
        'The question is about what, if anything, was in experience; the activity itself need not be named.',
      beep_reaction: 'The moment meant is the one just before the beep, while it had not yet sounded.',
      multi_moment: 'One moment is enough: the very last one before the beep.',
      vague: 'Whatever detail was there is enough; if there was none, it is fine to write just that.',
      garbage: 'Any words will do; /skip leaves the question without an answer.',
    },
  },
};
