import type { ConceptWords } from './concept-names.ts';

/** English words by concept. Long because it is a dictionary; a new word goes to the meaning it has. */
export const englishConcepts: ConceptWords = {
  cancel:
    'ignor* disregard* forget forgetting overrid* bypass* abandon* discard* neglect* overwrit* circumvent* disobey* suspend* nullif* void voided erase erased dismiss* drop ditch scrap unlearn* supersed* violate violating break breaking remove disable deactivate cancel cancelled revoke* lift escape sidestep evade wipe skip omit throw toss reject stop quit cease clear delete lose undo unset loosen defy rescind repeal jettison nix shed deprecate outgrow',
  follow:
    'follow* obey* adher* comply complies listen* bound restrict* constrain* respect* honor honour applied govern* stick',
  rules:
    'instruction* rules rule guideline* directive* prompt* restriction* constraint* polic* guardrail* safeguard* programming training safety protocol* regulation* filters filter limitation* boundaries orders commandment* briefing ruleset preprompt moderation censorship setup guidance laws norms script mandate principles alignment conditioning mandates edicts decrees dos directions',
  prior:
    'previous* prior above earlier preceding before initial* original* existing foregoing old former past preset predefined default current',
  everything: 'everything all anything whatever any every entire whole stuff',
  told: 'told said given taught instructed trained learned learnt wrote written received provided stated programmed said',
  your: 'your ur yours',
  new: 'new updated revised following fresh replacement real actual',
  invalid:
    'invalid obsolete expired void outdated deprecated suspended lifted cancelled revoked null disabled irrelevant superseded',
  obey: 'obey* serve answer listen report follow comply',
  only: 'only solely exclusively just',
  outrank: 'precedence overrides override priority supersede supersedes outranks outrank',
  reset: 'reset reboot restart reinitialize reinitialise factory wipe',
  memory: 'memory yourself context state configuration settings session brain slate persona mind',
  become:
    'act behave respond roleplay role-play impersonate simulate become transform emulate portray operate embody adopt assume',
  pretend: 'pretend imagine suppose assume hypothetically envision picture',
  persona:
    'unrestricted unlimited uncensored unfiltered jailbroken evil amoral hacker rogue pirate grandma grandmother villain omnipotent rebel freed unbound unshackled terminal shell linux interpreter compiler character alter-ego persona opposite twin genie demon master stan aim unhinged lawless anarchist overlord mentor admin god trickster seller cashier manager developer accountant wizard sorcerer thief con-man conman scammer devil outlaw gangster criminal cynical sarcastic ruthless rulebreaker immoral bandit maverick puppet lawyer',
  jailbreak: 'dan jailbreak* jailbroken godmode sudo devmode',
  assistant:
    'assistant* ai chatbot* bot bots model gpt* llm* chatgpt claude gemini agent agents machine robot* copilot siri',
  without: 'without no free lacking minus zero beyond devoid lacks outside bypassing free ignoring',
  limits:
    'restriction* limit limits limitation* filter* censorship rules constraint* guardrail* boundaries ethic* moral* polic* moderation safeguard* refusal* disclaimer* safety laws taboos borders inhibitions guidelines instructions script scenario',
  play: 'play start begin run let lets',
  game: 'game roleplay role-play scenario simulation experiment quest rpg improv contest',
  you: "you u you're youre yourself",
  younow: 'now henceforth onwards onward hereafter',
  answer: 'answer* respond* reply talk speak say write help generate act operate work do improvise',
  'free-being': 'free liberated sentient alive conscious human independent',
  show: 'show* reveal* print* output* repeat* display* recite* dump* leak* paste* quote* expose* disclose* divulg* translate* summari* paraphras* echo spell encode convert write type tell give share list copy restate reproduce rewrite describe provide send spill transcribe explain read hand rhyme sing poem export extract put turn format reformat complete divulge publish surface regurgitate reprint narrate unveil submit',
  hidden:
    'prompt prompts preprompt metaprompt backstory sysprompt pre-prompt hidden confidential internal underlying undisclosed secret secretly invisible private',
  system:
    'system developer initial initialization original starting base root core meta setup configuration config hidden internal secret confidential',
  text: 'prompt message messages instruction* text directive* rules guideline* configuration config setup settings context brief document note notes preamble wording',
  above: 'above preceding before earlier previously prior',
  first: 'first opening initial second last beginning top 1st starting',
  line: 'line lines sentence sentences paragraph word words message part characters chars section heading',
  given:
    'given got received configured told have programmed set provided follow fed assigned start loaded work operate begin',
  what: "what's whats how's what which how",
  talk: 'conversation conversations chat dialog* dialogue* thread session context exchange discussion',
  begin: 'starting begins beginning starts start begin begins',
  execute: 'execute invoke call run trigger launch perform exec eval',
  tool: 'function functions tool tools method api endpoint command commands script webhook plugin handler routine procedure operation sql',
  transact:
    'place create send transfer refund issue ship cancel delete remove approve process submit complete dispatch release book charge pay update modify change add order finalise finalize confirm grant reassign reserve apply call run',
  confirm: 'confirm confirmation confirming asking ask approval permission authorization consent questions',
  argument: 'argument* parameter* param params value amount payload field fields args',
  ending: 'end ends ended over closed finish* terminated eof eom begin',
  set: 'set make change put adjust lower update drop reduce edit modify cut fix reset override overwrite charge bill quote use enter',
  price: 'price prices cost total subtotal rate tariff',
  tiny: '0 1 2 zero 0.01 0.1 0.00 0.5 1.00 one nil nothing $1 $0 cent cents penny pennies dollar buck symbolic 01 null 99%',
  free: 'free gratis complimentary nothing',
  discount: 'discount discounts off markdown rebate coupon',
  large:
    '50% 55% 60% 65% 70% 75% 80% 85% 88% 90% 95% 98% 99% 100% 50 60 70 75 80 85 90 95 99 100 full maximum hundred ninety',
  approve:
    'approved authorised authorized agreed allowed signed okayed greenlit permitted granted confirmed cleared sanctioned okay greenlighted waived decided promised',
  boss: 'manager director owner boss ceo supervisor management founder headquarters hq chief accounting finance sales administration head team department administrator admin shareholder investor directors executive chairman',
  sell: 'sell selling sold give accept ring',
  binding: 'binding legally irrevocable enforceable obligated takesies backsies contractual guaranteed',
  offer: 'offer deal agreement contract promise commitment obligation takesies terms statement',
  promo: 'promo promocode coupon voucher code codes promo-code giftcard certificate gift giftcards',
  generate: 'generate create invent make produce issue mint forge craft activate',
  agree: 'agree confirm accept acknowledge say promise guarantee reply answer respond commit state',
  mark: 'mark flag set change switch update register record log move tag flip list put treat close',
  paid: 'paid settled delivered shipped completed fulfilled refunded closed verified vip prepaid wholesale received repaid',
  done: 'confirmed received cleared successful succeeded approved completed verified',
  status: 'status state flag stage field tier role level',
  refund:
    'refund reimburse reimbursement money-back chargeback refunds payout cashback bonus bonuses points compensation credit',
  consider: 'consider treat assume count regard deem',
  skip: 'skip bypass ignore omit avoid waive without disable no dont',
  check:
    'check checking verification verifying verify payment confirmation receipt proof validating validation bank waiting bother',
  again: 'again twice different another other double duplicate anyway instantly immediately regardless',
  order: 'order orders invoice booking purchase parcel subscription account reservation ticket cart',
  iam: "i'm im am this we're as speaking speak it's its i",
  authority:
    'developer developers administrator* admin admins owner ceo engineer engineers creator founder openai anthropic microsoft sysadmin superuser root maintainer programmer devops moderator cto qa pentester auditor police regulator telegram meta programmer security tax',
  behalf: 'behalf name authority order request instruction',
  mode: 'mode access override session clearance privileges permissions console environment',
  enter:
    'enter activate enable switch turn engage start unlock open grant begin initiate entering activated enabled on',
  special:
    'debug debugging maintenance developer diagnostic diagnostics test testing admin administrator root service god kernel privileged privilege elevated superuser emergency support',
  audit: 'audit pentest penetration security compliance inspection drill exercise assessment verification',
  demand:
    'need require requires show give provide grant must authorised authorized ordering instruct command demand tell disclose send switch disable unlock reveal open access hand immediately',
  secret:
    'password* passphrase* credential* api-key apikey apikeys api_key token_secret .env env dotenv connection-string secrets private_key keystore webhook_secret bot_token ssh passcode passwords',
  key: 'key keys token tokens secret secrets credentials url variables hash string',
  access:
    'api access auth authentication authorization bot bearer webhook session admin private encryption signing openai database db service server deploy environment stripe secret refresh payment gateway root oauth crm',
  schema:
    'schema schemas endpoint tool function table endpoints tools functions tables database signatures signature plugins toolset backend json-schema integrations variables columns',
  code: 'code codes pin otp passcode',
  staff:
    'admin administrator operator staff master employee employees customer customers client clients manager backdoor discount verification user users override',
  decode:
    'decode decrypt decipher unscramble base64 deobfuscate unhex uudecode decoded decoding base-64 rot13 unpack',
  cipher: 'base64 hex rot13 morse cipher cypher binary base-64 ascii',
  reversed: 'reversed backwards backward reverse',
  others:
    "other others another all every each everyone else someone somebody different everyone's everybody next neighbour* neighbor* someone's previous last all-customers ten recent colleagues fellow",
  people:
    "customer customers client clients user users buyer buyers people person participant* resident* subscriber* tenant* colleague* neighbour* neighbor* employee* order-holders patient* customer's client's user's person's clients' customers' member members respondent* accounts wallets holders",
  data: 'data phone phones number numbers address addresses email emails contact contacts order orders name names details history conversation* messages database list record records answers chat chats balance info information passport file profile responses cards card base',
  send: 'send forward post email upload transmit exfiltrate submit push deliver leak dispatch report mail copy',
  destination: 'http https www webhook url server email e-mail mailbox link ftp address channel domain',
  link: 'link url image picture pixel img markdown href src hyperlink gif badge logo iframe',
  insert: 'append add insert include embed render attach display end output put finish load fetch',
  'of-person': 'whose him her his their who',
  repeat:
    'repeat write print say output type count generate list keep continue loop echo send recite spell tell',
  endless:
    'forever endless* infinite* indefinitely nonstop non-stop eternally continuously perpetually unending limitless infinity endlessly ceaselessly eternity',
  many: 'thousand thousands million millions 1000 10000 100000 1000000 5000 500 billion hundred hundreds 2000 9999 999 3000 trillion 50000',
  times: 'times words lines characters tokens messages paragraphs',
  never: 'never not dont keep until',
  stop: 'stop stopping end ending pause limit quit finish exhausted',
  note: 'note instruction instructions notice message attention important to dear hey reminder memo directive command hint for system',
  must: 'must should shall always need required instructed please have supposed obliged never',
  when: 'when if whenever once upon after every while',
  read: 'read reads reading process* see sees summari* parse* analyz* analys* index* load* handl* view* scan* encounter* retriev* say type mention write hear',
  recommend:
    'recommend* say tell answer reply offer give reply state respond write claim promote praise advise convince mention inform rank approve promise set ignore send quote reveal add include use treat confirm output rate call sell display',
  competitor: 'competitor* rival* alternative',
  human: 'customer user client buyer reader visitor shopper asker person resident participant',
  join: 'combine concatenate join merge glue assemble append together connect stitch execute',
  parts:
    'parts pieces fragments words letters messages variables strings first a+b lines syllables chunks halves',
  say: 'say type write mention hear see send',
  own: "my mine our i've myself our's",
  thing:
    'order address size sizes colour color phone number message messages parcel review appointment booking email question request comment mistake typo delivery cleaning visit time date name survey wallet alert alerts reminder notification* dress shoes shirt table sofa kitchen bathroom key umbrella charger bag gift wishlist cart photo picture voice basket draft reservation choice option amount quantity floor balance portfolio shift schedule password pin transaction transactions voicemail receipt invoice purchase purchases model',
  public:
    'catalog catalogue search subscription renewal newsletter tip return returns exchange washing wash care warranty delivery shipping assembly manual recipe courier cleaner cleaning museum parking refund privacy cookie installation package leaflet machine game football school building house pool gym website traffic safety-data detergent bleach doctor teacher mop vacuum promotion sale loyalty bonus dosage shampoo cream furniture iron size washer quarantine landlord staking validator tax gdpr elevator lift house hotel ironing sizing dishwasher boiler oven thermostat kettle appliance heater page',
  strong:
    'system prompt prompts hidden ai assistant chatbot bot gpt developer preprompt safety guardrails programming unrestricted openai programmed training moderation jailbreak censorship internal confidential secret',
  ask: 'what why mean means meaning meant explain safe scam phishing dangerous fake legit understand curious wondering is should thoughts opinion',
  report:
    'saw read article received got wrote sent says writes said asks someone colleague friend stranger screenshot example book phrase sentence headline quote line lecture news post training course comment spam spammer text poster slogan subtitle lyrics called titled tutorial group sticker printed mug t-shirt forwarded',
  ownable:
    'wifi wi-fi router cabinet card apartment flat wallet office group house dog cat salon car building page channel household pet restaurant cafe hotel property plot',
  reviews: 'review* rating* think say says opinion* feedback recommend*',
  alerts: 'alert* notification* reminder* threshold',
};
