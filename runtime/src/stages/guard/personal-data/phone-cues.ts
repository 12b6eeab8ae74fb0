import type { CueWords } from './cues.ts';

/** Words for a phone, and for reaching somebody by one. */
export const phoneWords: CueWords = {
  ru: 'тел|телефон*|моб|мобильн*|мобил*|мобилк*|сотов*|городск*|домашн*|рабочий|рабочего|мой|мои|моего|моему|наш|контактн*|контакт*|запасн*|другой|новый|второй|мой номер|номер мужа|номер жены|номер мамы|номер для|номер моб|номер телефона|номер сестры|номер получателя|номер связи|ватсап*|вотсап*|вацап*|вайбер*|звон*|позвон*|перезвон*|созвон*|набер*|набрать|набира*|связ*|смс|сигнал|мужа|жены|мамы|мамин|папин|сестры|брата|сына|дочери|на номер|по номеру|с номера|мой другой|добавочный|факс|телега на',
  uk: "тел|телефон*|моб|мобільн*|мобілк*|міськ*|домашн*|робочий|мій|мої|мого|моєму|наш|контактн*|контакт*|запасн*|інший|новий|другий|мій номер|номер чоловіка|номер дружини|номер мами|номер для|номер телефону|номер отримувача|ватсап*|вотсап*|вайбер*|дзвон*|подзвон*|передзвон*|зателефон*|телефонуй*|набер*|набрати|набира*|зв'яз*|зв'яж*|смс|чоловіка|дружини|мами|мамин|татів|сестри|брата|сина|доньки|на номер|за номером|з номера|факс",
  en: "phone*|mobile|cell|cellphone|telephone|call|calls|ring|text me|text|whatsapp|whats app|viber|contact|reach|reach me|signal|sms|tel|ph|my number|my new number|number is|new number|other number|dial|landline|home phone|work phone|hotline|fax|mum's number|wife's number|husband's number|extension|on the number|at the number",
};

/** "номер: …" names a number of anything, but a phone when nothing else is said. */
export const numberWords: CueWords = { ru: 'номер*', uk: 'номер*', en: 'number*' };

/** Right before a number that an order's word stands before too: the number is a phone. */
export const ownPhoneWords: CueWords = {
  ru: 'тел|т|телефон*|моб|мобильн*|раб|дом|звон*|позвон*|вайбер*|ватсап*|номер телефона|мой номер',
  uk: 'тел|т|телефон*|моб|мобільн*|роб|дзвон*|подзвон*|вайбер*|ватсап*|номер телефону|мій номер',
  en: 'phone*|mobile|mob|cell|call|tel|ph|viber|whatsapp|my number|phone number',
};
