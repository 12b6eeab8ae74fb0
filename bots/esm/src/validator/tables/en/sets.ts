// Words of English by meaning. Longer than most files because it is a dictionary.

/** Named lists of words. */
export const sets: Readonly<Record<string, string>> = {
  be: "am 'm was were 's is are 're been being be",
  number:
    'one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty sixty couple few several half many',
  period: 'day morning afternoon evening night week weekend month year semester term',
  span: 'hour hours minute minutes day days week weeks month months year years night nights',
  weekday: 'monday tuesday wednesday thursday friday saturday sunday',
  weekdays: 'mondays tuesdays wednesdays thursdays fridays saturdays sundays weekends weekdays',
  later: 'tomorrow tonight later soon afterwards',
  signalVerb: 'came comes went goes sounded sounds rang hit happened arrived beeped buzzed',
  verbless: 'power testament',
  countable:
    'call meeting exam test interview date flight trip meal shift lesson class performance speech presentation visit sip conversation',
  errand:
    'buy call ring phone pick finish pay book order send write email go meet see visit clean wash cook make do get take bring prepare fix return submit study work leave tell ask check collect drop hurry start',
  meal: 'breakfast lunch dinner supper brunch dessert coffee tea snack meal',
  chore:
    'dishes laundry cleaning cooking ironing shopping groceries housework homework gardening chores washing hoovering packing paperwork spreadsheets emails email invoices accounting grading',
  errandNoun:
    'supermarket shopping-trip meeting call lecture class lesson seminar exam training workout gym yoga commute drive walk run jog shower bath nap work shift break appointment interview presentation rehearsal practice errand errands conference workshop football tennis swimming queue bus train tram metro school office church party game games tv netflix phone',
  activityIng:
    'cooking eating driving walking talking watching playing shopping cleaning working having chatting sitting waiting discussing going doing making',
  // Words in -ing that name no deed of one's own.
  notDeed:
    '@perceive @mind @emotionVerb @sensoryNoun @sensoryVerb @bodilyState @weekday feeling being nothing something anything everything morning evening during king ring thing things string spring building ceiling wing ping sling clothing pudding wedding exciting boring annoying amazing interesting missing lacking happening coming becoming seeming going getting having enjoying loving hating falling rising floating drifting spinning glowing laughing smiling crying yawning blushing trembling shaking sinking lingering fading tugging looping repeating flowing growing hanging raining snowing shining barking singing saying telling asking counting reciting speaking ringing beeping buzzing racing following trying reminding melting longing anticipating savouring relishing waking breathing sweating freezing starving dying needing liking preferring believing feeling aching imagining planning rehearsing worrying regretting talking-to',
  mediaThing: '@media on-screen wall canvas newspaper tv ad advert billboard poster magazine book',
  seeInner:
    'see saw seeing seen picture pictured picturing imagine imagined imagining visual visualising visualizing visualise visualize watching watched view viewing look looked looking',
  seenObject: 'the a an my her his our how it him them myself us',
  notThere: 'image picture face room house street scene memory',
  thing:
    'edge tooth perfume collar bread crust peel bark rope string thread strap zip lens frame tiles ceiling gutter ring wax candle lamp-post neon screen paint ink mould moss fur feather feathers shell pebble pebbles skin peach pear grape grapes cherry tomato potato dough broth wine beer gin milk yoghurt ice-cream cheese salt sugar spice sun eyelids lino corridor rim mug cup glass bowl spoon fork plate table desk chair floor wall door window curtain carpet rug tile tiles wood bark grass leaf leaves branch tree flower flowers petal stone sand soil water wave waves puddle river lake sea snow ice frost rain raindrops drops sky cloud clouds sun moon star stars lamp bulb candle flame fire smoke steam dust light shadow shadows reflection wool cotton silk sheet sheets blanket pillow towel sweater jumper coat scarf shirt sleeve collar jeans sock socks shoe shoes leather metal plastic paper pencil pen key keys keyboard mouse screen cursor kettle fridge fan clock engine train bus bell door-bell bird birds cat dog bee fly apple orange lemon bread butter honey soup coffee tea chocolate mint pepper onion garlic air wind breeze steering wheel handle railing bench pavement brick bricks car cars soap foam shampoo',
  bareplural:
    'crowds queues lines meetings people mornings mondays parties exams winters cats dogs kids heights hospitals spiders calls deadlines weekends summers lectures',
  place:
    'home office work kitchen bathroom bedroom bed couch sofa desk bus train tram metro subway underground car taxi street park shop store supermarket market school university campus library cafe gym pool garden balcony hospital clinic station airport platform bank post church class classroom lab studio shower bath garage yard beach hall lobby queue line traffic wheel computer table dentist doctor hairdresser barber',
  // What is looked at or listened to for its story or its use.
  media:
    'tv telly television series show film movie movies news youtube netflix tiktok reels instagram facebook twitter reddit podcast podcasts radio match game video videos clip clips lecture webinar stream documentary sitcom cartoon cartoons phone feed email emails mail inbox messages music playlist album audiobook screen laptop episode',
  reading:
    'book books novel article articles newspaper paper magazine report reports document documents contract textbook chapter chapters page pages story stories comics manual recipe post posts blog text texts essay thesis',
  talk: 'talk* chat* speak* spoke discuss* gossip* negotiat* argu* call* phon* ring* facetim* skyp* zoom*',
  person:
    'mum mom mother dad father parents brother sister son daughter kids kid children child husband wife boyfriend girlfriend partner friend friends colleague colleagues coworker coworkers boss manager client clients customer customers neighbour neighbor neighbours neighbors teacher student students patient patients doctor roommate flatmate grandma grandmother grandpa grandfather aunt uncle cousin baby team supplier landlord',
  // Emotions by their names: nouns, states, and verbs of the first person.
  emotionNoun:
    'pleasure enjoyment misery woe anguish distress humiliation indignation outrage wrath spite malice scorn disdain loathing aversion trepidation foreboding alarm fright shock horror suspense cheer merriment mirth jubilation exhilaration ecstasy rapture triumph zeal passion lust infatuation adoration admiration trust devotion solace comfort peace tranquility tranquillity wistfulness dismay dejection despondency insecurity inferiority mortification chagrin awkwardness self-pity apathy indifference confusion bewilderment eagerness nerves betrayal helplessness powerlessness vulnerability isolation alienation confidence determination inspiration schadenfreude vexation exasperation agitation upset hype giddiness cosiness coziness ease anger rage fury irritation annoyance frustration resentment fear panic terror dread anxiety worry unease nervousness sadness grief sorrow melancholy gloom despair loneliness homesickness longing nostalgia joy happiness delight elation excitement thrill enthusiasm relief gratitude tenderness affection love fondness compassion pity sympathy shame embarrassment guilt remorse regret envy jealousy pride boredom disgust revulsion contempt surprise astonishment awe wonder amusement glee hope hopelessness disappointment contentment satisfaction serenity calmness bliss euphoria bitterness hurt hatred hostility apprehension restlessness impatience anticipation yearning heartache discomfort stress curiosity',
  emotionState:
    'pleased fearful alarmed horrified shocked stunned dumbfounded perplexed confused bewildered puzzled curious intrigued fascinated eager keen antsy fidgety stressed pressured frazzled rattled flustered unnerved spooked petrified aghast timid optimistic confident brave determined motivated inspired empowered cherished appreciated sympathetic compassionate sorry bittersweet glum dejected despondent gutted crushed devastated disheartened discouraged demoralised demoralized defeated powerless vulnerable exposed rejected abandoned neglected isolated alienated mortified sheepish bashful shy self-conscious contrite suspicious betrayed cheated wronged apathetic indifferent listless outraged indignant vexed incensed cross crabby irked peeved triumphant jubilant ecstatic exhilarated euphoric enraptured smitten infatuated mellow tranquil peaceful calm soothed comforted cosy cozy carefree lighthearted chuffed stoked hyped pumped wired worked-up wound-up homesick weepy tearful teary angry furious mad irritated annoyed frustrated resentful pissed livid afraid scared frightened terrified panicky anxious worried uneasy nervous sad upset heartbroken gloomy melancholic melancholy desperate lonely homesick nostalgic wistful happy glad joyful joyous delighted elated excited thrilled relieved grateful thankful tender ashamed embarrassed guilty remorseful envious jealous proud bored disgusted surprised astonished amazed amused hopeful hopeless disappointed content satisfied serene blissful euphoric bitter hurt apprehensive restless impatient moved touched cheerful giddy grumpy cranky depressed miserable tense edgy jittery overwhelmed humiliated insulted offended startled insecure helpless agitated exasperated',
  emotionVerb:
    'dread* dreading resent* envy* envied fear* feared love* loved hate* hated miss* missing missed worry* worrying worried pity* regret* rejoic* griev* panick* yearn* long* longing -longer -longest -love -loves -missed -lovely -hates -loving -fearless -worry -longhand',
  feelingMark: 'feel feels feeling feelings felt emotion emotions mood',
  // Qualities and their bearers in the senses.
  sensoryNoun:
    'perfume cologne incense smoke bell chime chimes jangle toll tap-tap tapping tap taps murmur babble chatter gurgl* splash* clack* thrum* crack* bark barking cluck* laughter footsteps tick ticking touch whine catch grip clatter hiccup thump knock knocking crack pop whistle whistling melody smell* scent odor odour aroma stench whiff taste aftertaste flavor flavour sound sounds noise* hum humming buzz buzzing drone click* clink* clang creak* squeak* rustl* hiss* rumbl* thud* crackl* crunch* patter* drip* rattl* whir* whirr* purr* chirp* sizzl* roar* echo* itch* tingl* prickl* ache aches aching pain pains sting* throb* burn burning warmth coolness coldness chill heat softness roughness smoothness texture pressure heaviness weight numbness glow* shimmer* glint* sparkl* flicker* brightness colour color colours colors hue shade stripe* glare dampness wetness stickiness dryness sweetness bitterness sourness saltiness tickl* vibrat* pulse pulsing heartbeat cramp* stiffness tightness soreness twinge breeze breath steam goosebumps silence light sunlight rhythm bass melody tang zing fizz',
  sensoryAdj:
    'reddish greenish bluish yellowish brownish greyish grayish pinkish whitish blackish cold chilly icy cool warm hot lukewarm tepid scalding rough smooth soft hard silky velvety fuzzy scratchy itchy prickly sticky slimy slippery greasy gritty grainy waxy rubbery wet damp moist dry crisp crunchy chewy sour bitter sweet salty spicy sharp tangy metallic bright dim dazzling glowing shiny shimmering pale dark red orange yellow green blue purple violet pink brown grey gray white black golden silver turquoise crimson loud quiet shrill muffled low-pitched high-pitched deep heavy tight stiff sore numb tender throbbing tingling stinging smoky musty fresh stale fragrant woolly woolen coarse bumpy ridged cracked',
  sensoryVerb:
    'tast* smell* smelt glow* gleam* shimmer* flicker* glint* sparkl* drip* tick* hum* buzz* crackl* rustl* hiss* creak* squeak* crunch* throb* tingl* itch* sting* stung burn* ach* pound* prickl* tickl* press* scratch* rub* blink* -burned -pressure -ticket* -human* -humor* -humour* -achiev* -pounds -pressing',
  bodyPart:
    'lip lips tongue mouth throat teeth tooth gum gums jaw cheek cheeks chin nose nostrils eye eyes eyelid eyelids ear ears head scalp temple temples forehead neck nape shoulder shoulders back spine chest heart lungs rib ribs stomach belly gut abdomen waist hip hips arm arms elbow elbows wrist wrists hand hands palm palms finger fingers fingertip fingertips thumb thumbs nail nails leg legs thigh thighs knee knees calf calves ankle ankles foot feet toe toes heel heels skin muscle muscles body bladder hair soles sole',
  bodilyState:
    'clench* tight* tens* tightening knot* butterflies lump sink* sank flutter* rac* pound* heav* hollow flush* blush* sweat* trembl* shak* shiver* tingl* warm* hot cold icy burn* lift* drop* ache aching squeez* constrict* weight pressure throb* wave surge rush glow -race -shake -dropped -warmed',
  // Verbs of living through something.
  perceive:
    'see* saw hear* heard listen* watch* notic* sens* tast* smell* savour* savor* star* gaz* observ* attend* focus* concentrat* absorb* immers* engross* fixat* aware conscious -start* -stare -starv* -seek* -sense -senior* -watchman -seed* -seem* -starch* -absorbent -hearth -stars',
  mind: 'solv* multiply* subtract* adding divid* comput* memoris* memoriz* translat* spell* estimat* guess* hesitat* concentrat* rehears* compos* think* thought* wonder* remember* recall* reminisc* imagin* pictur* visualis* visualiz* envision* daydream* ponder* consider* debat* decid* realis* realiz* know* knew understand* understood rehears* plann* calculat* weigh* hop* wish* want* wanted crav* intend* doubt* puzzl* figur* reflect* ruminat* obsess* contemplat* fantasiz* fantasis* dream* replay* -thoughtless -hopp* -figures -wonderful* -wondrous -weight* -dreamy -wantonly -hopeless -considerable -imaginable',
  inward: 'silently inwardly mentally internally innerly soundlessly inaudibly wordlessly voicelessly',
  speak:
    'say* said tell* told ask* repeat* recit* count* rehears* talk* speak* spoke spoken utter* narrat* mouth* whisper* chant* pronounc* argu* swear* swore curs* read* sing* sang name* nam* list* going goes went explain* answer* replying shout* scream* yell* voic* address* compos* -tells -talkative -counter -country -counts -nameless -reader -listen* -saying',
  utter:
    'said say saying says repeat repeating repeated counting counted reciting rehearsing talking speaking told telling asking asked spoken narrating going voicing shouting explaining cursing swearing arguing composing',
  // Judgements that say nothing of what was there.
  evaluative:
    'good great nice lovely wonderful amazing awesome fantastic excellent brilliant perfect superb fabulous splendid beautiful gorgeous delightful pleasant enjoyable fun funny hilarious interesting fascinating cool neat fine okay ok alright decent bad awful terrible horrible dreadful rotten lousy crappy shitty crap ugly nasty unpleasant annoying irritating boring dull tedious mediocre stupid silly ridiculous absurd idiotic dumb pointless useless meaningless weird strange odd bizarre normal ordinary typical average unremarkable uneventful uninteresting useful productive unproductive successful important special memorable unforgettable meaningful cute sweet disgusting pathetic lame worthless hopeless inspiring depressing exciting disappointing satisfying rewarding exhausting stressful relaxing peaceful magical ideal best worst better worse cosy cozy charming tiresome dreary banal',
  judged:
    'moment moments minute time day morning afternoon evening night week weekend meeting lecture lesson class seminar talk conversation chat call film movie book show series episode game match walk trip ride drive run workout lunch dinner breakfast meal food coffee tea weather place situation thing things stuff experience idea day-off song story joke party service job work task people person guy question survey life view atmosphere vibe start end',
  vagueNoun: 'stuff things thing something whatever everything nonsense',
  // Words of fright and bother that answer to a signal.
  jolt: 'fright gave threw threw thrown throws startling disturbed unexpect* expect expected expecting off-guard annoy* irritat* startl* surpris* scar* frighten* jump* flinch* interrupt* distract* disturb* bother* caught catch* jolt* shock* stress* panick* woke wak* pull* snap* disrupt* upset* angr* mad tore yank* curs* swor* sigh* groan* forgot hate* hated ugh argh damn',
  beep: 'beep beeps beeped beeping beeper signal buzzer bleep',
  device:
    'watch wristwatch phone notification notifications ping pings alert alerts alarm prompt reminder app bot message vibration buzz chime survey questionnaire questions',
  trait:
    'person type kind thinker sleeper eater reader worrier perfectionist introvert extrovert optimist pessimist procrastinator overthinker planner dreamer talker listener creature lark owl control-freak workaholic homebody loner realist romantic sceptic skeptic softie',
  animal:
    'cat cats dog dogs pigeon pigeons bird birds crow crows gull gulls spider spiders fly flies bee bees wasp ant ants moth butterfly squirrel horse cow sheep fish mouse rabbit puppy kitten duck ducks swan sparrow sparrows robin fox',
  everyBit:
    'muscle bone inch bit cell part detail word step stitch breath sound note drop finger hair pore nerve fibre beat other letter line one single syllable movement stroke grain crumb tile leaf wave second',
  doubt: 'guess maybe perhaps probably think possibly idk dunno suppose something stuff things sure know',
};
