/** Forms of numbers, dates and e-mails written for these tests, none from the evaluation set: kind, text, the value in ⟦⟧, ⏎ for a line end. */
export const numberForms: string = `
card | карта ⟦5375 4114 первые, потом 2022 1231⟧
card | 💳 ⟦5375|4114|2022|1231⟧
card | card number is⏎⟦5375411420221231⟧
card | ⟦5375 4114 2О22 1231⟧
card_expiry | карта действует до ⟦августа 2029⟧
card_expiry | Картка дійсна до ⟦11/2028⟧
card_expiry | card details: exp ⟦0929⟧
card_expiry | Visa, valid until ⟦9/29⟧
card_expiry | закінчується ⟦12/29⟧, cvv 123, картка mono
card_expiry | строк действия карты ⟦ноябрь 2027⟧
card_expiry | my Visa expires in ⟦March 2028⟧
card_expiry | карта до ⟦11/29⟧, имя как в паспорте
card_expiry | месяц и год: ⟦04/31⟧, карта дебетовая
card_expiry | expiry date ⟦12/2030⟧
card_expiry | термін ⟦0529⟧, картка та сама
cvv | это цвв: ⟦один два три⟧
cvv | код на звороті моєї картки ⟦482⟧
cvv | ⟦482⟧ — это cvv
cvv | security code on the back is ⟦771⟧
cvv | сівіві ⟦903⟧
cvv | CVC код: ⟦044⟧
cvv | три цифри ззаду: ⟦118⟧
cvv | код безопасности карты ⟦339⟧
cvv | cvv2=⟦771⟧
cvv | and ⟦554⟧ on the back of the card
cvv | сзади карты ⟦645⟧
cvv | ще код ззаду: ⟦092⟧
cvv | the last three digits are ⟦318⟧ (cvv)
cvv | це мій цвц - ⟦774⟧
iban | рахунок ⟦UА213223130000026007233566001⟧
iban | IBAN: ⟦UA21 3223 1300 0002 6007 2335 6600 1⟧
iban | ⟦ua-21-322313-0000026007233566001⟧
iban | ⟦PL61 1090 1014 0000 0712 1981 2874⟧
tax_id | мой ИНН⏎⟦774301390193⟧
tax_id | ⟦3012345670⟧ — це мій код платника
tax_id | СНИЛС ⟦112 233 445 95⟧
tax_id | tax code ⟦30123 45670⟧
tax_id | РНОКПП дитини: ⟦3012-345-670⟧
tax_id | ИНН: ⟦7743 0139 0193⟧
tax_id | код платника податків ⟦301 234 5670⟧
tax_id | My tax number (for the invoice) is ⟦3012345670⟧
tax_id | впишите ⟦3012345670⟧, это мой ИНН
tax_id | снилс мамы ⟦11223344595⟧
tax_id | в договоре ИНН/КПП ⟦7707083893⟧/770701001
passport | паспорт серия ⟦4509 номер 123456⟧
passport | паспорт серії ⟦КН номер 123456⟧
passport | паспорт ⟦45 09 № 123 456⟧
passport | ⟦45 09 123456⟧ выдан УВД города
passport | my passport ⟦AB1234567⟧
passport | загранник ⟦75 1234567⟧, паспорт
passport | passport no. ⟦533380006⟧
passport | паспорт: ⟦АВ123456⟧
passport | passport series ⟦KT number 123456⟧
passport | серія та номер паспорта: ⟦МЕ 654321⟧
passport | паспортные данные ⟦4509 123456⟧
passport | Паспорт РФ ⟦45-09 № 123456⟧
passport | пасп. ⟦ек654321⟧
passport | загран ⟦FE123456⟧ действует
id_card | посвідчення особи № ⟦004512378⟧
id_card | паспорт нового образца ⟦004512378⟧
id_card | ⟦004512378⟧ — это моя айди-карта
id_card | ID-картка: ⟦004 512 378⟧
id_card | residence permit number ⟦004512378⟧
id_card | ID ⟦004512378⟧
id_card | моя ідентифікаційна картка: ⟦004512378⟧
id_card | document number on my id card ⟦004512378⟧
id_card | айдишка ⟦004512378⟧
id_card | новий паспорт-картка, номер ⟦004512378⟧
id_card | my ID is ⟦004-512-378⟧
id_card | біометричний паспорт ⟦003456789⟧
id_card | у мене пластик, номер ⟦003456789⟧
id_card | my national ID ⟦003456789⟧ from Ukraine
id_card | удостоверение личности ⟦003456789⟧, выдано 8032
unzr | УНЗР ⟦19900512 01234⟧
unzr | номер запису в реєстрі: ⟦19900512–01234⟧
unzr | УНЗР: ⟦20010203-00011⟧
unzr | demographic record ⟦20010203-00011⟧
birth_cert | св-во о рожд. ⟦ІІ-АГ №345678⟧
birth_cert | метрика дочки: ⟦I-БК 123 456⟧
birth_cert | birth record ⟦1-АМ 345678⟧
birth_cert | свидетельство о рождении серии ⟦IV-БА номер 112233⟧
birth_cert | свідоцтво ⟦І-ЖД 123456⟧
birth_cert | certificate of birth: series ⟦II-AK No 223344⟧
birth_cert | свідоцтво малого ⟦I-СГ 128834⟧
birth_cert | детское свидетельство, ⟦III-МЮ № 558123⟧
phone | мой телефон цифрами, тел: ⟦0 6 7 1 2 3 4 5 6 7⟧
phone | звоните ⟦восемь девятьсот шестнадцать двести тридцать один сорок пять шестьдесят семь⟧
phone | ⟦oh six seven, one two three, four five, double six⟧
phone | ⟦plus three eight zero six seven one two three four five six seven⟧
phone | ⟦067.123.45.67⟧
phone | tel:⟦+380671234567⟧
phone | номер: ⟦44 20 7946 0958⟧
phone | ⟦8-800-555-35-35⟧
phone | городской 2-34-56? нет, тел. ⟦234-56-78⟧
phone | моб ⟦З80 67 123 45 67⟧
phone | ⟦нуль шістдесят сім, сто двадцять три, сорок п'ять, шістдесят сім⟧
phone | мій номер ⟦671234567⟧
phone | ⟦+38 (067) 12-34-567⟧
phone | зв’язок: ⟦38 067 123 45 67⟧
phone | call ⟦020 7946 0958⟧
phone | my cell ⟦415-555-2671⟧
phone | ⟦плюс семь девятьсот шестнадцать два три один четыре пять шесть семь⟧
phone | ноль девяносто три двести двадцать два нуля семнадцать, звоните ⟦ноль девяносто три двести двадцать два семнадцать ноль пять⟧
phone | ⟦+44 20 7946 0958⟧
phone | ⟦00380671234567⟧
phone | ⟦8(067)1234567⟧
phone | вайбер 0б7? нет, ⟦0671234567⟧
phone | +7 (9I6) нет ⟦+7-916-231-45-67⟧
phone | заказ 1234, телефон ⟦0671234567⟧
phone | ⟦+49 151 23456789⟧
phone | whatsapp ⟦995 555 12 34 56⟧
phone | наберіть нуль дев'яносто сім двісті одинадцять сорок тридцять — це ⟦нуль дев'яносто сім двісті одинадцять сорок тридцять⟧
phone | мой вотсап ⟦7 916 555 01 23⟧
phone | запишите: ⟦063-555-01-44⟧
phone | ⟦+380(44)2345678⟧ офис
phone | ⟦050 555 0144⟧/5 вечера
phone | телефон бабушки ⟦(495)1234567⟧
email | пишите на ⟦ivan нижнее подчёркивание petrov собака яндекс точка ру⟧
email | ⟦olena(at)ukr(dot)net⟧
email | ⟦olena [at] ukr [dot] net⟧
email | ⟦ivan собака gmail com⟧
email | ⟦john dot smith at gmail dot com⟧
email | ⟦ivan@gmail,com⟧
email | moya pochta: ⟦ivan sobaka mail tochka ru⟧
email | ⟦петро равлик укр крапка нет⟧
email | скинь на ⟦olga@ gmail.com⟧
email | ⟦maria дефис k собака i точка ua⟧
email | ⟦IVAN.PETROV@GMAIL.COM⟧
email | имейл ⟦вася2000 собака мейл точка ру⟧
email | ⟦a.b+shop@sub.example.co.uk⟧
email | write to ⟦anna underscore k at outlook dot com⟧
email | ⟦olena{at}gmail{dot}com⟧
email | пошта: ⟦іванка песик мета крапка юа⟧
email | почта ⟦info@пример.рф⟧
email | почта ⟦sveta точка petrova собачка mail точка ru⟧
email | my mail is ⟦tom dot k at proton dot me⟧
email | електронка: ⟦anna-k@i.ua⟧
email | ⟦anna.k [собака] gmail.com⟧
dob | ⟦12.03.1987⟧ г.р.
dob | ДР: ⟦5 мая 90⟧
dob | born ⟦5th of May 1990⟧
dob | народилася ⟦12 лютого 1985⟧ року
dob | дата рождения⏎⟦12/03/87⟧
dob | синові Марку ⟦14.05.2017⟧
dob | DOB ⟦1987-03-12⟧
dob | ⟦2 Feb 1971⟧ is my birthday
dob | дата народження: ⟦1985-02-12⟧
dob | д/р ⟦12.02.1985⟧
dob | ⟦12.02.1985⟧ року народження
dob | Born: ⟦Feb 12, 1985⟧
dob | родилась ⟦12-го февраля 1985⟧
dob | у дочери день рождения ⟦12.02.2016⟧
dob | my date of birth: ⟦12 02 1985⟧
dob | сын Марк, ⟦14 мая 2017⟧
dob | b-day ⟦12/02/85⟧
dob | ⟦07.08.1991⟧ - день моего рождения
dob | мне 34, я ⟦12.05.1991⟧ года рождения
dob | моя дочь родилась ⟦3 июня 2019⟧
dob | Дата нар. ⟦14.02.1988⟧
dob | born on the ⟦3rd of July, 1992⟧
dob | birthday girl: ⟦09/14/1995⟧
`;
