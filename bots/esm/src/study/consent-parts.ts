import type { Language } from 'opora';

/** The usual words of the optional parts of a consent. */
export const usualConsentParts: Readonly<
  Record<'aiProvider' | 'quotation', Readonly<Record<Language, string>>>
> = {
  aiProvider: {
    ru: 'По желанию: мои тексты можно передавать поставщику ИИ, чтобы проверить, описывают ли они один миг. Имена, телефоны и адреса перед этим убираются.',
    uk: 'За бажанням: мої тексти можна передавати постачальнику ШІ, щоб перевірити, чи описують вони одну мить. Імена, телефони й адреси перед цим прибираються.',
    en: 'If I wish: my texts may be sent to an AI provider, to check whether they describe one moment. Names, phone numbers and addresses are removed before.',
  },
  quotation: {
    ru: 'По желанию: мои тексты можно цитировать в публикациях без имени и без подробностей, по которым меня можно узнать.',
    uk: 'За бажанням: мої тексти можна цитувати в публікаціях без імені й без подробиць, за якими мене можна впізнати.',
    en: 'If I wish: my texts may be quoted in publications, without my name and without details that could identify me.',
  },
};
