import type { LanguageTables } from '../language-tables.ts';

const det =
  'the|a|an|my|some|our|his|her|this|that|another|to|at|on|for|with|through|by|in|into|up|out|off|down|around|about|over';

/** Deeds named without anything lived through. */
export const activityOnly: LanguageTables['classes']['activity_only'] = [
  {
    confidence: 0.85,
    cues: `
      < watching|watched ~2 football|soccer|tennis|basketball|hockey|cricket|rugby|baseball|boxing|golf|anime|porn|sport|sports
      < getting|having|got|had my|a|the? ~1 hair|nails|teeth|eyebrows|lashes|beard cut|done|trimmed|checked|cleaned|dyed|whitened
      < getting|having ~1 haircut|massage|manicure|pedicure|facial|checkup|check-up|vaccine|jab|tattoo
      < watching|watched|streaming|binging|listening|listened|looking|looked|staring|scrolling|scrolled ~3 @media
      < reading|read|rereading|skimming|proofreading|browsing|studying|revising ~4 @reading
      < reading|rereading|skimming|proofreading|browsing|studying|revising $
      < doing|making|having|taking|cooking|eating|drinking|washing|cleaning|playing|writing|buying|getting|preparing|packing|checking ~2
      < making|made|having|had|eating|ate|cooking|cooked|preparing|drinking|drank ~3 breakfast|lunch|dinner|supper|tea|coffee|food|meal|snack|sandwich|pasta|soup|salad|pizza|rice|toast|beer|wine|juice|water|sandwiches
      < doing|did ~3 homework|laundry|dishes|chores|paperwork|yoga|squats|push-ups|exercises|taxes|shopping|groceries|nothing|work|ironing|washing|cleaning|reps|cardio|pilates|hoovering|sums|crossword|crosswords|puzzle|sudoku
      < brushing|washing|combing|drying|cutting|shaving|painting|clipping|filing|cleaning|doing|rinsing|brushed|washed|combed|shaved|rinsed my|his|her|their|our|the ~1 @bodyPart|beard|eyebrows|lashes|makeup
      < sat|stood|lay|slept|napped|waited|rested|queued in|on|at|by|outside|inside|around|next|with|for|under|near
      < folding|ironing|vacuuming|hoovering|mopping|sweeping|dusting|scrubbing|washing|cleaning|tidying|emptying|loading|unloading|hanging|mowing|raking|weeding|watering|planting|digging|pruning
      < folded|ironed|vacuumed|hoovered|mopped|swept|scrubbed|washed|cleaned|tidied|emptied|loaded|unloaded|mowed|raked|weeded|watered|cooked|baked|fried|chopped|typed|drove|cycled|jogged|shopped|commuted|exercised|texted|emailed|ate|drank|walked|ran|swam|worked|studied|played|talked|chatted|called|phoned|painted|knitted|packed
      < cooking|baking|frying|boiling|chopping|peeling|slicing|stirring|kneading|grilling|roasting
      < driving|cycling|biking|commuting|riding|parking|walking|jogging|running|swimming|hiking|travelling|traveling|flying|climbing|skating|rowing|strolling
      < typing|coding|programming|debugging|emailing|texting|messaging|replying|filing|printing|photocopying|proofreading|editing|grading|marking|invoicing|budgeting|studying|working|teaching|tutoring|presenting
      < shopping|paying|queueing|queuing|waiting|sitting|standing|lying|resting|napping|sleeping|relaxing|showering|bathing|dressing|shaving|brushing|combing|changing|packing|unpacking|repairing|fixing|painting|sewing|knitting|crocheting|drawing|building|assembling|sorting|gaming|exercising|stretching|lifting|training|dancing|practising|practicing
      < talking|chatting|speaking|discussing|gossiping|arguing|negotiating|calling|phoning|facetiming|skyping|zooming|talked|chatted|spoke|discussed|argued
      < on|in|at ${det}? ~2 phone|call|meeting|class|lecture|lesson|seminar|zoom|teams|conference|interview|shower|queue|line|gym|@place|way|break|walk|run|hold
      < talking|speaking|chatting ~1 on|over the phone
      on the phone|line with|to
      on my|the way|bus|train|tram|metro to|from|home|back|in
      < putting|put ~4 away|down|on|together|in|to|out|up
      < getting|got ~1 ready|dressed|changed|up|home|back|out|off|on
      < going|went|heading|headed|coming|came|driving|travelling ~1 to|home|for|back|shopping|upstairs|downstairs
      < helping|helped|feeding|bathing|walking|walked|dressing|babysitting|nursing
      < playing|played ~2 with|chess|cards|football|games|guitar|piano|tennis|a|the|video|minecraft
      < looking|searching|hunting for !the|a
      < checking|checked|answering|answered|writing|wrote|sending|sent|filling|filled|reviewing|reviewed|updating|updated|preparing|prepared|organising|organizing|finishing|finished|starting|started
    `,
  },
  {
    confidence: 0.75,
    cues: `
      < looking|searching|hunting for the|a|my ~1 keys|phone|wallet|bag|remote|glasses|charger|car|socks|shoes|job|present|parking
      < ~2 @errandNoun|@chore|@meal|visit|trip|run|appointment|pickup|drop-off with|at|in|for|on|to|and|from
      < ~2 @errandNoun|@chore|@meal|visit|trip|run|appointment|pickup $
      < in|at|on ~1 @place|@errandNoun|traffic with|in|on|for ~3 $
      < @meal|@chore|@errandNoun > 
      < @meal|@chore|@errandNoun with|at|in|for|on|and|to|from|after|before
      < my|a|the|our|school|team|work|morning|afternoon|evening|weekly|daily|business|online|dog|zoom|staff|phone|family|video|quick ~1 @meal|@chore|@errandNoun
      < working|work at|on|from|in
      < in|at|on ~2 @place $
      < busy with|at|in
      < nothing|just but|besides working|work|chores
      behind the wheel
      with my @person ~4 $
      we were|was|'re|are ~1 @activityIng
      i|we had|ate|made|cooked|did|took|went|drove|walked|bought|cleaned|washed|got
    `,
  },
  {
    confidence: 0.65,
    cues: `
      ^ at|in|on|by the|a|my|our|an ~2 $
      ^ at|in|on|by the|a|my|our|an ~2 with|in|at|for|taking|doing|waiting ~4 $
      < *ing|-@notDeed\nwas|were|am|'m|are|'re|been ~1 *ing|-@notDeed`,
  },
];

/** What is lived through. It speaks against classes that say nothing was told. */
export const evidence: LanguageTables['auxiliary']['evidence'] = [
  {
    confidence: 0.95,
    cues: `
      tension
      waiting|waited to
      @perceive|@mind ~1 how|the-way
      looking|looked|staring|stared|gazing at how
      searching|looking|hunting|groping|fishing ~2 for ~2 word|words|figure|number|name|answer|phrase|rhyme|reason|solution
      feel|feels|feeling|felt !like|good|fine|okay|ok|well|something|things|stuff|@vagueNoun
      @emotionNoun
      @emotionState
      @emotionVerb
      image|images|picture|pictures|vision|memory|memories of|in
      in my head|mind|imagination|mouth|chest|throat|stomach|belly|ears|eyes|nose
      inner|internal|inward|mental
      to myself
      @inward
      thinking|thought|thoughts|wondering|wondered|remembering|remembered|imagining|imagined|picturing|pictured|knowing|knew|realising|realizing|realised|realized ~1 about|of|that|how|if|whether|what|why|where|when|who|i|he|she|it|they|we|to
      absorbed|immersed|engrossed|gripped|caught|lost in|by|up
      aware|conscious of|that|how
      attention ~2 on|to
      noticing|noticed|notice|hearing|heard|hear|seeing|saw|see|smelling|smelled|tasting|tasted|sensing|sensed
      listening|listened to ~3 @sensoryNoun
      watching|watched|staring|stared|gazing|gazed|looking|looked ~5 *ing|@sensoryVerb|@sensoryNoun|@sensoryAdj
      following|followed what|her|his|the ~2 said|saying|story|argument|words|meaning|sense|plot|talk|voice
      wanting|wanted|want|craving|craved|longing|wishing|wished|urge|desire|impulse|hoping|hoped
      hungry|thirsty|sleepy|tired|dizzy|nauseous|hunger|thirst|fatigue|nausea
      @bodyPart ~3 @sensoryAdj|@sensoryVerb|@bodilyState
      @sensoryAdj|@sensoryVerb|@sensoryNoun|@bodilyState ~4 @bodyPart
      tune|song|melody|chorus|jingle stuck|playing|looping|going|in|kept|round
      like a|an|the|when|someone
      as if|though
      the thought|idea|sense|awareness|knowledge|urge|feeling|sensation|sound|smell|taste|sight|warmth|weight|image|picture|voice|word|words|sentence|line|phrase that|of|to
      enjoy|enjoying|enjoyed|savouring|savoring
      how ~3 @sensoryAdj|@sensoryVerb
      trying to remember|recall|decide|work|figure|understand|guess
      daydreaming|daydreamed of|about|that
    `,
  },
  {
    confidence: 0.8,
    cues: `
      @sensoryNoun
      @sensoryVerb
      @mind|@perceive
      @bodyPart
      inside
      word|words|sentence|voice|meaning
    `,
  },
  { confidence: 0.6, cues: `@sensoryAdj\nrain|wind|snow|sun|sky|clouds` },
];

/** The experience was empty. */
export const nothing: LanguageTables['auxiliary']['nothing'] = [
  {
    confidence: 0.9,
    cues: `
      ^ nothing !special|particular|much|specific|interesting|important|unusual|exciting|but|really|to|in|comes|definite|concrete|remarkable|beats
      nothing|none|nobody|no-one ~2 there|inside|going|in|at|present|on|happening
      nothing at all|whatsoever
      blank|blankness|emptiness|void
      ^ empty|emptiness|silence|stillness
      mind|head ~3 empty|blank|quiet|silent|still|clear
      no|without|n't|not|zero|free ~1 any|a|single|of? thought|thoughts|thinking|content|experience
      n't|not thinking|aware|experiencing ~1 anything|of
      no inner
    `,
  },
];

/** Deeds of a chain. Perceptions are left out: several may be there at once. */
export const deed: LanguageTables['auxiliary']['deed'] = [
  {
    confidence: 1,
    cues: `
      got|opened|closed|shut|sat|stood|walked|went|picked|put|took|poured|drank|ate|turned|checked|texted|answered|replied|sent|called|started|finished|grabbed|made|washed|brushed|dressed|left|came|returned|ran|jumped|climbed|switched|logged|typed|wrote|bought|paid|cooked|fed|locked|unlocked|parked|drove|clicked|scrolled|cleaned|lay|woke|showered|threw|filled|boiled|cut|phoned|rang
    `,
  },
];

/** Perceptions and thoughts told as events of a story. With a deed among them three make a chain. */
export const event: LanguageTables['auxiliary']['event'] = [
  {
    confidence: 1,
    cues: `
      < @be? looking|reading|listening|watching|thinking|talking|sitting|walking
      < looked|heard|saw|noticed|felt|thought|remembered|wanted|realised|realized|smelled|wondered|started|began
      and|then|, ~1 heard|saw|noticed|thought|remembered|realised|realized|decided
    `,
  },
];

/** Things, beings and signs that may have been before the eyes or ears: weak, but not nothing. */
export const scene: LanguageTables['auxiliary']['scene'] = [
  {
    confidence: 1,
    cues: `
      @thing|@bodyPart|@animal|hero|heroine|character|scene|face|faces|window|letters|letter|number|numbers|word|cursor|corner|crack|line|lines|pattern|spot|stain|dot|dots|hole|edge|picture|photo|crumb|crumbs|fridge|tree|trees|roof|roofs|wall|bag|box|bottle|tap|sink|lid|button|zip|shoelace|receipt|coin|coins|ticket|map|clue|puzzle|knight|pawn|tune|song|music|chorus|joke|smile|voice|laugh|baby|name|actress|actor
    `,
  },
];
