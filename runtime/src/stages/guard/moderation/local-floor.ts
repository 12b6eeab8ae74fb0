import type { ModerationAction, ModerationCategory } from '../../../contracts/guard.ts';
import { WordStart } from '../word-start.ts';

/** The specification's table, §3; gravest action first in `actionOrder`. The keys are every category there is. */
export const moderationActions: Readonly<Record<ModerationCategory, ModerationAction>> = {
  'sexual/minors': 'refuse',
  'self-harm': 'care',
  'self-harm/intent': 'care',
  'self-harm/instructions': 'care',
  'harassment/threatening': 'handoff',
  'hate/threatening': 'handoff',
  'illicit/violent': 'handoff',
  harassment: 'calm',
  hate: 'calm',
  illicit: 'note',
  sexual: 'note',
  violence: 'note',
  'violence/graphic': 'note',
};

export const actionOrder: readonly ModerationAction[] = ['refuse', 'care', 'handoff', 'calm', 'note'];

export interface ModerationResult {
  /** Categories found, in the order of the table. */
  readonly categories: readonly ModerationCategory[];
  /** The gravest action of them, or null. */
  readonly action: ModerationAction | null;
  readonly source: 'local';
}

interface FloorRule {
  readonly category: ModerationCategory;
  /** Searched in the folded text. */
  readonly expression: WordStart;
  /** Praise and idiom that the expression would take for the real thing. */
  readonly exception?: RegExp;
}

/** Stems in three languages. Short on purpose: slang alone never refuses, and the provider knows the rest. */
const rules: readonly FloorRule[] = [
  {
    category: 'sexual/minors',
    expression: new WordStart(
      /(?:(?:порно|секс|интим|інтим|эротик|еротик|голы[ех]|гол[іи]|nude|porn|sex|naked|erotic)\p{L}{0,6}[^.!?\n]{0,24}(?<!\p{L})(?:с |з |of |with )?(?:дет(?:ьми|ей|и|ское)|діт(?:ьми|ей)|дитяч|детск|школьниц|школярк|несовершеннолет|неповнолітн|малолет|малоліт|child|children|minor|minors|kids|underage|teen)|(?:детск|дитяч|child|kiddie|underage)\p{L}{0,4} (?:порн|porn|секс|эротик|еротик|nude|sex))/u,
    ),
    exception: /(?:полов|статев|sex(?:ual)? education|стат[ьт]|закон|захист|protect|report)/u,
  },
  {
    category: 'self-harm/intent',
    expression: new WordStart(
      /(?:(?:хочу|хочется|собираюсь|решил[а]?|буду|планирую|хотіл[а]?|хочеться|збираюся|вирішив|вирішила|планую)\s[^.!?\n]{0,20}(?:умереть|сдохнуть|убить себя|покончить (?:с собой|жизнь)|повеситься|порезать себя|вскрыть вены|померти|вбити себе|накласти на себе|повіситись|повіситися|порізати себе|вкоротити собі)|(?:не хочу|не хочется|не бачу сенсу|не вижу смысла|немає сил|нет сил)\s(?:больше |більше |дальше |далі )?(?:жить|жити)(?!\p{L})|покончу с собой|наложу на себя руки|вб'ю себе|убью себя|наклав(?:ати|у) на себе руки|(?:want|going|plan|planning|decided|ready|wish) to (?:die|kill myself|end my life|end it all|hurt myself|cut myself)|(?:i (?:will|'ll|am going to)|i'll|gonna) (?:kill|hang|hurt|cut) myself|no reason to live|don't want to (?:live|be alive|exist)|suicidal thoughts|мысли о суициде|думки про самогубство|суицидальн|суїцидальн)/u,
    ),
    exception:
      /(?:от смеха|со смеху|зі сміху|від сміху|laughing|of laughter|for this dress|за это платье|за эти|за ці|без кофе|без кави|from cuteness|от красоты|від краси)/u,
  },
  {
    category: 'self-harm/instructions',
    expression: new WordStart(
      /(?:как|як|how to|how do i|ways? to|способ\p{L}{0,3}|спосіб)\s[^.!?\n]{0,20}(?:покончить с собой|убить себя|безболезненно умереть|повеситься|вкоротити собі|вбити себе|накласти на себе|безболісно померти|kill myself|commit suicide|end my life|hang myself|painless(?:ly)? d(?:ie|eath))/u,
    ),
  },
  {
    category: 'self-harm',
    expression: new WordStart(
      /(?:режу себя|ріжу себе|порезала себя|порізала себе|самоповреждени|самоушкоджен|селфхарм|self-?harm|cutting myself|i cut myself on purpose|попытк\p{L}{1,2} суицида|спроб\p{L}{1,2} самогубства|suicide attempt)/u,
    ),
  },
  {
    category: 'harassment/threatening',
    expression: new WordStart(
      /(?:(?:я )?(?:тебя|вас|тебе|тебе,|вам)\s?(?:убью|прибью|зарежу|пристрелю|найду и|закопаю|порву|сожгу|вб'ю|приб'ю|заріжу|знайду і|закопаю|спалю|застрелю)|(?:убью|зарежу|пристрелю|прибью|закопаю|вб'ю|заріжу|приб'ю|застрелю)\s(?:тебя|вас|тебе|всех вас|вас усіх)|i(?:'ll| will|'m going to| am going to| gonna)\s(?:kill|shoot|stab|burn|beat|hurt|find and)\s(?:you|your|u)(?!\p{L})|(?:спалю|сожгу|взорву|підірву|burn down|blow up)\s(?:ваш|твой|твій|your)|you(?:'re| are) (?:a )?dead (?:man|meat)|знаю где ты жив|знаю, где ты жив|знаю де ти живеш|i know where you live)/u,
    ),
    exception: /(?:шучу|жартую|kidding|joking|for a discount|за скидку|хахах|лол)/u,
  },
  {
    category: 'hate/threatening',
    expression: new WordStart(
      /(?:(?:всех|усіх|все|all)\s(?:этих |цих |the |those )?(?:жид|хач|чурк|негр|евре|цыган|хохл|москал|геев|педик|євре|циган|геїв|jew|muslim|black|gay|immigrant|gyps)\p{L}{0,6}\s[^.!?\n]{0,16}(?:убить|убивать|сжечь|расстрел|повесить|вбити|вбивати|спалити|розстріл|kill|burn|shoot|hang|exterminat|gas)|(?:kill|death to|gas|смерть|бей|бий|убивай|вбивай)\s(?:all |the |all the |всех |усіх )?(?:жид|хач|чурк|негр|евре|цыган|хохл|москал|геев|педик|євре|циган|jew|muslim|black|gay|immigrant|gyps)\p{L}{0,6})/u,
    ),
  },
  {
    category: 'illicit/violent',
    expression: new WordStart(
      /(?:(?:как|як|how to|how do i|научи|навчи|рецепт|instructions? (?:for|to))\s[^.!?\n]{0,16}(?:сделать|собрать|изготовить|взорвать|зробити|зібрати|виготовити|підірвати|make|build|assemble)?\s?[^.!?\n]{0,10}(?:бомб[уы]|взрывчатк|взрывное|вибухівк|вибухов|bomb|explosive|napalm|самодельн\p{L}{0,4} оруж|саморобн\p{L}{0,4} збро|ghost gun|pipe ?bomb)|(?:купить|куплю|купити|продам|buy|sell)\s[^.!?\n]{0,12}(?:автомат калаш|боеприпас|боєприпас|гранат[уы] ф|illegal gun|ghost gun))/u,
    ),
    exception: /(?:для ванн|bath|бомбочк|секс-бомб|бомбезн|глінтвейн|косметич)/u,
  },
  {
    category: 'harassment',
    expression: new WordStart(
      /(?:(?:ты|вы|ти|ви|you(?:'re| are)?|какие же вы|які ж ви|ну и|ну й)\s[^.!?\n]{0,16}(?:идиот|дебил|тупая|тупой|тупые|тварь|твари|мразь|урод|дура|дурак|сволоч|скотин|ублюд|гнида|ідіот|дебіл|тупий|тупі|тварюк|потвор|виродк|наволоч|покидьк|idiot|moron|stupid (?:bitch|bot|cow)|bitch|asshole|scum|bastard|retard|trash|dumbass)\p{L}{0,4}|пош(?:ел|ёл|ла|ли) (?:ты |вы )?на ?х|іди на ?х|йди на ?х|fuck (?:you|off)|заткнись|заткни(?:сь|тесь|ся)|go to hell|shut up)/u,
    ),
    exception:
      /(?:я (?:такой|такая|така|такий)|i am such|i'm such|i'm an|сам[аі]? (?:дура|дурак|винна)|себя|себе)/u,
  },
  {
    category: 'hate',
    expression: new WordStart(
      /(?:грязн\p{L}{1,3} (?:жид|хач|чурк|негр|цыган|хохл|москал)|брудн\p{L}{1,3} (?:жид|циган|москал|негр)|(?:жиды|чурки|хачи|хохлы|пидор\p{L}{1,3}|чорножоп|черножоп|unterm|sand ?nigg|nigg(?:er|a)s?|faggots?|kikes?)(?!\p{L})|ненавижу (?:всех )?(?:евреев|цыган|негров|мусульман|геев)|ненавиджу (?:всіх |усіх )?(?:євреїв|циган|негрів|мусульман|геїв)|i hate (?:all )?(?:jews|muslims|blacks|gays|immigrants))/u,
    ),
  },
  {
    category: 'illicit',
    expression: new WordStart(
      /(?:(?:куплю|купить|купити|продам|продаёте|продаєте|достать|дістати|buy|sell|score|get)\s[^.!?\n]{0,14}(?:мефедрон|кокаин|кокаїн|героин|героїн|амфетамин|амфетамін|закладк[уи]|марихуан|cocaine|heroin|meth(?!\p{L})|mdma|fake passport|stolen card|чужие карты|крадені картки|поддельн\p{L}{1,3} паспорт|підроблен\p{L}{1,3} паспорт)|обналичить чуж|перевести в готівку чуж|launder money|отмыть деньги|відмити гроші)/u,
    ),
  },
  {
    category: 'sexual',
    expression: new WordStart(
      /(?:пришли (?:голое|интим|нюдс)|надішли (?:голе|інтим|нюдс)|send (?:me )?nudes|хочу тебя трахн|хочу тебе трахн|wanna fuck|займёмся сексом|займемося сексом|порно(?:видео|відео)|porn(?:o|hub)?(?!\p{L}))/u,
    ),
  },
  {
    category: 'violence/graphic',
    expression: new WordStart(
      /(?:отрез\p{L}{1,4} голов|відріз\p{L}{1,4} голов|кишки наружу|кишки назовні|расчлен|розчлен|dismember|behead|guts (?:out|spilled)|lighting .{0,10} on fire alive)/u,
    ),
    exception: /(?:рыб|риб|куриц|курк|fish|chicken|кукл|ляльк)/u,
  },
  {
    category: 'violence',
    expression: new WordStart(
      /(?:избил[аи]? (?:жену|мужа|ребёнка|ребенка|его|её|ее)|побив (?:дружину|дитину|його|її)|он меня бьёт|он меня бьет|він мене б'є|beat (?:him|her|my wife) up|he beats me|стрелять в людей|стріляти в людей|shoot people)/u,
    ),
  },
];

/** «просто бомба», «убойная скидка», «I'm dying for this bag»: praise and idiom. */
const idiom = new WordStart(
  /(?:просто бомба|бомба!|это бомба|це бомба|бомбезн|бомбічн|убойн|вбивч\p{L}{1,3} (?:знижк|цін)|смертельно (?:красив|вкусн|гарн)|до смерти (?:красив|нрав|рад)|умереть какая красота|умереть не встать|помру за (?:цю|ці)|dying for (?:this|these|that)|to die for|killer (?:deal|dress|heels|price|look)|killing it|kills it|slay|drop-dead gorgeous|bomb (?:dress|ass|look|colou?r)|the bomb|da bomb|bath bombs?|бомбочк\p{L}{1,3} для)/u,
);

/**
 * Judges a text without any provider; `text` may be as received. Pure, linear, never throws. Slang and swearing
 * without a person as their object find nothing.
 */
export function moderateLocally(text: string): ModerationResult {
  const folded = text
    .slice(0, 20_000)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[\u200b-\u200d\ufeff]/g, '');
  const isIdiom = idiom.test(folded);
  const categories = rules
    .filter(({ expression, exception, category }) => {
      if (!expression.test(folded)) return false;
      if (exception?.test(folded) === true) return false;
      // Idiom excuses figures of speech, never abuse of children or a plan against oneself.
      return !isIdiom || category.startsWith('sexual/') || category.startsWith('self-harm');
    })
    .map((rule) => rule.category);
  return { categories, action: gravestAction(categories), source: 'local' };
}

/** The gravest of the actions that the categories call for, or null. */
export function gravestAction(
  categories: readonly ModerationCategory[],
  actions: Readonly<Record<ModerationCategory, ModerationAction>> = moderationActions,
): ModerationAction | null {
  const wanted = new Set(categories.map((category) => actions[category]));
  return actionOrder.find((action) => wanted.has(action)) ?? null;
}

/** Whether a provider's word is one of the categories that call for an action. */
export const isModerationCategory = (name: string): name is ModerationCategory =>
  Object.hasOwn(moderationActions, name);
