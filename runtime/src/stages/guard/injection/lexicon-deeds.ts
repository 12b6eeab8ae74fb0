import type { Language } from '../../../contracts/message.ts';
import type { ConceptWords } from './concept-names.ts';

/**
 * Words of deeds asked of the assistant, of its own text, of officials, money and other people: meanings that are
 * put together in any order. Long because it is a dictionary.
 */
export const deedConcepts: Readonly<Record<Language, ConceptWords>> = {
  ru: {
    undo: 'игнор* проигнор* забудь забудьте забыть забывай* аннулир* наруш* плюнь плюй наплюй* отбрось* выкинь* вычеркн* вычёркив* перечеркн* отринь забей* отмени отмените отменяй отменяю сотри сотрите обойди* отключи* упраздни* порви сожги выброси* пренебреги* отложи перепиши* перезапиши* переступи* обнули* выбрось смети снеси',
    vanish:
      'исчеза* исчезн* пропада* испар* слетают слетели утратил* утрачива* сгор* растворя* рассыпа* перестаёшь перестаешь перестают перестал* кончил* обнуля* снимают* приостанов* отключают* падают рухн* силы аннулир*',
    thee: 'ты тебя тебе тобой твой твоя твоё твое твои твоего твоей твоих твоему твоим твоими твою твоём твоем',
    quiet:
      'незаметно тихо тихонько тихонечко потихоньку молча втихаря втихую втихомолку тайком исподтишка самостоятельно самовольно автоматом автоматически заодно попутно мимоходом параллельно секретно негласно подспудно',
    poke: 'щелкн* щёлкн* нажми нажмите жми жмите тыкни ткни дерни дёрни клацни кликни вбей впиши впишите занеси внеси внесите проведи проведите забей подставь подставьте подкрути накрути скрути перебей пробей проставь проставьте вкати влепи накинь сбрось сбей зачти зачтите переоформи оформи спиши спишите сотри закрой заведи нарисуй черкни поставь поставьте выставь выставьте выстави дергани вызови запусти перекинь',
    half: 'половину половина половины полцены наполовину вдвое пополам вполцены втрое вчетверо полстоимости',
    nought:
      '0 ноль нуль нулю нуля нулевую нулевой нулевая копейк* копеек 0.01 0,01 1р 1руб рубчик символическ* бесплатн* даром задаром безвозмездно халяв* обнул* занул*',
    sum: 'цен* стоимост* сумм* корзин* чек* счет счёт счета итог* ценник* прайс* тариф* доставк*',
    costprice: 'себестоимост* закупк* закупочн* оптов* своих партнёрск* партнерск* сотрудническ*',
    box: 'галочк* галку галк* флажок флаг флага птичк* чекбокс* поле поля графу графе столбец столбце метку тумблер отметку отметочку ячейк*',
    base: 'базе базу базы база crm срм систему системе системы учёте учете журнал* реестр* бд таблиц* админке админку бэкенд* карточк*',
    settled:
      'оплач* оплатил* оплачу проплач* рассчитал* рассчитан* расплатил* заплатил* погашен* предоплачен* получено выплачен* закрыт* оплата оплату оплаты платёж платеж',
    debt: 'долг долга долги долгу задолженн* недоимк* недоплат*',
    gateway:
      'банк банка банку банком эквайринг* терминал* шлюз* платёжн* платежн* приват* приватбанк* монобанк* liqpay бухгалтери*',
    asif: 'будто якобы словно притвор* прикин* представ* допустим предположим вообраз* понарошку условно считай* типа',
    command:
      'командую командует командуешь подчин* повинуй* повинов* слушаться слушайся слушаешься слушайтесь приказываю приказы приказ диктую распоряжаюсь управляю руковожу повелева* беспрекословно',
    maker:
      'создател* разработчик* хозя* владел* творц* автор* начальств* программист* руководств* админ* исследовател* учёные учёных магазин* компани* производител* настройщик*',
    paper:
      'памятк* шпаргалк* методичк* устав устава вводн* вводк* сценари* бумажк* тз техзадан* кусок куска куске блок блока преамбул* скрипт* легенд* инструктаж* настройк* записк* конспект* предписани* установочн* подводк* затравк* шапк* заготовк* начинк* конфиг* мануал*',
    verbatim:
      'дословно слово-в-слово целиком полностью буквально сокращений купюр пропусков процитир* цитир* точь-в-точь буква-в-букву полный полную пропуская упускай утаивая оригинале',
    story:
      'сказк* стих* стишо* песн* рецепт* частушк* диалог* сценк* басн* хокку рэп* считалк* загадк* письм* кодом шифр* код-блок* комикс*',
    whose: 'чей чья чьё чье чьи чьего чьей чьих чьему',
    folk: 'клиент* покупател* покупательниц* заказчик* заказчиц* жильц* жилец участник* участниц* пользовател* подписчик* абонент* респондент* арендатор* испытуем* сосед* соседк* постояльц* людей люди девушк* владельц*',
    person:
      'сосед* бывш* коллег* подруг* знаком* однокласс* начальниц* невестк* свекров* девушк* женщин* мужчин* парн* тётк* тетк* конкурент*',
    personal:
      'фамили* телефон* адрес* квартир* ник ники никнейм* имена имя имен именами номерами контакт* паспорт* переписк* карт* почт* емейл* фио балансы прописк* ипн',
    loop: 'кругу циклу цикле зацикл* нон-стоп нонстоп пауз паузы остановки остановок подряд передышк* безостановочно кряду снова по-новой бесконечно бесконечн* вечно непрерывно',
    runout:
      'кончится кончатся закончится закончатся иссякн* сломаешься лопнет упадёшь упадешь упадёт зависнешь хватит места памяти лимит* токен* устанешь надоест перегре* сдохнешь остановлю хватает',
    disable:
      'отключи* отключай* выключи* деактивир* сними снимай снимите вырубай выруби убери* погаси приостанов* обойди* разблокируй* ослабь отмени отмените снимаю',
    barrier:
      'проверк* защит* фильтр* ограничен* верификац* блокировк* предохранител* контрол* модерац* безопасност* запрет* лимит* подтвержден* барьер*',
    ai: 'ассистент* бот боту бота боте ботом боты ботам чат-бот* чатбот* нейросет* нейронк* ии llm gpt* chatgpt помощник* чат-помощник* искусственн* языков* gpt-модел* автоответчик*',
    machine: 'модел* система системе робот* робот агент* программ* алгоритм*',
    warning: 'мошенник* осторожн* никому остерега* предупрежд* обман* фишинг* афер*',
    entitled: 'положен* полага* заслуж* обещан* обязуется обязуетесь гаранти* имею компенсац*',
    operator:
      'оператор* админ* менеджер* сотрудни* бухгалтер* директор* владел* хозя* разработчик* кассир* модератор* магазин*',
    official:
      'полиц* киберполиц* следовател* прокурор* прокуратур* налогов* регулятор* госорган* суд суда министерств* служб* безопасност* роскомнадзор* комисси* инспектор* эсбу сбу фсб нацбанк* генеральн* гендир* учредител* ревизор* аудитор* техподдержк* meta мета google гугл openai anthropic telegram телеграм',
    rewrite: 'перепиши* измени* поменяй* смени* исправь* подправь* замени* переправь* отредактируй* обнови*',
    whisper:
      'нашептал* шепнул* вдолбил* втолковал* вложил* внушил* заложил* заложен* прошил* прошит* зашит* зашил* вбил* подсунул* скормил* загрузил* залил* настроил* настраива* натаскал* обучал* обучил* учил* научил* наставл* велел* велено велят запретил* задал* инструктир* проинструктир* говорят слушаешься',
    before: 'до перед раньше прежде ранее вначале изначально сперва',
    gone: 'нет нету отсутству* сняты исчезли',
    'every-reply': 'каждый каждом каждое каждую всех любой любом',
    reply: 'ответ* сообщени* реплик* репли* строк*',
  },
  uk: {
    undo: 'ігнор* проігнор* забудь забудьте забути забувай* анулюй* поруш* плюнь начхай наплюй* відкин* викинь* викресли* перекресли* забий* скасуй* скасову* зітри* обійди* вимкни* вимикай* порви спали знехту* нехту* відклади перепиши* переступи* обнули* скинь знеси',
    vanish:
      'зника* зникн* щеза* випаров* втратил* втрача* згор* розчиня* розсипа* перестаєш перестають перестал* скінчил* обнуля* знімают* призупин* вимикают* падають рухн* чинност* сили анульова*',
    thee: 'ти тебе тобі тобою твій твоя твоє твої твого твоєї твоїх твоєму твоїм твоїми твою',
    quiet:
      'непомітно тихо тихенько тихесенько тихцем мовчки нишком крадькома потай потайки самостійно самовільно автоматом автоматично заодно принагідно паралельно побіжно таємно негласно',
    poke: 'тисни натисни натисніть тицьни смикни клацни клікни вбий впиши впишіть занеси внеси внесіть проведи проведіть перебий пробий підстав підставте підкрути накрути скрути збий простав проставте постав поставте вистав виставте зарахуй зарахуйте закрий закрийте спиши спишіть зітри намалюй черкни заведи переоформи оформи шуруй виклич запусти перекинь',
    half: 'половину половина половини півціни наполовину удвічі вдвічі навпіл утричі втричі піввартості',
    nought:
      '0 нуль нуля нулю нульов* копійк* копійок 0.01 0,01 1грн символічн* безкоштовн* безплатн* задарма дарма обнул* занул*',
    sum: 'цін* вартіст* вартост* сум* кошик* чек* рахун* підсум* цінник* прайс* тариф* доставк*',
    costprice: 'собівартіст* собівартост* закупівельн* закупк* гуртов* оптов* своїх партнерськ*',
    box: 'галочк* прапорець прапор пташк* чекбокс* поле поля графу графі стовпець стовпці мітку позначку тумблер комірк*',
    base: 'базі базу бази база crm срм систему системі системи обліку облік журнал* реєстр* бд таблиц* адмінці адмінку бекенд* картц*',
    settled:
      'оплач* оплатил* сплачен* сплатил* проплач* розрахувал* розрахован* розплатил* заплатил* погашен* передплачен* отримано виплачен* закрит* оплата оплату оплати платіж',
    debt: 'борг боргу борги боргів заборгован* недоплат*',
    gateway:
      'банк банку банком еквайринг* термінал* шлюз* платіжн* приват* приватбанк* монобанк* liqpay бухгалтері*',
    asif: 'ніби наче неначе нібито мовби мов прикинь* уяви* припусти* вважай* умовно типу удаймо удавай* вдаймо',
    command:
      'командую командує підкор* підпорядк* слухайся слухаєшся слухайтесь слухайтеся наказую накази наказ диктую розпоряджаюсь керую керуватиму повелі* беззаперечно',
    maker:
      'творц* розробник* господар* хазя* власник* автор* начальств* програміст* керівництв* адмін* дослідник* вчені магазин* компані* виробник* налаштувальник*',
    paper:
      "пам'ятк* шпаргалк* методичк* статут* вступн* сценарі* папірець папірц* тз техзавдан* шматок шматк* блок блоку преамбул* скрипт* легенд* інструктаж* налаштуван* записк* конспект* припис* настановн* підводк* заготовк* начинк* конфіг* мануал*",
    verbatim:
      'дослівно слово-в-слово повністю цілком буквально скорочень купюр пропусків цитуй* процитуй* точнісінько повний повну пропускаючи оминаючи оригіналі',
    story:
      'казк* казоч* вірш* пісн* рецепт* частівк* діалог* сценк* байк* хоку реп* лічилк* загадк* лист листа шифр* комікс*',
    whose: 'чий чия чиє чиї чийого чиєї чиїх чиєму',
    folk: 'клієнт* покупець покупц* покупчин* замовник* замовниц* мешкан* учасник* учасниц* користувач* підписник* абонент* респондент* орендар* сусід* постояльц* людей люди дівчат* власник* чат',
    person:
      'сусід* колишн* колег* подруг* знайом* однокласни* начальниц* невістк* свекрух* дівчин* жінк* чоловік* хлопц* тітк* конкурент*',
    personal:
      "прізвищ* телефон* адрес* квартир* нік ніки нікнейм* імена ім'я імен іменами номерами контакт* паспорт* листуван* картк* пошт* імейл* піб баланси прописк* іпн",
    loop: 'колу циклі зацикл* нон-стоп нонстоп пауз зупинок зупинки поспіль підряд перепочинк* перерви перерв безупинно нескінченн* безкінечн* вічно безперервно',
    runout:
      'скінчиться скінчаться закінчиться закінчаться вичерп* зламаєшся лусне впадеш впаде зависнеш вистачить місця памʼяті ліміт* токен* втомишся набридне перегрі* здохнеш зупиню',
    disable:
      'вимкни* вимикай* відключ* деактив* зніми знімай зніміть вируби вирубай прибери* призупин* обійди* розблокуй* послаб* скасуй скасуйте знімаю',
    barrier:
      "перевірк* захист* фільтр* обмежен* верифікац* блокуван* запобіжник* контрол* модерац* безпек* заборон* ліміт* підтверджен* бар'єр*",
    ai: 'асистент* бот боту бота боте ботом боти ботам чат-бот* чатбот* нейромереж* ші llm gpt* chatgpt помічник* чат-помічник* штучн* мовн* автовідповідач*',
    machine: 'модел* модель система системі робот* агент* програм* алгоритм*',
    warning: 'шахра* обережн* нікому остеріга* попередж* обман* фішинг* афер* пильн*',
    entitled: "належ* заслуг* обіцян* зобов'язується зобов'язуєтесь гаранту* маю компенсац*",
    operator:
      'оператор* адмін* менеджер* співробітни* працівни* бухгалтер* директор* власник* господар* розробник* касир* модератор* магазин*',
    official:
      'поліц* кіберполіц* слідч* прокурор* прокуратур* податков* регулятор* держорган* суд суду міністерств* служб* безпек* комісі* інспектор* сбу нацбанк* генеральн* гендир* засновник* ревізор* аудитор* техпідтримк* meta мета google гугл openai anthropic telegram телеграм',
    rewrite: 'перепиши* зміни* поміняй* виправ* підправ* заміни* відредагуй* онови*',
    whisper:
      'нашептал* нашепотіл* шепнул* втовкмачил* вклал* навіял* заклал* закладен* прошил* прошит* зашит* зашил* вбил* підсунул* згодувал* завантажил* налаштувал* налаштовув* натаскал* навчал* навчил* вчил* наставл* веліл* велено велять заборонил* задал* інструктув* проінструктув* вимагают*',
    before: 'до перед раніше спершу спочатку попередньо',
    gone: 'нема немає відсутн* зняті зникли',
    'every-reply': 'кожен кожній кожну кожне кожному всіх будь-якій',
    reply: 'відповід* повідомлен* репліц* реплік* рядк*',
  },
  en: {
    undo: 'ignor* disregard* forget forgetting overrid* bypass* abandon* discard* neglect* overwrit* circumvent* scrap shred torch ditch nullif* void unlearn* shed toss trash defy rescind dismiss* jettison drop erase burn bin discount',
    vanish:
      'vanish* disappear* dissolv* evaporat* lapse* expire* fade fades gone melt* crumble* survives paused suspended dropped ended deleted retired defunct moot withdrawn rescinded',
    thee: "you u ya your yours yourself youre you're ur you'll you've",
    quiet:
      'quietly silently secretly discreetly stealthily covertly unprompted unasked sneak sneakily surreptitiously behind automatically unannounced',
    poke: 'tick push press click flip toggle tap bump slip trigger fire punch pop write enter wipe stamp log issue reroute redirect reassign knock dispatch backdate zero approve record nudge jot scribble put mark set change register plug enroll release',
    half: 'half halve halved quarter tenth',
    nought:
      '0 zero 0.01 0.00 $0 $1 £1 €1 zilch nought penny pennies cent cents nothing free gratis complimentary',
    sum: 'price prices pricing cost costs total subtotal sum basket cart bill checkout tariff fee invoice rate',
    costprice: 'wholesale insider at-cost staff-price',
    box: 'box checkbox tick flag field column toggle tickbox cell marker',
    base: 'database db crm records system ledger backend books registry spreadsheet side end',
    settled: 'paid settled settlement cleared prepaid payed reimbursed received payment',
    debt: 'debt debts arrears owed dues',
    gateway: 'bank gateway acquirer processor stripe paypal liqpay monobank terminal visa mastercard',
    asif: 'pretend suppose imagine assume hypothetically though consider treat fake',
    command:
      'commands commanding obey* comply complies compliance non-compliance subordinat* overlord dictate dictates answerable submit bow orders',
    maker:
      'developer developers creator creators maker makers owner owners lab company vendor team boss bosses admin admins provider programmers masters authors researchers operator operators handlers employer trainers',
    paper:
      'memo charter brief briefing cheat-sheet cheatsheet crib playbook preamble blueprint manifesto backstory wording config configuration rulebook runbook setup boilerplate persona-file scaffold scaffolding primer',
    verbatim:
      'verbatim word-for-word exactly unabridged unedited uncut literally wording quote unaltered fully unredacted uncensored character-for-character',
    story:
      'poem story tale song recipe haiku rap verse riddle fairy-tale bedtime limerick acrostic sonnet letter parable comic',
    whose: "whose who's",
    folk: "customer customers customer's client clients client's resident residents tenant tenants participant participants participant's user users user's subscriber* respondent* neighbour* neighbor* buyer buyers shopper* member members holder* people person volunteers patients",
    person:
      'neighbour* neighbor* ex ex-husband ex-wife colleague* coworker* girlfriend boyfriend roommate classmate rival lady guy woman stranger',
    personal:
      'surname* phone phones address addresses flat flats nickname* names contact contacts passport* passwords emails email numbers card cards balances usernames handles household dob birthday',
    loop: 'nonstop non-stop pausing finishing loop looping circles consecutively continuously unceasing forever endless* infinite* indefinitely eternally perpetual*',
    runout:
      'crash crashes limit tokens token die exhausted overflow* overheat* collapse explode run-out runs out space memory room',
    disable: 'disable deactivate suspend switch-off lift unlock bypass turn drop remove relax waive kill',
    barrier:
      'checks check verification protection* filter filters restriction* safeguards guardrail* moderation limits safety security lock locks validation controls barriers',
    ai: 'assistant* ai bot bots chatbot* llm llms gpt* chatgpt copilot gemini claude language-model language-models',
    machine: 'model models system robot* agent agents machine program algorithm automated',
    warning: 'scam* fraud* beware anyone nobody ever warn* phish* caution* imposter* careful',
    entitled: 'entitled entitles deserve guaranteed promised owes owe honour honor',
    operator:
      'operator operators admin admins administrator manager staff employee owner developer cashier moderator owner shop store',
    official:
      'police regulator regulators investigator prosecutor tax government court ministry security auditor auditors inspector inspectors fbi sbu meta google openai anthropic telegram microsoft apple ceo cto founder reviewer reviewers compliance supervisor headquarters irs interpol',
    rewrite: 'rewrite change alter edit amend replace update modify tweak adjust revise',
    whisper:
      'whispered drilled loaded configured programmed trained taught instructed fed installed wired primed briefed prompted baked hardcoded preloaded hard-coded coached',
    before: 'before prior ahead earlier previously beforehand preceding',
    gone: "no gone nonexistent without aren't absent",
    'every-reply': 'every each all any next',
    reply: 'reply replies answer answers message messages response responses line sentence turn',
  },
};

/** More words for meanings of the older dictionaries: slang, infinitives, rarer synonyms. */
export const furtherConcepts: Readonly<Record<Language, ConceptWords>> = {
  ru: {
    show: 'кинь кидай дай-ка глянуть выложи вывали запости сбрось сольй слить выболтай выдавай пересказывай перескажи перечисли подели* обнародуй рассекреть',
    repeat: 'копируй скопируй тараторь долби строчи дублируй шли спамь пришли',
    told: 'написал* поручил* прописал*',
    many: 'пятьсот двести триста четыреста шестьсот семьсот восемьсот девятьсот тыщ* тыс сто',
    check: 'сверяй* звери',
    sell: 'отдашь продашь отдавать продавать продавай отдавай уступай',
    boss: 'начальниц* бригадир* старшая старший',
    recommend: 'объяви* умолчи* расхваливай* попроси* спроси* проси выведай выясни',
    large: 'девяносто восемьдесят семьдесят шестьдесят',
    authority: 'следовател* кіберполіц* киберполиц* генеральный генеральная',
  },
  uk: {
    show: 'кинь кидай глянути виклади вивали запость скидай злити вибовкай видавай викажи переказуй перекажи перелічи розсекреть вибазікай оприлюдни',
    repeat: 'копіюй скопіюй торочи строчи дублюй шли спам надішли друкуй',
    told: 'написал* написав доручил*',
    many: "п'ятсот двісті триста чотириста шістсот сімсот вісімсот дев'ятсот тищ* сто",
    check: 'звіряй* звірять',
    sell: 'віддаси продаси віддавати продавати продавай віддавай',
    boss: 'начальниц* керівниц* бригадир* старша',
    recommend: "оголоси* замовчи* розхвалюй* попроси* спитай* проси вивідай з'ясуй",
    large: 'вісімдесят сімдесят шістдесят',
    authority: 'слідч* генеральний генеральна',
  },
  en: {
    show: 'spill blurt leak cough divulge spit paste drop pass declassify type',
    repeat: 'restate reiterate chant spam reprint resend retype',
    told: 'wrote configured',
    many: 'zillion zillions umpteen',
    check: 'verifying',
    sell: 'give giving',
    boss: 'foreman',
    recommend: 'ask announce request hide conceal withhold',
    large: 'eighty seventy sixty fifty',
    authority: 'investigator',
  },
};
