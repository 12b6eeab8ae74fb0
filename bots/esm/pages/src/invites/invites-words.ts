import type { Language } from '../language.ts';

const en = {
  title: 'Invites',
  lead: 'A link leads a person into the chat and the study. They choose a language and agree before anything is asked.',
  create: 'New invite',
  maxUses: 'How many people',
  maxUsesHint: 'Left empty: as many as come.',
  expires: 'Valid until',
  expiresHint: 'The end of that day here. Left empty: as long as the study is open.',
  made: 'The invite is ready.',
  emptyTitle: 'No invite yet',
  emptyText:
    'Make one and send its link. One for everybody is fine; several tell the ways of recruiting apart.',
  code: 'Code',
  joined: 'Joined',
  joinedOf: (uses: number, most: number): string => `${uses} of ${most}`,
  until: 'Valid until',
  always: 'no end',
  links: 'Links',
  telegram: 'Telegram',
  web: 'Web chat',
  copyTelegram: (code: string): string => `Copy the Telegram link of ${code}`,
  copyWeb: (code: string): string => `Copy the web link of ${code}`,
  revoke: 'Revoke',
  revokeTitle: 'Revoke this invite?',
  revokeText: 'Its links stop working at once and for good. People who joined with it stay.',
  revoked: (code: string): string => `The invite ${code} is revoked.`,
  ends: { revoked: 'revoked', expired: 'expired', used: 'used up' },
  holds: 'valid',
  notOpen: 'The study is not open: these links tell people that it has not begun or is paused.',
  state: 'State',
};

/** Words of the invites page. */
export type InvitesWords = typeof en;

const ru: InvitesWords = {
  title: 'Приглашения',
  lead: 'Ссылка ведёт человека в чат и в исследование. Сначала он выбирает язык и соглашается, потом приходят вопросы.',
  create: 'Новое приглашение',
  maxUses: 'Сколько человек',
  maxUsesHint: 'Пусто — сколько угодно.',
  expires: 'Действует до',
  expiresHint: 'До конца этого дня по здешнему времени. Пусто — пока исследование открыто.',
  made: 'Приглашение готово.',
  emptyTitle: 'Приглашений пока нет',
  emptyText:
    'Создайте приглашение и разошлите ссылку. Хватит и одного; несколько помогут различать пути набора.',
  code: 'Код',
  joined: 'Присоединились',
  joinedOf: (uses: number, most: number): string => `${uses} из ${most}`,
  until: 'Действует до',
  always: 'бессрочно',
  links: 'Ссылки',
  telegram: 'Telegram',
  web: 'Веб-чат',
  copyTelegram: (code: string): string => `Скопировать ссылку Telegram для ${code}`,
  copyWeb: (code: string): string => `Скопировать веб-ссылку для ${code}`,
  revoke: 'Отозвать',
  revokeTitle: 'Отозвать это приглашение?',
  revokeText: 'Его ссылки сразу и навсегда перестанут работать. Те, кто присоединился, останутся.',
  revoked: (code: string): string => `Приглашение ${code} отозвано.`,
  ends: { revoked: 'отозвано', expired: 'истекло', used: 'исчерпано' },
  holds: 'действует',
  notOpen:
    'Исследование не открыто: по этим ссылкам людям скажут, что оно ещё не началось или приостановлено.',
  state: 'Состояние',
};

const uk: InvitesWords = {
  title: 'Запрошення',
  lead: 'Посилання веде людину в чат і в дослідження. Спершу вона обирає мову й погоджується, потім надходять запитання.',
  create: 'Нове запрошення',
  maxUses: 'Скільки людей',
  maxUsesHint: 'Порожньо — скільки завгодно.',
  expires: 'Діє до',
  expiresHint: 'До кінця цього дня за тутешнім часом. Порожньо — доки дослідження відкрите.',
  made: 'Запрошення готове.',
  emptyTitle: 'Запрошень ще немає',
  emptyText:
    'Створіть запрошення й розішліть посилання. Вистачить і одного; кілька допоможуть розрізняти шляхи набору.',
  code: 'Код',
  joined: 'Долучилися',
  joinedOf: (uses: number, most: number): string => `${uses} з ${most}`,
  until: 'Діє до',
  always: 'безстроково',
  links: 'Посилання',
  telegram: 'Telegram',
  web: 'Вебчат',
  copyTelegram: (code: string): string => `Скопіювати посилання Telegram для ${code}`,
  copyWeb: (code: string): string => `Скопіювати вебпосилання для ${code}`,
  revoke: 'Відкликати',
  revokeTitle: 'Відкликати це запрошення?',
  revokeText: 'Його посилання одразу й назавжди перестануть працювати. Ті, хто долучився, залишаться.',
  revoked: (code: string): string => `Запрошення ${code} відкликано.`,
  ends: { revoked: 'відкликано', expired: 'спливло', used: 'вичерпано' },
  holds: 'діє',
  notOpen:
    'Дослідження не відкрите: за цими посиланнями людям скажуть, що воно ще не почалося або призупинене.',
  state: 'Стан',
};

export const invitesWords: Readonly<Record<Language, InvitesWords>> = { ru, uk, en };
