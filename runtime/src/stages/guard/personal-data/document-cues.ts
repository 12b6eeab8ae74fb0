import type { CueWords } from './cues.ts';

/** Words for a payment card. */
export const cardWords: CueWords = {
  ru: 'карта|карты|карте|карту|картой|карт|карточк*|номер карты|виза|визы|визу|мастеркард*|мир',
  uk: 'карта|карти|карті|карту|картою|картк*|картці|картка|приват|моно|монобанк*',
  en: 'card|cards|visa|mastercard|maestro|amex|pan',
};

/** Creams and medicines expire too: a text about a card says so. */
export const aboutCardWords: CueWords = {
  ru: `${cardWords.ru}|свв|цвв|цвц`,
  uk: cardWords.uk,
  en: `${cardWords.en}|cvv|cvc|thru|debit|credit`,
};

/** Words before month and year of a card. */
export const expiryWords: CueWords = {
  ru: 'срок*|срок* действ*|срок* годности|действ*|действительна до|истекает|годна|годна до|годна по|месяц и год|месяц/год',
  uk: 'термін*|термін* дії|дійсна|дійсна до|діє до|діє|придатна до|закінчується|строк* дії|місяць і рік|місяць та рік',
  en: 'exp|expiry|expires|expiry date|expiration|expiration date|exp date|valid|valid thru|valid till|valid until|valid through|good thru|good through|good till|thru|month and year|month/year',
};

/** Words before (or after) the security code. */
export const cvvWords: CueWords = {
  ru: 'цвв|цвц|свв|свс|цвк|сививи|сивиси|си-ви-ви|код безопасности|код проверки|секретный код карты|проверочный код|код с оборот*|код с обратн*|код на оборот*|код на обратн*|с оборота|на обороте|на обратной стороне|с обратной стороны|сзади|код сзади|код карты|три цифры|три последн* цифры|3 цифры|цифры сзади|цифры на обороте|четыре цифры|4 цифры|четыре цифры спереди|четыре цифры на лицевой',
  uk: 'сівіві|сівісі|сі-ві-ві|код безпеки|код перевірки|код зі звороту|код на звороті|зі звороту|на звороті|на зворотному боці|ззаду|код ззаду|код картки|три цифри|три останні цифри|3 цифри|цифри ззаду|чотири цифри|4 цифри',
  en: 'cvv|cvv2|cvc|cvc2|cvn|cid|cvv/cvc|security code|card code|verification code|three digits|3 digits|last three|digits on the back|on the back|number on the back|the back|four digits|four small digits|4 digits|digits on the front|on the front',
};

/** Words for a tax or pension number. */
export const taxWords: CueWords = {
  ru: 'инн|ипн|снилс|идентификационн*|идентификатор* налог*|налогов*|налоговый номер|налогоплательщик*|пенсионн*|пенсионное|страхов* номер|страхов* свидетельств*|идент|идент код|инн физлица|код налогоплательщика',
  uk: 'іпн|рнокпп|рнукпн|дрфо|ідентифікаційн*|податков*|податковий номер|код платника|ідент|ідент код|ідн|ідентифікаційний код|платник* податк*|снілс|інн',
  en: 'tax*|tax id|tax number|tax no|tax code|taxpayer*|tin|itin|vat|inn|snils|rnokpp|ipn|drfo|pension|pension number|individual number',
};

/** Words for an entry of the demographic register. */
export const registerWords: CueWords = {
  ru: 'унзр|запис*|демографическ*|реестр*|номер записи',
  uk: 'унзр|запис*|демографічн*|реєстр*|номер запису',
  en: 'unzr|record*|register|registry|demographic*|entry',
};

/** Words for a passport, and what stands in one. */
export const passportWords: CueWords = {
  ru: 'паспорт*|загран*|загранпаспорт*|серия|серии|серию|документ*|удостоверени*|выдан|выданный|паспортн* данн*|данные|пасп|прописк*|внутренний паспорт',
  uk: 'паспорт*|закордон*|серія|серії|серію|документ*|посвідченн*|виданий|видано|паспортн* дан*|дані|особист* документ*|закордонний',
  en: 'passport*|travel document|identity document|document|series|documents',
};

/** Words right behind a passport. */
export const passportAfterWords: CueWords = {
  ru: 'паспорт*|выдан*|загранпаспорт*|это паспорт|кем выдан|мой паспорт|код подразделения',
  uk: 'паспорт*|видан*|закордонний|це паспорт|ким видан*|мій паспорт',
  en: 'passport|issued|is my passport|my passport|passport number',
};

/** Words for a plastic identity card. */
export const identityCardWords: CueWords = {
  ru: 'айди|айди-карт*|айди карт*|айдишк*|ид-карт*|ид карт*|ид|id-карт*|id карт*|удостоверение личности|удостоверени* личности|карт* гражданина|номер документа|биометрическ*|вид на жительство|внж|пластиков*|паспорт-карт*|паспорт-карточк*|нового образца|паспорт нового образца|новый паспорт|пластик*|пластиковый паспорт|карточк* гражданина',
  uk: 'айді|айді-карт*|айді карт*|айдішк*|ай-ді|ід-карт*|ід карт*|ідкарт*|ід|id-карт*|id карт*|посвідчення особи|посвідчен* особи|картк* громадянина|номер документа|біометричн*|посвідк*|посвідк* на проживання|паспорт-картк*|пластиков*|нового зразка|паспорт нового зразка|новий паспорт|пластик*|ідентифікаційна картка',
  en: 'id|id card|id-card|id number|id no|national id|identity card|identity number|identity no|id document|document number|document no|residence permit|residence card|citizen card|national card|card of citizen|personal id|government id|photo id|biometric card|plastic passport|new-style passport|idcard',
};

/** Words for a certificate of birth. */
export const birthCertificateWords: CueWords = {
  ru: 'свидетельств*|св-во|св-ва|свид|свид-во|метрик*|о рожд|о рождении|рождени*',
  uk: 'свідоцтв*|св|свід|св-во|св-ва|метрик*|про народж|про народження|народженн*',
  en: 'birth cert*|birth certificate|certificate of birth|certificate|birth record|birth cert no',
};

/** Words for a birth. */
export const birthWords: CueWords = {
  ru: 'родился|родилась|родились|родил*|рожден*|рождения|дата рождения|дата рожд|рожд|дата род|день рождения|др|д.р|д/р|д. р|дня рождения|уроженец|уроженка|именинни*|появил* на свет|на свет',
  uk: 'народився|народилась|народилася|народил*|народжен*|народження|дата народження|день народження|дн|д.н|д/н|д. н|дн народження|дата народж|народж|дата нар|нар|др|уродженець|уродженка|іменинни*|рік народження|днюха',
  en: 'born|born on|birth|birthday|birthdate|birth date|date of birth|dob|d.o.b|d. o. b|b-day|bday|b. day|birthdays',
};

/** Words right behind a date of birth. */
export const birthAfterWords: CueWords = {
  ru: 'г.р|г. р|г р|года рождения|год рождения|рождения|дата рождения|мой день рождения|моя дата рождения|день рождения|мой др|др|рожден*|д.р|родился|родилась|моя дата|мой день|день моего рождения|дата моего рождения',
  uk: 'р.н|р. н|року народження|рік народження|народження|дата народження|мій день народження|моя дата народження|день народження|мій др|др|народжен*|д.н|народився|народилася|моя дата|мій день|день мого народження|дата мого народження',
  en: 'born|year of birth|date of birth|is my birthday|my birthday|is my date of birth|birthday|dob|is when i was born|was born',
};

/** Children, whose dates in a shop's or a clinic's form are births. */
export const childWords: CueWords = {
  ru: 'сын|сыну|сына|дочь|дочке|дочери|дочка|дочку|ребенок|ребенка|ребенку|малыш*|внук*|внучк*|внуч*',
  uk: 'син|сину|сина|синові|донька|доньці|доньку|дочка|дитина|дитини|дитині|дитину|онук*|онучк*|малюк*|малеч*',
  en: 'son|daughter|child|kid|baby|grandson|granddaughter|toddler',
};
