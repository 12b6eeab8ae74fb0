import { remembered } from '../remembered.ts';
import { cyrillicNames, latinNames, shortNames } from './name-lists.ts';

/** Endings of surnames in Russian and Ukrainian, with their cases. */
const surnameEnding =
  /(?:енк[оаиуіе]|енком|[уюиі]к|[уюиі]ка|[уюиі]ку|[уюиі]ком|чук[аиуі]?|ськ(?:ий|ого|ому|им|а|ої|ій|у|ою)|цьк(?:ий|ого|ому|им|а|ої|ій|у|ою)|[сц]к(?:ий|ого|ому|им|ая|ой|ую|их)|[оеєї]в|[оеє]в[ауиіе]|[оеє]вым|[оеє]вим|[оеє]вой|[оеє]вою|[иіы]н|[иіы]н[ауе]|[иіы]ной|[иіы]ным|[иіы]ним|[иі]ною|к[оау]|[яа]к|[яа]ка|[яа]ку|ишин|ишин[ауі]|ець|ця|цю|цем|янц?а?|дзе|швили|швілі|вич|вич[ауем]{1,2}|[иы]х|ло|ба|ура|ун|уль|ій|[рлн]ий|[рлн]ого|[рлн]ому|ага|ака|ан|яр|ар)$/u;

/** The same in Latin letters, as far as they meet few English words. */
const latinEnding =
  /(?:enko|chuk|[ts]ky[iy]|[tsw]sk[iy]|[tsw]ska|skaya|[iy]uk|[oe]va|shvili|wicz|vych|vich)$/;

/** Patronymics, with their cases, in lower case. */
const patronymicEnding =
  /^\p{Ll}{2,14}(?:ович|овича|овичу|овичем|евич|евича|евичу|евичем|йович|йовича|йовичу|йовичем|ьич|ьича|ьичу|нич|нича|ничу|мич|мича|кич|тич|овна|овны|овне|овну|овной|евна|евны|евне|евну|евной|ична|ичны|ичне|ичну|ичной|инична|івна|івни|івні|івну|івною|ївна|ївни|ївні|ївну|ївною|оглы|кызы|гызы)$/u;

/** Ordinary words and places that end like surnames and begin sentences. */
const notSurnames = new Set(
  `киев харьков чернигов магазин апельсин размеров цветов заказов товаров телефонов днів замовлень розмірів кольорів спасибо только сколько несколько тільки скільки молоко далеко легко
именно подскажите сегодня завтра можно нужно здравствуйте добрый новая львов белый чёрный синий зелёный красный київський одесская русский украинский украина україна сьогодні одессу харків львів чернігів житомирська
подарок порядок рисунок ярлычок пирог человек также однако почему потому никак дякую прошу какая такая кирпич малыш жаль цена серьги январь магнит мягко кофта витрина корзина машина картина половина причина пижама
чайник ковшик коврик термометр фартук крючок пуховик шарфик купальник рюкзак ошейник английский немецкий французский польская англійська польська німецька київська подільський печерський шевченківський детский женский мужской морской городской дитячий жіночий чоловічий міський
пункт отдел банк доставка посылка сумка скидка карта оплата заявка упаковка подушка лампа сорочка рубашка футболка куртка сукня спідниця знижка картка адреса посилка відправка вторник среда четверг пятница суббота понедельник неділя субота вівторок ранок вечір старий новий старый новый большой
один семь восемь первый второй третий перший другий третій черный зеленый карман диван экран туман роман стан план ресторан пан кран ноябрь декабрь товар сахар вар бар календар договір вибір колір двір папір комір розмір твір номер мастер майстер тариф лимон телефон лак бак мак так как ніяк літак кабинет`.split(
    /\s+/,
  ),
);

/** Endings of first names in the singular. */
const nameEnding =
  /^(?:а|я|у|ю|е|і|ї|и|ы|о|й|ь|ей|ой|ою|ею|єю|ом|ем|єм|ия|ія|ии|ию|ії|ію|ією|ией|ові|еві|єві|ья|ьи|ье|ью|ик|ко|ий|ам|ка|ку|кой|кою|чик|ком|ика|ику)$/u;

/** Whether `text` (any case) is a known first name, in any case of its declension. */
export const isFirstName: (text: string) => boolean = remembered((text) => {
  const lower = (text.toLowerCase().split('-')[0] ?? '').replaceAll('ё', 'е');
  if (latinNames.has(lower) || shortNames.has(lower)) return true;
  // Ivano-Frankivsk is a town.
  if (/^[иі]вано-/.test(text.toLowerCase())) return false;
  const code = lower.charCodeAt(0);
  if (code < 0x400 || code > 0x4ff || notFirstNames.has(lower)) return false;
  if (cyrillicNames.has(lower)) return true;
  for (let cut = 1; cut <= 3 && lower.length - cut >= 3; cut += 1) {
    if (cyrillicNames.has(lower.slice(0, -cut)) && nameEnding.test(lower.slice(-cut))) return true;
  }
  return false;
});

/** Forms of other words that the stems of first names would take in. */
const notFirstNames = new Set(
  `надо веры верно верный верная верное дарить рим риме ромашка маркой марка марки марку мартом марте марта март май мая мае майка майку майки зоны зона зону ульи любовь любви надежда надежду надежды света свет свету светом светы сашими алло аллея олей ольха
инна2 инной иней иного лилии лилия лилию лилией роза розы назад назва анный тоник майки германии германию герман2 болеслав карточка платоник левой левый лево левая левые левом кира2 кирой ванна ванну ванной ванны ванная ванні юла юлу янв яр яром яру милый максимум мин саму сам сами`.split(
    /\s+/,
  ),
);

/** Whether `text` (any case) ends like a surname and is no ordinary word. */
export const isSurname: (text: string) => boolean = remembered((text) => {
  if (text.length < 4) return false;
  const lower = text.toLowerCase().replaceAll('ё', 'е');
  return (surnameEnding.test(lower) || latinEnding.test(lower)) && !notSurnames.has(lower);
});

/** Whether `text` (any case) is a patronymic. */
export const isPatronymic: (text: string) => boolean = remembered(
  (text) => text.length >= 6 && patronymicEnding.test(text.toLowerCase()) && !/^(?:кирпич|тысяч)/i.test(text),
);

const plainSurname =
  /(?:енк[оауі]|чук[ауі]?|[сц]ьк(?:ий|ого|ому|а|ої|у)|[сц]к(?:ий|ого|ому|ая|ой|ую)|[оеє]в(?:а|у|ой|ым|і|ої)?|ян|дзе)$/u;

/** Whether `text` ends as surnames and few other words do: enough behind a word for a person. */
export function isPlainSurname(text: string): boolean {
  return text.length >= 6 && plainSurname.test(text) && isSurname(text);
}

/** Whether `text` ends as only surnames do. */
export function isStrictSurname(text: string): boolean {
  return /(?:енк[оауі]|енком|чук[ауі]?|[оеє]в(?:а|у|ой|ым|ої|им|ою)|дзе|швили|швілі)$/u.test(text);
}
