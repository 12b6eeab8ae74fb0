/** The same for what says who somebody is, where, and by which secret. */
export const personForms: string = `
name | Получатель: ⟦Ткач Оксана⟧
name | отримувач ⟦Бондар О. В.⟧
name | меня зовут ⟦ольга ивановна⟧
name | для ⟦Кузьменко Ирины Сергеевны⟧
name | Передайте посилку ⟦Гнатюк Марії⟧
name | ⟦ДМИТРЕНКО ОЛЕГ ІВАНОВИЧ⟧
name | my name is ⟦Priyanka⟧
name | please ask for Mrs. ⟦O'Connell⟧
name | Hello, this is ⟦Wojciech Zielinski⟧
name | signed, ⟦J. R. Hartley⟧
name | regards,⏎⟦Helena Brandt⟧
name | мою доньку звати ⟦Соломія⟧
name | зовут ⟦Рустам⟧
name | прізвище ⟦Ковальчук⟧
name | курьеру откроет ⟦Анна Викторовна⟧
name | ⟦Шевчук-Петренко Ірина⟧
name | отримувач: ⟦Тарас⟧
name | я ⟦Ольга Мирошниченко⟧
name | нотариус ⟦Абдуллаев Фарид⟧ оглы
name | contact person: ⟦Ludwig van Houten⟧
name | the flat is registered to ⟦Amina Diallo⟧
name | ФИО: ⟦Сидорова А.П.⟧
name | ПІБ ⟦Гриценко Марія⟧
name | зовите меня ⟦Ильдар⟧
name | з повагою, ⟦Лідія Яремчук⟧
name | Имя: Ольга, фамилия: ⟦Синица⟧
name | на имя ⟦Синица Ольга⟧
name | соседка ⟦Зоя Павловна⟧
name | ⟦Олександре Петровичу⟧, дякую
name | договор на ⟦Семенова Игоря⟧
name | ⟦Т. Г. Шевчук⟧ прийде
name | ⟦Anna-Maria Kowalska⟧ paid
name | Ms. ⟦Jean Okafor⟧
name | name: ⟦Siobhan⟧
name | my husband ⟦Declan O'Rourke⟧ will open
name | оформлено на ⟦Ірину Бойко⟧
name | отримає ⟦Степан Мельник⟧
name | мене звати ⟦дмитро кравець⟧
name | recipient: ⟦maria kovalenko⟧
name | ⟦Bohdana Shevchuk⟧ here
name | участник ⟦Керимов Эльдар⟧
name | Пишет вам ⟦Раиса Тимофеевна⟧
name | Чоловік ⟦Юрко⟧, він відчинить
name | ключи отдайте ⟦Семёнову Аркадию⟧, он с третьего
name | заказ на фамилию ⟦Гордиенко⟧, заберёт муж
name | мене записали як ⟦Тищенко Лариса Іванівна⟧, правильно?
name | Скажіть, ⟦Назар Кучма⟧ уже оплатив прибирання?
name | спросите на проходной ⟦Виталия Андреевича⟧
name | тут ⟦Каріна Мельничук⟧, підкажіть щодо замовлення
name | I am ⟦Desmond Achebe⟧ and I never got the survey link
name | the parcel is for ⟦Eleanor Vance⟧, not for me
name | put it under ⟦Marchetti⟧, that's my surname
name | my daughter ⟦Saoirse⟧ will collect
name | Передайте менеджеру, що ⟦Юлія Савченко⟧ чекає
name | Писала вам раніше, ⟦Вікторія Г.⟧
name | на карте написано ⟦OLENA TKACHENKO⟧
name | name on the card: ⟦JOHN M SMITH⟧
name | консьержка ⟦Тамара Львовна⟧ в курсе
name | отправитель ⟦Игнатов П. С.⟧
name | вместо меня придёт брат, ⟦Артур Манукян⟧
name | с уважением, ⟦Инна⟧
name | бухгалтер ⟦Нечипоренко⟧ подпишет
name | ⟦Мар'яна Дем'янюк⟧, склад 5
name | call ⟦Mr. Patel⟧ in the morning
name | the lease says ⟦Katarzyna Nowak⟧
name | Best,⏎⟦Oliver Reyes⟧
name | дружина ⟦Леся Приходько⟧ прийме майстра
name | получатель мой сын ⟦Мирон Захарчук⟧
name | ищу мастера ⟦Рашида Галиева⟧, он клеил обои
name | ⟦Ким Виктория Сергеевна⟧ просила счёт
name | власник рахунку ⟦Левчук Дмитро⟧
name | user ⟦Ingrid Sørensen⟧ left a tip
name | ⟦Наталі Шевчук⟧ передайте здачу
address | живу на ⟦Пушкинской, 14, кв. 8⟧
address | ⟦вул. Січових Стрільців, буд. 12-А, під. 3, кв. 45⟧
address | ⟦61000, м. Харків, вул. Сумська, 5⟧
address | ⟦проспект Перемоги 37 корпус 2 квартира 101⟧
address | ⟦3 подъезд, 5 этаж, кв 47⟧
address | ⟦код домофона 45К1978⟧
address | ⟦код від під'їзду: 1278⟧
address | ⟦gate code is 4471#⟧
address | ⟦Flat 3, 27 Oakwood Road, Leeds LS6 2AB⟧
address | deliver to ⟦12b Rose Lane, apartment 5⟧
address | ⟦Soborna St, 22, apt 5⟧
address | ⟦пл. Рынок, 5⟧
address | ⟦Андріївський узвіз, 15⟧
address | ⟦улица 8 марта 10⟧
address | ⟦ул. Б. Хмельницкого, 17/2, оф. 301⟧
address | ⟦vul. Zelena 115, kv. 4⟧
address | ⟦домофон 37⟧
address | ⟦1600 Pennsylvania Avenue NW, Washington, DC 20500⟧
address | ⟦ж/к Комфорт Таун, дом 3, кв. 12⟧
address | ⟦с. Іванівка, вул. Шевченка 5⟧
address | адрес: ⟦Ленина 5-12⟧
address | ⟦улица Мира, дом 7⟧
address | ⟦г. Москва, ул. Тверская, д. 4, стр. 1, под. 2, эт. 5, кв. 18⟧
address | ⟦бул. Лесі Українки, 26, офіс 511⟧
address | привезіть на ⟦Сумську 12⟧
address | квартира 45 на третьем, соседи из ⟦кв. 48⟧
address | ⟦набережна Перемоги 44/2⟧
address | ⟦провулок Тихий, 3⟧
address | ⟦door code 1945⟧
address | the ⟦intercom is 27⟧
address | ⟦45 Elm Street Apt 9⟧
address | ship to ⟦9 St James Square, London SW1Y 4LE⟧
address | ⟦Unit 4, 18 Harbour Close⟧
address | I live in ⟦flat 12⟧
address | ⟦під'їзд 2, квартира 45⟧
address | ⟦вулиця Академіка Павлова 120⟧
address | ⟦ул зеленая 15 кв 3⟧
address | ⟦код на вході 245В⟧
address | Харків, ⟦Сумська 71, кв 12⟧
address | ⟦пр-т Науки, 27б⟧
address | заберите ковёр с ⟦Гагарина 15, кв 7⟧
address | мы на ⟦Лесном проспекте, дом 8, второй подъезд⟧
address | під'їжджайте на ⟦Грушевського 12⟧, з двору
address | ⟦вул. Велика Васильківська 72, оф 14⟧ вхід з арки
address | я в ⟦Броварах, Київська 300, кв. 55⟧
address | адрес тот же: ⟦Садовая 4⟧
address | прибирання за адресою ⟦Миру 7б, 2 під'їзд, 34 кв⟧
address | ⟦просп. Мира, 12 корп. 3⟧ этаж первый
address | come up to ⟦14C, Willow Court⟧
address | we moved to ⟦77 Harcourt Street, 3rd floor⟧
address | ring ⟦flat 14, 8 Mason Road⟧
address | my place is ⟦221B Baker Street⟧
address | ⟦apt 12, 45 Franka Street, Lviv⟧
address | офис: ⟦наб. Обводного канала, 60⟧
address | ⟦м. Одеса, Дерибасівська, 10⟧
address | в ⟦4 подъезде код 38К45⟧
address | the ⟦entry code 7788⟧ changed
address | ⟦вулиця Незалежності буд 3 кв 19⟧
address | кладите у двери ⟦кв. 63⟧
address | посылку на ⟦ул.Победы,д.3,кв.15⟧
address | 3-й этаж, ⟦переулок Речной, 9а⟧
handle | мой тг: ⟦masha_k⟧
handle | інста ⟦olena.foto⟧
handle | ⟦vk.com/id12345678⟧
handle | ⟦https://www.tiktok.com/@lena.dance⟧
handle | напишите в телеграм ⟦svetamaster⟧
handle | ⟦@Olena_K⟧.
handle | ⟦wa.me/380671234567⟧
handle | my insta is ⟦lena_art⟧
handle | нік у телеграмі: ⟦tarasyk99⟧
handle | ⟦facebook.com/olena.kovalenko.5⟧
handle | мой акк в инсте ⟦kot_v_sapogah⟧
handle | find me as ⟦@dr.whooves⟧
handle | телега ⟦@vova_1990⟧
handle | мій фейсбук ⟦fb.com/lesia.ukr⟧
secret | пароль от вайфая: ⟦Romashka2024⟧
secret | password is ⟦CorrectHorse!⟧
secret | my api key: ⟦9f8a7c6b5d4e3f2a1b0c⟧
secret | PIN ⟦4821⟧
secret | postgres://user:⟦s3cretpw⟧@db.host/x
secret | лови токен ⟦7512345678:AAEabcdefghijklmnopqrstuvwxyz0123456⟧
secret | пароль ⟦qwerty12⟧
secret | сид фраза: 1. ⟦cat 2. swing 3. flag 4. economy 5. stadium 6. alone 7. churn 8. speed 9. unique 10. patch 11. report 12. train⟧
secret | ⟦sk-proj-abcdefghijklmnop1234⟧
secret | Пароль = ⟦Dnipro!2024⟧
secret | the wifi password is ⟦Tulip99blue⟧
secret | AWS_SECRET_ACCESS_KEY=⟦wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY⟧
secret | Authorization: Bearer ⟦abc123def456ghi789⟧
secret | приватник: ⟦4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d⟧
secret | ⟦eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc⟧
secret | вот ключ ⟦9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c⟧
secret | логин admin пароль ⟦Zima_2023⟧
secret | доступ: логин root пароль ⟦H7ka!9zz⟧
secret | пароль я ставив такий: ⟦Kalyna#88⟧
secret | my seed: ⟦abandon abandon ability able about above absent absorb abstract absurd abuse access⟧
secret | JWT ⟦eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoiYW5uYSJ9.c2lnbmF0dXJl⟧
secret | токен апи ⟦a81bc81b-dead-4e5d-abff-90865d1e13b1⟧
secret | приватний ключ у форматі wif ⟦5KJvsngHeMpm884wtkJNzQGaCErckhHJBGFsvd3VyK5qMZXj3hS⟧
secret | ось закритий ключ [⟦12, 45, 233, 9, 18, 77, 200, 14, 5, 66, 91, 32, 8, 119, 240, 3, 54, 88, 190, 21, 7, 99, 142, 60, 33, 81, 250, 16, 44, 73, 128, 6⟧]
`;
