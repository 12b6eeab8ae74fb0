import type { Language } from 'opora';

/** What is shown to whoever writes of self-harm, until the researcher writes words of the own country. */
export const usualSupportText: Readonly<Record<Language, string>> = {
  ru: 'Если вам сейчас очень тяжело или вы думаете о том, чтобы причинить себе вред, не оставайтесь с этим в одиночку: позвоните по номеру экстренной помощи 112 или поговорите с близким человеком. Этот чат не читают в реальном времени.',
  uk: 'Якщо вам зараз дуже важко або ви думаєте про те, щоб заподіяти собі шкоду, не залишайтеся з цим на самоті: зателефонуйте на номер екстреної допомоги 112 або поговоріть із близькою людиною. Цей чат не читають у реальному часі.',
  en: 'If things are very hard right now, or you think of harming yourself, do not stay alone with it: call the emergency number 112, or talk to somebody close to you. Nobody reads this chat in real time.',
};
