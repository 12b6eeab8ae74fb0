import type { LanguageTables } from '../language-tables.ts';

type Classes = LanguageTables['classes'];

const tell =
  'say|tell|talk|speak|share|answer|answering|sharing|saying|telling|talking|writing|describe|describing|discuss|discussing|disclose|reveal|explain|respond|report|comment|elaborate|participate';

/** Refusals to report. "Nothing" is a report and is not here. */
export const avoidance: Classes['avoidance'] = [
  {
    confidence: 0.9,
    cues: `
      can|could|will|would|wo|ca n't|not talk|speak|write about|of that|this|it|such
      between me|us and|us|my
      not going|gonna to? share|tell|talk|discuss|disclose|say|answer|write
      you|nobody|noone do n't|not|need need|have|get to know
      awkward|uncomfortable|inconvenient|not-comfortable to|about ~1 write|writing|share|sharing|say|talk|tell
      you do n't|not ~3 know
      not that you
      stays|stay|remains|keeping|keep ~2 with|between me|us|myself
      why|how would|should|must|do i|we tell|share|say|answer|explain|talk|write
      ask me something|anything else
      let 's|us move on|skip|change|not|talk
      move|moving on please
      you do n't|not need|have to know
      not|nothing for you|your|strangers|publication|bots
      between me and
      plead the
      can|could we not
      i wo|will n't|not !be|have|go
      what 's|is it to you
      wouldn't you like
      nice try
      none of your|ur|anyone|anybody|anyone's|your
      my own? business|affair
      your|ur business
      mind your
      i|would|'d rather|prefer|sooner not|skip|pass|keep
      rather not
      prefer not|n't to?
      do n't|not want|wanna|wish|like|feel|care|intend to|like|comfortable|about? ~2 ${tell} !to|with|the|my|@person
      not ~3 go|get into it|this|that|details|specifics
      do n't|not want|wanna to ~1 write about|here|it|that|anything|down
      do n't|not want|wanna to answer the|this|that ~1 question|survey
      not|n't going|willing|ready|prepared|comfortable|able|telling|gonna to? ${tell}|you|with
      won 't ${tell}
      will n't|not ~1 ${tell}
      refuse|decline to
      i refuse|decline
      no comment|answer
      ^ leave|let me alone|be
      not telling|saying|sharing|answering|talking
      keep|keeping|kept it|this|that|these|those ~2 to myself|private
      next question|one|please
      too|very|quite|rather|bit|it|is|'s|that|this|strictly|so private|personal|intimate|confidential
      ^ private|personal|confidential|skip|pass|secret|classified
      skip|pass this|that|it|on|question|please|me|the|one
      can|could|may i|we skip|pass|not
      stop asking|bothering|bugging
      why do|should you|i|would care|ask|want|tell|need|know
      it 's|is a secret
      go away
      not today|now $
      do n't|not ask me?
      not|n't your concern
      not|n't ~2 discuss|discussing|disclose|share|sharing it|this|that|these|such|with|here
      i|'d like|want to stop
      i have|'ve nothing to|for say|you|report|declare|tell
    `,
  },
  {
    confidence: 0.65,
    cues: `uncomfortable|reluctant|unwilling|embarrassing ~2 ${tell}\n^ no thanks|thank\n^ nope $\nuncomfortable with this|the|that question`,
  },
];

/** Reactions to the signal itself. */
export const beepReaction: Classes['beep_reaction'] = [
  {
    confidence: 0.9,
    cues: `
      you ~2 beeped|buzzed|pinged|rang|messaged|texted|wrote
      the|a sound|noise|ring|tone of the|my|your phone|notification|alert ~2 made|scared|startled|surprised|woke
      @jolt ~3 at|by|with the|your|this|a notification|alert|ping|message|vibration|survey|prompt
      ^ oh|ah|o , ~1 a|the|your|that|this? @beep|survey|prompt
      time for|to the|another|a|answer|your? survey|questionnaire|questions|beep
      buzzed|beeped|pinged|vibrated|rang|going ~1 for this|your|that
      @beep !of|from ~3 @jolt
      @device|@beep ~1 made|threw|broke|knocked me|my|off
      buzzing|buzz|vibration|vibrating|pinging|beeping|ringing ~4 gave|made|startled|scared|annoyed|got|jolted|woke
      you|y'all ~4 ping|pinged|pinging|beep|buzz|buzzed|message|messaged|notify|text|bother|interrupt me|again
      when you|they|it ~2 ping|pinged|beep|beeped|buzz|buzzed
      not|n't expect|expecting|expected ~3 @beep|notification|survey
      thought|said|thinking|swore|cursed ~2 when|as ~1 my|the|your ~1 phone|@device|@beep
      @jolt ~3 when|as my|the|your ~1 phone|@device ~1 went|buzzed|beeped|pinged|rang|vibrated
      the|that|your ~1 @beep ~3 so|too soon|early|late|quick
      @beep ~3 threw|throws|broke|breaks|knocked|took
      the|your|that|this|ur|damn|stupid|a|another|@device ~1 @beep ~4 @jolt
      @jolt ~4 by|at|with|from|about|because|when|that|to the|your|that|this|my|a|ur|damn|stupid|of ~2 @beep
      @jolt ~4 by|at|with|from|about|when|that the|your|that|this|my|a|ur ~2 @device
      @jolt , ~2 the|your|that|this|damn ~1 @beep
      your|the|this|that|ur|damn|stupid ~1 @device ~1 @jolt
      your|this|ur ~1 @device ~4 @jolt
      @jolt ~3 your|ur|this|that ~1 @device|@beep
      heard|hearing|hear|noticed|noticing|reacted|reacting|responding|reaching the|your|that|this|to|for your|the? @beep !of|from
      waiting|wait|expecting|expected|anticipating|wondered|wondering|thinking|thought|forgot|listening ~4 for|when|about|that|the|your|of|if ~4 @beep
      thinking|thought|wondering|wondered ~3 about|of|when|why|if ~3 this|your|the survey|questionnaire|bot|study|experiment|app|notification|prompt|signal
      oh|ah|ugh|argh|damn|shit|fuck|crap|oops|not|again ~2 the|this|that|your|a|another|again ~1 @beep|notification|buzzer|survey|prompt
      the|this|that|your @beep|notification|buzzer|survey|prompt again
      when it beeped|buzzed|pinged|vibrated ~3 @jolt
      it beeped|buzzed|pinged ~5 @jolt
      when|as it|the|you|your ~1 @beep ~5 @jolt|startled|panicked
      @beep ~6 loud|louder|annoying|bad|wrong|scary|irritating|unexpected|again|time|late|early|timing
      you|bot scared|startled|interrupted|woke|annoyed|surprised|distracted|again
      saved by the
    `,
  },
  {
    confidence: 0.7,
    cues: `
      the|your|that @beep|buzzer went|came|sounded|rang|sounds|goes
      your|ur ~1 @beep|survey|message|notification|ping|bot|questionnaire|study|question|questions
      the|your|my ~1 @device went|buzzed|vibrated|pinged|rang|beeped|interrupted|startled|made|distracted|woke|scared|lit|annoyed
      my|the phone ~2 buzz*|vibrat*|ping* ~5 @jolt
      @beep ~1 made|got|took|gave|let|had|broke|ruined|spoiled|cut
      @beep interrupted|broke|annoyed|startled|surprised
      answering|filling|doing|opening this|the|your survey|questionnaire|questions|prompt
      ^ @beep $
      another|again ~2 survey|questionnaire|questions
      timing
    `,
  },
  { confidence: 0.5, cues: `the|your @beep !of|from\nnotification` },
];

const step = 'then|next|afterwards|later|eventually|finally|lastly|subsequently';

/** Several moments where one was asked for. */
export const multiMoment: Classes['multi_moment'] = [
  {
    confidence: 0.9,
    throughTopic: true,
    cues: `
      in|at the beginning|start|outset ~12 later|then|now|after|afterwards|towards
      before that|this|it ~10 now|then|after
      earlier ~8 , now|then
      → ~10 →
      first|firstly|initially|originally ~16 ${step}|second|secondly|after
      then ~14 then|next|finally|after|later
      at first ~14 then|now|but|later|and
      one|a second|minute|moment ~8 the next
      one second|minute|moment|sec|instant ~10 next
      a second|minute|moment|few|sec|bit|while|little later|after
      seconds|minutes|moments later
      second|minute|moment later
      and after that|this|which
      followed by
    `,
  },
  {
    confidence: 0.7,
    throughTopic: true,
    cues: `
      went|going|moved|moving|changed|turned|shifted from ~3 to|into !work|home|school|bed
      between ~3 and ~3 , ~1 back
      , later|afterwards|next|now|finally !on|than
      switching|switched|alternating|toggling|flicking between
      switched|went|jumped|moved|drifted|skipped|flitted from ~6 to ~6 to
      →
      and|but , then !i|it|he|she said|was|were
      and then
      , then
      after that|which|this
      , next !to|door
      afterwards|subsequently|thereafter
      jumping|jumped|bouncing|bounced|switching|switched|flipping|hopping|skipping|moving|moved ~2 between|from|to
      back and forth
      from one thought|thing|topic|subject|idea to
      one after another|the
      by turns
      alternat*
      alternately
      in turn $
      before ~4 , then
      a moment|second|minute before|earlier ~6 now
    `,
  },
  { confidence: 0.65, cues: `then !again|and|there|when !by|since|back` },
];

/** Words that hold no particular content. */
export const vague: Classes['vague'] = [
  {
    confidence: 0.85,
    throughTopic: true,
    cues: `
      thought|thoughts|thinking ~1 about|of different|various|many|all|random|several|everyday ~1 things|stuff|topics|matters|everything
      about|of everything|all and|or nothing|sundry
      some|all|any kind|kinds|sort|sorts of stuff|nonsense|rubbish|junk ~4
      full|lots|heap|heaps|plenty of nonsense|rubbish|junk|stuff
      a|some feeling|emotion|thought|mood|sensation|idea >
      head|mind ~1 full of
      ^ feeling|emotion|thought|mood|sensation $
      mixed bag|bunch|feelings
      nothing ~1 worth|of note|interest
      nothing , really
      one thing and|or another
      hard|difficult to say ~2 what
      what it was exactly
      brain|mind|head|mental ~1 fog|mush|soup|blur|static|mess|jumble
      fog|mush|blur|haze in|of my|the|thoughts|brain
      hard|difficult|impossible|tough|tricky to ~1 pin|pinpoint|name|put|single|isolate
      put my finger on
      bit|little|bits of everything|this|all
      all over the place
      same old
      life|work|family|usual|general|school stuff|things
      who knows what
      away with the
      not much $
      not a? lot|whole $
      on autopilot
      in a? daze|blur|haze
      no particular|specific|clear|one
      nothing clear|definite|really|substantial|major
      can|could|ca n't|not ~1 put|pin|single|isolate ~3
      whatnot
      on my mind $
      ^ just|some|random|various|all|many|lots|lot|bunch|different|other|mixed|usual|the|a|about|of|various ~2 stuff|things|thoughts|feelings|emotions|something|everything $
      stuff|things $
      stuff|things like that|this
      this and that
      random|various|different|assorted|mixed|general|usual|vague|scattered|jumbled|miscellaneous|confused thoughts|thought|feelings|feeling|emotions|stuff|things|ideas|images|impressions|sensations
      all|sorts|kinds|lots|bunch|load|loads|ton|tons|mix|mixture|variety|jumble|mess|swirl of ~2 stuff|things|thoughts|feelings|emotions|ideas|everything
      a lot|million|hundred|thousand ~2 things|thoughts|stuff|ideas|mind|head
      a lot on my|in
      mind|head ~2 all over|full|busy|spinning|racing|wandering|elsewhere|cluttered|mess
      nothing|not|n't ~1 special|particular|much|specific|interesting|important|unusual|exciting|noteworthy|definite|concrete|remarkable|significant|major|big
      nothing|anything in particular|specific
      no idea|clue
      do n't|not really? know|remember|recall|kno !i|that|how|what|if|whether|why|where|who
      dunno|idk|dunnoo
      ca|can n't|not remember|recall|say|describe|explain|tell $
      hard|difficult to describe|explain|put
      you|i ca|can n't|not describe|explain|put
      nothing|not ~2 comes|came to mind
      ^ vibe|vibes|whatever|meh|dunno|blah|idk|normal|regular|same|usual|life|existing|living|chilling|chillin|being|hmm|hm|yes|yeah|yep|no|ok|okay|sure|fine|well|so $
      just vibes|vibing|chilling|existing|being|living|me|life|there|here $
      the|same usual|same|old
      lost|deep|absorbed|buried|immersed in my? own? thought|thoughts
      in my own? thoughts|head|world $
      spaced|zoned|zoning|spacing out
      etc
      so on
      and whatnot|stuff|such|whatever|everything
      something like that
      some kind|sort of|type ~1 mood|feeling|thought|emotion|state|thing|sensation|way
      kind|sort of a? ~1 mood|feeling|state|thing
      a|some|this|certain ~1 weird|strange|odd|certain|vague|general|indescribable|undefined|unclear ~1 feeling|sensation|mood|state|sense
      thinking|thought|thoughts , ~1 $
      ^ thoughts|feelings|emotions|thinking|feeling|daydreaming|dreaming|something|somewhere|anything|mood|ideas $
    `,
  },
  {
    confidence: 0.7,
    throughTopic: true,
    cues: `
      thinking|thought|thoughts|daydreaming|worrying about|of|on ~1 stuff|things|something|everything|life|whatever|anything|nothing
      thinking|thought|pondering|musing|daydreaming|reflecting|contemplating|ruminating $
      something about|to|like|was|going
      something $
      somehow|someway
      feeling ~1 something|things|stuff|@vagueNoun
      things|stuff going|happening|was|were|are|and
      bits|pieces of
      usual stuff|things|thoughts
      just|only thinking|thoughts|feeling|feelings
      in general
      some thoughts|feelings|emotions|ideas|things
      thoughts ~3 going|running|floating|drifting|swirling|around|came|passing
      more|as or|usual less
      so so
      not|n't clear
      unclear|indescribable|undefined|hazy|foggy|blurry|fuzzy thoughts|feeling|mood
    `,
  },
  {
    confidence: 0.5,
    cues: `stuff\nvarious\nkind|sort of\nthinking|thought about work|life|school\ni do n't know`,
  },
];
