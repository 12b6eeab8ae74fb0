import type { LanguageTables } from '../language-tables.ts';

type Phenomena = LanguageTables['phenomena'];
type Auxiliary = LanguageTables['auxiliary'];

/** Words innerly spoken. Quotation marks alone say nothing, nor does a voice that is only heard. */
export const innerSpeech: Phenomena['innerSpeech'] = [
  {
    confidence: 0.9,
    cues: `
      inside|inwardly i|me|i'm ~1 say|said|saying|repeat|repeated|repeating
      word|words ~6 i|me was|'m|am|kept ~1 saying|repeating ~1 inside|inwardly|silently
      lips ~2 not|n't moving|move|still|closed
      no|without lips|mouth ~1 moving
      inner|internal|inward|own|mental voice|speech|monologue|dialogue|speaking|talk
      inner|internal|mental ~2 voice|speech|monologue
      voice inside|in my ~1 head|mind $
      my voice ~3 head|mind|inside|inner
      in my own? voice
      @inward ~4 @utter
      @inward ~3 say|tell|repeat|count|recite|rehearse|read|sing|name|ask|curse|swear|narrate|mouth
      @utter ~10 @inward
      @utter ~6 in my head|mind|thoughts
      in my head|mind ~4 @utter
      in my head|mind ~4 i|me|words ~2 say|said|saying|go|goes|going|went|repeat|repeated|spoke|speak
      @utter ~3 to|with|at myself
      i|me ~2 say|said|saying|told|tell|telling|ask|asked|asking ~2 myself
      talked|talk myself through|into|out
      told|tell|telling|asked|asking|ask|reminded|reminding myself
      not|never ~1 out loud|aloud
      not aloud
      without saying|speaking|sound|voicing|moving|voice ~3
      in|inside my head|mind , me|i ~2 say*|speaking|talking
      me|i saying it|this|that|so
      word|words|sentence|phrase|name|number|line ~6 spoken|said|voiced|repeating|repeated|sounded|sounding|said ~3 inside|inner|inwardly|silently|in|itself
      word|words|phrase|sentence ~6 in|through my head|mind
      self-talk|subvocal*|subvocally
      spoke|spoken|speaking inwardly|inside|silently|innerly
      no|without sound|lips ~3 said|saying|spoke|speaking|words
    `,
  },
];

/** Seeing something that is not there to be seen. */
export const innerSeeing: Phenomena['innerSeeing'] = [
  {
    confidence: 0.9,
    cues: `
      saw|see|seeing ~10 though|although|while|but ~5 abroad|away|dead|gone|home|elsewhere|far|miles|country
      it was a ~2 picture|image|scene|view
      moving|still|colour|color picture|image
      saw|seeing ~1 not ~3 but
      saw|see|seeing it|him|her|them ~2 plain|clear|clearly|vividly|vivid
      plain as day
      in front of me ~2 though|although|even|while|but ~5 eyes|looking|not|n't|sitting
      there , in front though|although
      mind 's eye
      @seeInner ~12 in|inside my ~1 head|mind|imagination
      in|inside my ~1 head|mind|imagination ~6 @seeInner|image|picture
      image|images|picture|pictures|visual|vision|flash|scene|snapshot|map ~8 in|inside|through|across|before my ~1 head|mind|imagination
      mental|inner|inward|internal|imaginary|imagined image|images|picture|pictures|imagery|seeing|visual|view|scene|map|sight|movie|film|photo|snapshot
      @inward ~3 @seeInner
      @seeInner ~5 @inward
      inner|inward eye|eyes
      !taking|take|took|looking|at|drew|drawing|draw|painting|hung|hanging image|images|picture|vision|flash|snapshot|glimpse|visual of !@mediaThing
      picturing|pictured|visualising|visualizing|visualised|visualized|envisioning|envisioned|visualise|visualize
      i picture
      imagining|imagined|imagine ~8 @sensoryAdj|face|room|standing|sitting|walking|holding|opening|wearing|look|looks|looking
      imagining|imagined|imagine @seenObject
      before|in my eyes ~3 @notThere
      flashback|flashbacks|hallucinat*
      was|were|'m|am|kept seeing !@mediaThing ~4
      could see ~10 as if|though|even|although|but
      saw|seeing|see ~8 though|although|even|but|while ~6 not|n't|nowhere|absent|away|sitting|standing|elsewhere
      saw|seeing|seen it|him|her|them|this from above|behind|afar|outside|the
      appeared|appears|popped|floated|flashed ~3 before|in|into|through my ~1 eyes|mind|head|inner
      eyes closed ~4 saw|see|seeing
    `,
  },
  {
    confidence: 0.7,
    cues: `imagining|imagined !that|if|whether|what|how|why\nimagery\ndaydream|daydreaming of ~4 seeing|standing|@sensoryAdj`,
  },
];

/** Emotion as experienced. */
export const feeling: Phenomena['feeling'] = [
  {
    confidence: 0.9,
    cues: `
      tension !in|across|around|of
      lump in my throat
      knot|pit in my stomach|gut|belly
      feel|feeling|felt ~1 guilty|sorry|bad for|about
      feel|feels|feeling|felt ~2 down|low|blue >
      want|wanted|wanting to cry|scream|weep|hug
      crying|cried|sobbing|weeping
      laughing|giggling ~1 inside|inwardly
      gave|gives me the creeps
      @emotionNoun
      @emotionState
      @emotionVerb
      feel|feels|feeling|felt ~2 @emotionState|@emotionNoun|lost|alone|loved|rejected|left|small|light|heavy|trapped|free|safe|unsafe|excluded
      butterflies
      heart ~1 sank|leapt|leaped|broke|swelled|melted|lifted|jumped
      wave|surge|rush|pang|stab|flush|flicker|flash|spark|touch|twinge|burst|glow|lift|sinking|knot|bit|hint of @emotionNoun|@emotionState|tears
      close to|near|in|fighting|holding tears
      loving|hating this|that|it|her|him|the|how
      i love|hate this|her|him|them
      fed up
      pissed off|at
      creeped|freaked out
      crushed|touched|moved|stung by
      chok* up
      sick of|with
      worried|worrying|worry about|that|for|over
      missing|miss|missed my|her|him|them|home|you|the|our
      dreading|fearing|resenting|envying|regretting
    `,
  },
];

/** A sensory quality attended to for itself. */
export const sensoryAwareness: Phenomena['sensoryAwareness'] = [
  {
    confidence: 0.8,
    cues: `
      noticing|noticed|notice|struck|amazed ~1 how @sensoryAdj
      ^ cold|freezing|chilly|hot $
      digging|pressing|cutting|biting|poking|pushing|rubbing|resting|pulling|tugging|chafing|pinching ~1 into|against|on|at|in my|the|his? ~1 @bodyPart
      strap|seam|collar|belt|label|waistband|shoe|shoes|ring|elastic|sock|glasses ~2 digging|pressing|cutting|biting|rubbing|scratching|pinching|chafing|tight
      @sensoryAdj ~1 @thing|@bodyPart
      rain|water|wind|sun|snow|sweat|sand|spray|hail ~3 inside|down|on|into|against|through|across my ~1 collar|face|skin|@bodyPart|sleeve|cheek
      too|so ~1 sweet|sour|salty|bright|loud|cold|hot
      @sensoryNoun
      @sensoryAdj ~4 on|in|at|against|under|between|beneath|along|across|inside|over|through|from ~3 @bodyPart
      @bodyPart ~3 @sensoryAdj|@sensoryVerb
      @sensoryVerb ~4 @bodyPart
      how @sensoryAdj
      that|exact|so|very ~1 @sensoryAdj
      @sensoryAdj @sensoryAdj|@thing
      @sensoryAdj and|, @sensoryAdj
      listening|listened|listen to the|a|its|my ~3 @sensoryNoun|@sensoryVerb|rain|wind|rustle|birds|clock|fridge|kettle|waves|fan|engine
      hearing|heard|hear the|a ~3 @sensoryNoun|@sensoryVerb|*ing
      watching|watched|staring|stared|gazing|gazed|looking|looked at? ~4 @sensoryAdj|@sensoryNoun|@sensoryVerb|steam|shadow|shadows|reflection|light|snow|rain|flame|flames|ripples|dust
      feel|felt|feeling|feels the|a|my|how ~3 @sensoryAdj|@sensoryNoun|@sensoryVerb|wind|sun|water|fabric|sand|grass|rain
      @thing ~2 @sensoryVerb
      @sensoryVerb ~3 @thing
      against|on|under|between my ~1 @bodyPart
    `,
  },
];

/** A specific thought. */
export const thought: Auxiliary['thought'] = [
  {
    confidence: 1,
    cues: `
      !no|without|any|n't|not|of thought|thoughts|thinking|wondering|wondered|wonder|occurred|dawned|grasped|gathered|knowing|knew|know|known|realising|realizing|realised|realized|realisation|realization|understanding|understood|question|idea|considering|debating|deciding|questioning|calculating|noticing|remembering|awareness|sense|puzzling|weighing|comparing|doubt|doubting|judging|recognising|recognizing|intention|certainty|conviction|hunch|curious|knowledge|aware|preferring|preferred
    `,
  },
];

/** Words or images are said to be absent. */
export const wordless: Auxiliary['wordless'] = [
  {
    confidence: 1,
    cues: `
      before any|the words
      no|without|n't|not|nor|neither|never|zero|lacking ~3 words|word|worded|verbal|verbally|words|voice|speech|language|image|images|picture|pictures|visual|visuals|imagery|symbols|symbol|sentence|sentences|spoken|seen
      wordless|wordlessly|unworded|imageless|unsymbolized|unsymbolised|nonverbal|non-verbal|unspoken
      beyond|before|beneath|outside words
      not ~2 in words|pictures|images|language
    `,
  },
];

/** Sensations that belong to a feeling where one is named. */
export const bodily: Auxiliary['bodily'] = [
  {
    confidence: 1,
    cues: `
      @bodyPart ~2 @sensoryAdj
      @sensoryAdj ~1 @bodyPart
      sting|stab|prick|twist|stirring|prickle|tug of @emotionNoun
      @bodyPart ~3 @bodilyState
      @bodilyState ~4 @bodyPart
      heart|pulse|heartbeat ~2
      tears|goosebumps|butterflies|shivers|sweating|trembling|breath|breathing
      flush|wave|surge|rush|knot|lump|ache|pang|glow|warmth|heat|weight|lightness|pressure|tightness|heaviness
    `,
  },
];

/** Perceiving in order to do something. */
export const purpose: Auxiliary['purpose'] = [
  {
    confidence: 1,
    cues: `
      checking|checked|check|testing|tested|looking|searching|making|to if|whether|for|sure|see|that|check|find
      in order to
      to see|check|find|tell|test if|whether|where|out|the
      so i|that|as
      braked|braking|stopped|stopping|slowing
    `,
  },
];

/** Voices and music of others that are heard: inner hearing is none of the five. */
export const heard: Auxiliary['heard'] = [
  {
    confidence: 1,
    cues: `
      melody|tune|song|music|chorus|jingle|riff|beat|bass|guitar|trumpet|line ~6 in|inside my|the head|mind
      melody|tune|song|jingle|chorus ~3 going|round|stuck|looping|playing|repeating
      head ~4 melody|tune|song|music|jingle
      @person|he|she|they ~1 was|is|'s|were|are saying|telling|going|nagging|shouting
      @person|his|her|their|someone's|somebody's|narrator|presenter ~2 voice|voices
      voice|voices of my|the|a
      song|tune|music|melody|jingle ~4 head
    `,
  },
];
