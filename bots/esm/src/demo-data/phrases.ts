import type { Language } from 'opora';

/** Invented answers of one language. Nobody wrote them about a moment of their own. */
export interface Phrases {
  /** Reports of one moment. */
  readonly moments: readonly string[];
  /** Reports that a probe follows. */
  readonly unclear: readonly string[];
  /** Answers to the probe. */
  readonly afterProbe: readonly string[];
  readonly activities: readonly string[];
  readonly companions: readonly string[];
  readonly others: readonly string[];
}

/** The answers of demonstration data. */
export const phrases: Readonly<Record<Language, Phrases>> = {
  ru: {
    moments: [
      'Тёплая струйка воды по запястью, когда полоскал стакан',
      'Про себя проговаривал: «третий этаж, налево»',
      'Перед глазами стояла жёлтая дверь нашей старой дачи',
      'Ничего, пусто, просто взгляд в стену',
      'Тяжесть в груди, вроде грусти, без слов',
      'Гул холодильника, ровный, низкий',
      'Сжатые пальцы на ручке сумки и раздражение',
      'Знал, что надо свернуть, без слов и картинок',
      'Шершавый край бумаги под большим пальцем',
      'Лёгкая радость в животе от её голоса',
      'Внутри звучало: «ну где же этот автобус»',
      'Горький вкус кофе у корня языка',
    ],
    unclear: [
      'Обычно в это время я уставший',
      'Весь день думал о разном',
      'Наверное, вспоминал поездку',
      'Завтра пойду платить за свет',
      'Всякое в голове',
    ],
    afterProbe: [
      'Тогда была усталость в плечах',
      'Ничего особенного, тишина',
      'Слово «хватит», сказанное про себя',
    ],
    activities: [
      'мыл посуду',
      'ехал в автобусе',
      'читал письмо',
      'резал хлеб',
      'шёл по лестнице',
      'ждал в очереди',
    ],
    companions: ['один', 'с коллегой', 'с дочерью', 'с соседкой', 'с друзьями'],
    others: ['ничего добавить', 'всё сказано'],
  },
  uk: {
    moments: [
      'Прохолода металу на долоні від поручня',
      'Подумки промовляв: «спершу хліб, потім ліки»',
      'Бачив перед собою зелену скатертину бабусиного столу',
      'Нічого не було, порожньо',
      'Тривога під ребрами, без слів',
      'Шурхіт пакета біля самого вуха',
      'Полегшення, ніби видих усім тілом',
      'Знав, що ключ не той, без слів і образів',
      'Солоний присмак на губах',
      'Роздратування й стиснута щелепа',
      'Усередині звучало: «ще дві хвилини»',
      'Тепле світло лампи на жовтому аркуші',
    ],
    unclear: [
      'Зазвичай увечері я спокійніший',
      'Цілий ранок думав про різне',
      'Мабуть, згадував розмову',
      'Завтра поїду до лікаря',
      'Усяке в голові',
    ],
    afterProbe: ['Тоді була важкість у повіках', 'Нічого, тиша', 'Слово «досить», сказане подумки'],
    activities: [
      'мив посуд',
      'їхав у трамваї',
      'читав листа',
      'різав моркву',
      'ішов сходами',
      'чекав у черзі',
    ],
    companions: ['сам', 'з колегою', 'із сином', 'із сусідкою', 'з друзями'],
    others: ['нічого додати', 'усе сказано'],
  },
  en: {
    moments: [
      'Cold air from the fridge door on my shins',
      'I was saying to myself, innerly: "two spoons, not three"',
      'A picture of the harbour wall, grey and wet, in front of me',
      'Nothing. Just blank.',
      'Sadness, a heaviness behind the breastbone',
      'The steady click of the indicator',
      'Irritation and my teeth pressed together',
      'I knew the shelf was wrong, no words and no picture',
      'The rough seam of the sleeve against my wrist',
      'A small gladness in my stomach at her voice',
      'The words "not again" in my own voice, inside',
      'Bitter orange at the back of my tongue',
    ],
    unclear: [
      'I am usually tired around this hour',
      'All morning I kept drifting',
      'Probably remembering the trip',
      'Tomorrow I will call the bank',
      'This and that in my head',
    ],
    afterProbe: ['A tiredness in my shoulders then', 'Nothing, silence', 'The word "enough", said inside'],
    activities: [
      'washing up',
      'riding the bus',
      'reading a letter',
      'cutting bread',
      'climbing stairs',
      'queuing',
    ],
    companions: ['alone', 'with a colleague', 'with my daughter', 'with a neighbour', 'with friends'],
    others: ['nothing to add', 'that is all'],
  },
};
