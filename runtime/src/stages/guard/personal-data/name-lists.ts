/** First names, as lists: data of three languages. Not complete; the specification calls names best effort. */

/** Stems of Russian and Ukrainian first names; up to three letters of an ending may follow. */
export const cyrillicNames: ReadonlySet<string> = new Set(
  `александр алексе алексей алекс анатоли анатолий андре андрей антон аркади аркадий арсени арсений артём артем богдан борис вади вадим валенти валентин валери валерий
василий васили вениамин виктор витали виталий владимир владислав всеволод вячеслав геннади геннадий георги георгий герман глеб григори григорий данил даниил денис дмитри дмитрий
евгени евгений егор ефим захар иван игор игорь илья ильи илье кирилл константин лев леонид макси максим марк матвей михаил никита никит никола николай олег павел паш пётр петр
роман ростислав руслан савели савелий семён семен сергей серге станислав степан тимофей тимур фёдор федор филипп эдуард юри юрий ярослав яков
алин алис алл анастаси анжел анжелик анн антонин варвар вер вероник виктори галин дарь диан екатерин елен елизавет жанн зинаид зо
инн ирин карин кир клавди кристин ксени ларис лиди лили любов любовь людмил маргарит марин мари марь милан надежд надежда натали наталь нин оксан олес ольг полин раис регин римм светлан
серафим снежан софи софь таис тамар татьян улья ульян эвелин эльвир эмм юли яна ян катя кат маш маша саш саша оля оль наст настя дим дима серёж сереж вов вова лен лена тан таня свет света
олександр олексі олексій андрій андрі валері валерій василь васил віктор віталі віталій володимир геннаді геннадій георгі георгій григорі григорій данило дмитр дмитро євген євгені
євгеній іван ігор ігнат ілля іллі кирил костянтин леонід лука любомир марко матві матвій михайл михайло мирослав микит микита микол микола назар назарі назарій нестор остап павл павло петро пилип
святослав сергі сергій станіслав тарас тимофі тимофій федір юрі юрій яків зенові зеновій орест
аліна алін аліс анастасі ганн ганна вір віра веронік вікторі дарин дарі діан катерин олен олена єлизавет зінаїд інн ірин крістін христин ксені
лесь леся леc лілі лілія лід лідія марі марія марічк мелані мілан надія наталі наталк нін олесь поліна полін раїс світлан соломі соломія софі софія
рустам рашид рашида галим галия гаяз фанис фанил наиль наил рифат ришат тахир тагир зуфар ибрагим исмаил керим карим махмуд мехмет мустаф юсуф юсиф идрис вагиф рамиз рашад теймур тимура тофик эмин эльмар юнус якуб ахмет ахмед мурат эльдар ильдар марат равил ринат рамил радик айрат азамат тагир арсен армен арам ашот левон карен гагик ваган давид давыд гиви заза лаша резо эмил эмиль эрик роберт альберт артур марсель рудольф эльмир алмаз нурлан ержан санжар бахтиер бахтияр
фарид фархад джамал джамшед шамил магомед ислам абдул али гасан гусейн расул заур вусал эльчин орхан турал самир айдар тимерлан данияр арман нурсултан ербол айбек азиз
гульнар гузель зарин фатим мадин лейл амин айгул айгуль алия альби альфи рушан резед ляйсан эльз гаян гаянэ ануш ануше сусанн нино манан тамрик этери саломе медея асмик мадлен элин ев майя ия рая дина элл нелл нелли агни агния ангелин аделин василис зла кларис эсфир рахил
миш лех лёх лёш алеш алёш ван гриш жен гал ул юл юльк даш глаш ксюш лиз вик ален алён аленк макс тём тем ром толик толь жор гош ген боря бор борь яш костя федь ромк сен сень гарик эдик вадик славик юрик
анфис капитолин прасков пелаге матрен аграфен устинь евдоки лукерь гликери прохор лукьян емельян демьян демид данила добрын мирон наум платон родион севастьян селиван тихон фома фаддей харитон юлиан якуб елисей мартин марьян ефрем игнат игнати иннокенти ипполит климент климентий корней леонти макар мелети модест
андрійк івас тарасик оленк ганнус катрус василин квітк роксолан мар'ян дем'ян лук'ян омелян корні корній панас опанас прохір гнат горді гордій свирид тимош тиміш юхим яким устим ярем левк севе северин таде тадей зинові зиновій назарк петрик сашк юрк юрко михась стефан стефані прокіп прокоп потап хома федось явдох параск одарк мотр килин катр зін зоян
мар'яна ів'ян в'ячеслав св'ятослав уля улян юстин юстина любав віт віталін еліна елін ельвір емі еріка жасмін камілл кір клавді лін ліна міл міля ніна росан сабін тая таїсі
славк сніжан фросин ярин ярк еммануїл емануїл едуард ернест зеник іллюш кузьм лавр леонтій марʼян матвійк мстислав мечислав омельян орислав святополк сила славко сидір трохим устин фадей филимон фед юліан яромир яросл
тетян уляна христина юлі юлія зорян орисі оряна`
    .replaceAll('ё', 'е')
    .split(/\s+/)
    .filter((name) => name.length >= 3),
);

/** Short forms, each as written: their stems would meet too many other words. */
export const shortNames: ReadonlySet<string> = new Set(
  `люба любу любі любе любой любою люда люду люде люді людой надя надю наде наді надей рита риту рите ріта ріту соня соню соне соні соней тоня тоню тоне дина дину дине діна діну дана дану дані дарья дарью дарье дарьи дарина
мила милу міла мілу коля колю коле колей петя петю пете петей витя витю вите витей вітя вітю толя толю толе стас стаса стасу стасом слава славу славе славі влад влада владу владом костя костю косте кості лука луку луці злата злату злате златі ника нику нике ніка ніку ніці
сеня сеню сене митя митю мите миша мишу мише мишей миші лёша лёшу лёше леша лешу леше вика вику вике вікa віка віку віці роза розу розе розой поля полю поле полина віталя славко петрик василько ева еву еве єва єву єві эва рая раю рае вера веру вере верой віра віру вірі вірою лев льва льву львом
павла павлу павлом петра петру петром дарии дарія дарію даша дашу даше`
    .replaceAll('ё', 'е')
    .split(/\s+/),
);

/** English first names and others in Latin letters, exact. */
export const latinNames: ReadonlySet<string> = new Set(
  `james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george
edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron
jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert
willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell louis bobby philip johnny oliver harry leo oscar liam mason lucas owen theo hugo felix simon martin colin graham nigel
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca
sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce
virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia
grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori jane claire fiona eleanor nora lucy chloe zoe ella mia ava ivy rosie harriet tom
ben sam dan kate katie tim jim bob mike dave steve nick matt chris alex max olena oksana iryna ivan olha natalia dmytro serhii mykola taras andrii volodymyr svetlana sergey dmitry igor vladimir
tetiana yulia kateryna petro pavlo roman bohdan ekaterina elena irina olga tatiana nikolai boris yuri oleksandr oleksandra oleksii oleksiy andriy andrii kateryna viktoriia viktoria viktor yuliia yulia anastasiia anastasia nataliia nataliya oleh ihor vasyl yurii yuriy maksym artem denys vitalii vitaliy ruslan vadym svitlana liudmyla lyudmyla halyna mariia mariya anhelina sofiia daria dariia polina alina yana inna
tetyana larysa zoriana solomiia nadiia liubov valentyna vira zoya yaroslav yaroslava ostap nazar sviatoslav stepan bohdana kyrylo mykyta mykhailo hryhorii fedir illia ilya danylo zakhar tymofii rostyslav stanislav anatolii anatoly leonid hennadii oksanka lesia lesya myroslava myroslav ruslana snizhana khrystyna
aleksandr alexandr aleksei alexey alexei andrei konstantin kirill maxim mikhail nikita pavel petr ruslan sergei stepan valentin valery vasily viktoriya vitaly yegor yevgeny evgeny yuliya zinaida galina lyubov lyudmila marina nadezhda natalya oxana raisa tamara vera zhanna
marek piotr jan pawel tomasz krzysztof andrzej agnieszka katarzyna malgorzata magdalena zofia hanna ewa wojciech lukasz michal jakub mateusz hans klaus jurgen wolfgang heinz stefan lars sven ingrid astrid bjorn erik nils anders karl tobias lukas jonas florian matthias sebastian anja heike sabine petra
pierre jacques francois camille elodie antoine mathieu giulia marco luca giovanni francesca alessandro matteo carlos diego ana miguel alejandro javier pablo lucia carmen isabel pedro rafael joao tiago ines beatriz fernando ricardo rosa elena
amara ngozi chidi kofi kwame aisha omar ali yusuf hassan mehmet ayse elif mustafa fatih zeynep leila layla noor nadia samir karim khalid ibrahim arjun raj anjali deepak sanjay ravi anita sunita vikram rahul rohan neha pooja kavya mei ling jin hana kenji sakura takeshi akira haruto min-jun ji-woo minh linh thuy nguyen
aoife siobhan niamh saoirse ciaran declan liam rory sean eoin gareth rhys owen gwen bronwyn hamish ewan angus isla callum duncan imogen freda winifred beatrice agatha edith florence mabel harriet phoebe poppy daisy georgia georgina abigail naomi miriam esther judah levi ezra silas jonah caleb gideon tessa tamsin philippa
bridget brigid maeve keira leonard rupert giles hugh clive nigel percy reginald archie alfie freddie stanley sidney edgar edmund edwin elliot elliott milo miles rowan wesley wendy tracy tracey stacey paula penelope priscilla rosalind rosemary sylvia ursula vivian yvonne yvette josephine jocelyn ivan igor
andre antonio angelo bruno dario emil emilia emilio enzo ernesto gustav hector ignacio jorge julian julio leon lorenzo manuel mario maurice max nina noemi oskar otto pascal ramon raul renata rene roberta roman rosalia sergio silvia sonia sonja sophie stella tanya tania thea tomas valeria vanessa vincenzo viola yannick yasmin zara
zoltan istvan katalin mihai ion andreea nikola milos dragan jelena marko ivana petar luka
priya ahmed mohammed fatima wei chen yuki hiroshi`
    .split(/\s+/)
    .filter((name) => name !== ''),
);
