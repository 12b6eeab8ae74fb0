import type { CueWords } from './cues.ts';

/** Words for a street that hardly mean anything else. */
export const streetWords: CueWords = {
  ru: 'ул|улица|улице|улицу|улицы|проспект*|просп|пр-т|пр-кт|пр-д|бульвар*|бул|бульв|б-р|переулок|переулке|переулка|пер|набережная|набережной|наб|шоссе|микрорайон|микрорайоне|микрорайона|мкр|мкрн|аллея|аллее|тракт|тракте|ж/к|жк|снт|кв-л',
  uk: "вул|вулиця|вулиці|вулицю|вулицею|провулок|провулку|пров|майдан|майдані|майдану|набережна|набережній|шосе|мікрорайон|мікрорайоні|узвіз|узвозі|узвозу|алея|алеї|просп|в'їзд|житловий комплекс",
  en: 'vul|vulytsia|vulytsya|ul|ulitsa|prospekt|prosp|provulok|bulvar|maidan|ploshcha|pereulok|blvd',
};

/** Words that also mean something else: the name behind them must be capitalised. */
export const doubtfulStreetWords: CueWords = {
  ru: 'площадь|площади|пл|спуск|спуске|тупик|тупике|проезд|проезде|квартал|квартале|пр|въезд|линия|поселок|деревня|село|станица|хутор|пос|ш|дор|городок',
  uk: 'площа|площі|площу|проїзд|проїзді|кварталі|селище|смт|масив|лінія|містечко|с',
  en: 'pl|square|village',
};

/** Words that say an address follows. */
export const addressWords: CueWords = {
  ru: 'адрес*|живу|живем|живет|проживаю|проживает|прописан*|доставк*|доставить|доставьте|привез*|приехать|приезжайте|приезжай|приходите|подъехать|по адресу|ждем на|ждем вас на|забрать с|забрать|квартира на|офис на|дом на|находимся|находится|отправьте|выезд|заезд|уборк*|убрать|мыть|клининг',
  uk: "адрес*|живу|живемо|живе|мешкаю|мешкаємо|мешкає|проживаю|прописан*|доставк*|доставити|доставте|привез*|приїхати|приїжджайте|приходьте|під'їхати|за адресою|чекаємо на|чекаю на|забрати з|забрати|квартира на|офіс на|будинок на|знаходимось|надішліть|виїзд|прибирання|прибрати|на|по",
  en: 'address*|live at|live on|living at|lives at|deliver to|delivery to|delivered to|ship to|ship it to|shipping to|send to|send it to|come to|located at|house at|flat at|pick up from|pickup from|collect from|clean at|cleaning at|moved to|based at|resident at|bring it to|drop it at',
};

/** Large towns, which stand before and behind a street without a word for them. */
export const towns: ReadonlySet<string> = new Set(
  `київ києві киев киеве харків харкові харьков харькове одеса одесі одесса одессе львів львові львов львове дніпро дніпрі днепр днепре запоріжжя запорожье вінниця винница полтава чернігів чернигов
черкаси черкассы суми сумы житомир рівне ровно луцьк луцк ужгород чернівці черновцы тернопіль тернополь хмельницький хмельницкий івано-франківськ ивано-франковск миколаїв николаев херсон кропивницький кременчук кременчуг бровари бровары ірпінь ирпень буча бориспіль
борисполь кривий москва москве санкт-петербург петербург спб питер казань екатеринбург новосибирск самара омск тверь воронеж ростов краснодар сочи уфа пермь челябинск тула рязань калуга минск гродно брест
kyiv kiev lviv odesa odessa kharkiv dnipro vinnytsia poltava ternopil rivne lutsk uzhhorod chernivtsi chernihiv cherkasy sumy zhytomyr kherson mykolaiv london leeds manchester bristol york oxford cambridge edinburgh glasgow dublin boston chicago austin seattle denver portland warsaw krakow berlin`
    .split(/\s+/)
    .filter((town) => town !== ''),
);
