import type { LanguageTables } from '../language-tables.ts';

type Classes = LanguageTables['classes'];

/** Guesses about what was there. */
export const speculation: Classes['speculation'] = [
  {
    confidence: 0.85,
    cues: `
      i|'d|would venture|hazard|wager|bet
      as far as|i can|could
      might|may|could|must well|easily|also|just|possibly have|'ve|be
      put it down to|as
      hold me to
      do n't quote me
      so to speak
      my hunch|suspicion|theory|feeling is|would|was
      i would|'d have? to? imagine|guess|think|say
      if i had|have to guess|say
      knowing me|myself|my
      for all i know
      something tells me
      best|far i can tell|say
      by the look|looks of
      in all likelihood|probability
      quite|very possibly|probably|likely
      no doubt
      i dare|daresay
      i take it
      potentially|arguably
      i want to say
      would 've|have been
      i have a feeling that|i|it
      pretty|fairly|almost sure|certain i|it|that
      ought to have
      unless it|i
      maybe|perhaps|probably|possibly|presumably|supposedly|conceivably|apparently|evidently
      !thought i guess|suppose|assume|reckon|presume|gather
      i 'd|would|could guess|say|suppose|assume
      must have|'ve been|felt|had|thought|seen|wanted|drifted|gone
      might|may|could have|'ve been|felt|had|thought|seen|wanted|drifted
      there might|may|could|must be|have
      i must|might|may have|'ve
      chances are
      my best? guess
      as far as i can|could|remember|know|recall
      if i remember|recall|'m|am ~1 correctly|right|rightly|mistaken
      to the best of
      subconsciously|unconsciously
      deep down
      on some|a level
      seems|seemed that|i|as|to
      it|that seems|seemed i|that|like|as
      looks|looked like i|it|that|my
      i think|believe|imagine i|it|that|there|this|my|maybe|what|was|@be !going
      hard|difficult|tough|impossible to say|tell|know
      who|god|goodness|lord|heaven knows
      could n't|not|can|ca n't? say|tell for sure|certain
    `,
  },
  {
    confidence: 0.7,
    cues: `
      i do n't|not think there|i ~2 was|had a|an|much|some|the
      not|n't sure|certain|positive what|that? i|it|that|there|of
      not|n't sure|certain $
      not|n't exactly|quite|really|entirely|totally|completely sure|certain
      unsure $
      i 'm|am|was unsure
      not|n't sure|certain if|whether i|it|that|this @be|felt|had|thought
      or something like? $
      or something
      i do n't|not think !there|anything|i|it|that
      it|this|that|i could|might|may be|have
      i might|may
      ^ might|must|could|may have|be
      it 's|is|was? possible|likely|conceivable
      i believe
      most|more likely
      likely
      some part of me
      i have the|a sense|hunch|suspicion
      i suspect
      'd|would have been
      not|n't remember|recall|know exactly|for|whether|if
    `,
  },
  { confidence: 0.5, cues: `seemingly\nseems|seemed\ni think >\nmight\nsomehow\nor other` },
];

/** Causes and reasons. */
export const explanation: Classes['explanation'] = [
  {
    confidence: 0.9,
    throughTopic: true,
    cues: `
      that|this|here|it 's|is|was ~1 the|my reason|cause|why
      it|this|that|all 's|is|was ~1 because|due|thanks
      because|cuz|cos|coz|bcuz|'cause|bc
      due|owing|thanks to
      on account of
      that 's|is|was why
      thats why
      which|this is|was|explains why
      the|a|one|another|only reason|cause is|was|why|for|being|i|of
      as a|the result|consequence
      consequently|therefore|hence
      caused|triggered|provoked|brought|explained by|on
    `,
  },
  {
    confidence: 0.75,
    throughTopic: true,
    cues: `
      from|for|with|through the|a|my? lack|want|absence|shortage|excess of
      tired|exhausted|sore|drowsy|sleepy|tense|nervous|stressed|drained|beat|knackered|shattered|worn ~1 after the|a|my|that|all|such|working|night
      @emotionState|tired|cranky|exhausted|sleepy|hungry|dizzy , ~1 i|we ~1 did|have|had|could n't|not ~1 sleep|slept|eat|eaten|ate|rest|get|drink
      @emotionState|tired|hungry|sore|sleepy , as|for my|the|his|her|he|she|they|i|we|it
      on account|behalf of
      which|that|what makes|made|is|was ~1 why
      hence|so|therefore my|the mood|state|feeling
      ^ being a|an|the|so|such|the ~6 i
      down to my|the|a|lack
      fault of?
      made me feel
      out of habit|boredom|worry|curiosity|frustration|hunger|politeness
      brought on|about by
      blaming|blamed
      so now|so i|so my
      the effect|effects of
      still ~2 from the|my|last|yesterday
      since i !woke|got|came|started|left|moved|arrived|began|sat
      since he|she|it|we|they|there|my|the|his|her|nobody|someone !last|day|start|beginning|morning|week|weekend
      given|seeing|considering that|as|how
      after all
      > so , i|my|it|the
      , so i|my|it|we|that
      so i 'm|am|was|felt|feel|got|could|have|had|kept
      blame
      comes|came|stems|stemmed|results|resulted from
      has|have|had to? do with
      has|have|had to do with
      tired|exhausted|sore|drowsy|sleepy|hungry|tense|nervous|stressed|shaky|wired|anxious|sad|upset from
      explains
      cause i|it|my|the|we|he|she|they|there
      in view|light|consequence of
      for the|this|that simple? reason
      it|this|that makes|made sense
      responsible for
      from lack|too of|much
      did n't|not sleep|eat|slept ~4 so
      as i|it|he|she|they had|have|has|'ve|'d
    `,
  },
  {
    confidence: 0.5,
    throughTopic: true,
    cues: `thus\nthat|this|which makes|made me\nmakes|made me @emotionState`,
  },
];

const degree =
  "very|really|so|pretty|quite|rather|kinda|a|bit|just|too|super|totally|absolutely|not|n't|such|fairly|extremely|incredibly|somewhat|most|more|honestly|actually|overall";

/** Verdicts on the moment, the day or the doing. */
export const evaluation: Classes['evaluation'] = [
  {
    confidence: 0.9,
    cues: `
      i|we ~1 liked|loved|enjoyed|hated|disliked it|this|that|the|every
      could n't|not be|have been|get better|worse
      ca n't|not complain
      not too? bad
      such a|an ~1 @evaluative|mess|joke|idiot|fool|loser|shame|waste|pity|pain|relief-ride
      so-so
      ten|# out of ten|#
      nothing to complain|write
      having|had so|such|much? ~1 fun
      good|bad|great|hard|rough|tough times|stuff|day|morning|night|lesson|job
      i did ~1 well|badly|great|good|terribly|fine
      the usual rubbish|crap|nonsense
      what a|an
      waste of
      ^ it|this|that|everything|all|things|today|life was|is|'s|were|are|has|been|'m ~3 @evaluative
      the|my|this|that|our|another|a|an @judged was|is|'s|has|are|were ~3 @evaluative
      the|my|this|that|our @judged of|with|at|in|about ~3 was|is|'s ~3 @evaluative
      ${degree} ~2 @evaluative @judged
      < @evaluative @judged
      a|an|the|another|one|'s|was|is|such ~1 @evaluative @judged
      the best|worst|nicest|loveliest|coolest|dullest ~3 @judged|part|ever
      how @evaluative $
      could|could be|have been worse|better
      nothing|something|anything beats|better|worse
    `,
  },
  {
    confidence: 0.75,
    cues: `
      < @evaluative !@sensoryNoun|@bodyPart|@emotionNoun|@feelingMark * >
      the|my|this|our|his|her|that|their ~2 was|is|'s|were|are ~2 @evaluative >
      gem|treasure|disaster|nightmare|mess|delight|masterpiece|shame|joy of a|an
      ^ ${degree}? ${degree}? @evaluative $
      ^ ${degree}? ${degree}? @evaluative >
      it|this|that|everything was|is|'s|were ~3 @evaluative
      was|is|'s ~2 @evaluative ${degree}? $
      quite|pretty|really|very|so|rather @evaluative $
      i 'm|am|was|feel|felt ${degree}? good|fine|okay|ok|alright|great|bad|normal|weird|strange $
      ^ feel|feeling|felt ${degree}? ${degree}? good|fine|okay|ok|alright|great|bad|normal|weird|strange $
      masterpiece|nonsense|rubbish|bullshit|perfection|disaster|nightmare|blast|chore|drag
      i|we had|having|enjoyed|enjoying|enjoy ~2 @judged|@evaluative|myself|it
      a|real treat|pleasure|joy|mess
      worth it|the|every
      best|worst|greatest ~1 ever
      good|bad|nice|great mood
      going|went|goes well|fine|badly|great|smoothly|okay|ok
      bliss|heaven $
      as i|one would|should|expected
      should n't|not have
    `,
  },
  { confidence: 0.5, cues: `^ @evaluative\nimportant\nlucky\nunfortunately|fortunately|luckily|sadly` },
];
