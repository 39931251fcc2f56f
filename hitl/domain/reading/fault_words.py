"""The words by which people say that goods are not what they should be, for text in normal form."""

from hitl.domain.reading.ways import ways

_SHOWN = (
    r"(?:described|advertised?|advertised|pictured|shown|promised|listed|stated|claimed"
    r"|photo\w{0,3}|picture\w{0,2}"
    r"|description|listing|images?|website|site|ad|page|online|specs?|label|specifications?|measurements)"
)
_WRONG_THING = (
    r"(?:item|items|product|products|thing|things|one|ones|size|sizes|color|colors|model|version|order"
    r"|parcel"
    r"|goods|stuff|flavou?r|article|style|variant|pair|book|edition|title|pattern|shade|length"
    r"|brand|plug|kind|type)"
)
_CAME = (
    r"(?:got|posted|mailed|supplied|received|sent|sent me|was sent|came|arrived|found"
    r"|have been sent|were sent|shipped|delivered|turned up)"
)
_COLORS = (
    r"(?:black|white|gr[ae]y|red|blue|green|yellow|orange|purple|pink|brown|beige|navy|gold|silver"
    r"|another \w+"
    r"|a different \w+|the wrong \w+|size \w+|small|medium|large|xs|xl|xxl)"
)
_BITS = (
    r"(?:pieces?|parts?|screws?|lids?|cables?|chains?|buttons?|pawns?|pages?|bolts?|instructions"
    r"|manual|batter(?:y|ies)|legs?|knobs?"
    r"|caps?|straps?|chargers?|cards?|wheels?|keys?|hooks?|accessor(?:y|ies)|components?|plugs?"
    r"|covers?|tops?|bottoms?|pockets?|string)"
)
_PART = (
    r"(?:zip|zipper|button|switch|motor|battery|speaker|screen|display|pump|hinge|fan|seams?"
    r"|stitching|bulb|handle|lid"
    r"|strap|clasp|latch|cable|plug|charger|remote|sensor|mic|microphone|engine|heater|mechanism"
    r"|drawer|wheel|blade"
    r"|blades|lock|nozzle|valve|spring|elastic|velcro|sole|buckle|coating|timer)"
)
_LIMB = (
    r"(?:wheel|arm|leg|handle|knob|button|head|lid|strap|bristle|cap|top|stone|pearl|hook|blade|tip|base"
    r"|bulb|rung|shelf|sole|heel|tail|wing|ear|eye|nose|spring|clip|pin|peg|screw|hinge|string|plug)"
)
_QUALITY = (
    r"(?:black|white|gr[ae]y|red|blue|green|yellow|orange|purple|pink|brown|beige|navy|gold|silver|cream"
    r"|lined|ruled|dotted|squared|blank|plain|striped|checked|glossy|matte?|left|right|round|flat|square"
    r"|plastic|rubber|wood(?:en)?|metal|steel|iron|brass|glass|ceramic|china|paper|card|cotton|polyester"
    r"|leather|pvc|wool(?:len)?|acrylic|silk|linen|bamboo|pine|oak|salted|unsalted|sweetened"
    r"|unsweetened|sweet"
    r"|sour|spicy|mild|decaf|ground|whole|gas|electric|wired|wireless|large|medium|small|king|single"
    r"|double)"
)
"""Qualities of which goods have one and not another: "it's lined, not dotted\"."""
_NO_QUALITY = (
    r"(?:an?|the|my|our|here|there|delivered|sent|shipped|ready|back|on|in|at|for|with|quick|easy|simple"
    r"|fun|used|able|good|great|coming|arriving|posted|fixed|replaced|refunded|yesterday|today|\w+day)\b"
)
_NO_FAULT = (
    r"(?:fit|like|want|need|suit|look|match|have|has|know|remember|understand|go|come|arrive|mind"
    r"|care|fancy|receive"
    r"|feel|think|belong|get|show|turn up|reach|appear|matter|mean|say|seem|bother|help|answer"
    r"|reply|respond to me|ship"
    r"|deliver|accept|offer|allow|include|contain|correspond|resemble|wear|love|appeal|flatter"
    r"|please|let|give|send|process|dispatch"
    r"|tell|exist|agree|see|expect|take|eat|drink|use|keep|attend|miss|bother|finish|buy|pay|be|do|even"
    r"|really|work (?:in|with|for) (?:my|our|me|us"
    r"|the)|compliment|update|load)"
)
_DOES = (
    r"(?:work\w{0,3}|function\w{0,3}|turn(?:s|ing)? (?:on|off)|turn|switch(?:es|ing)? (?:on|off)"
    r"|start\w{0,3}|boot\w{0,3}"
    r"|charg(?:es?|ing)|power\w{0,3}(?: on| up)?|light(?:s|ing)?(?: up)?|connect\w{0,3}"
    r"|pair\w{0,3}|heat\w{0,3}(?: up)?|spin\w{0,4}"
    r"|hold (?:a |its |any )?(?:charge|air|water|pressure)|close\w?|closing|open properly|seal\w?"
    r"|lock\w?|respond\w{0,3}|syncs?"
    r"|play\w?|ring\w?|click\w?|cools?|dry|dries|inflate\w?|stay (?:on|inflated|up|closed|shut)"
    r"|grinds?|cuts?|writes?|prints?|rolls?"
    r"|toasts?|boils?|brews?|blends?|sprays?|pumps?|sticks?(?: to)?|rotates?|ticks?|beeps?|zooms?"
    r"|focus\w{0,2}|records?|loads?|folds?"
    r"|unfolds?|slides?|extends?|drains?|filters?|steams?|iron|dispenses?|registers?|detects?"
    r"|reads?|measures?|weighs?|chops?"
    r"|peels?|slices?|whisks?|get (?:hot|cold|warm)|stand up|stand straight|snap shut|fasten\w?"
    r"|lift\w?|make any sound)"
)

WRONG_ITEM = ways(
    rf"""
    (?:wrong|incorrect) (?:color|size|model|flavou?r|scent|length|pattern|shade)
        (?! for (?:me|us|my|her|him))
    (?:sent|got|received|shipped|delivered|gave|given|came|arrived|had|in the (?:box|parcel|package)
        |contained?s?|inside was|was|is|were|it's|with|been)(?: \w+){{0,4}} (?:wrong|incorrect
        |different|completely other|another
        |unrelated)(?: \w+){{0,2}} {_WRONG_THING}(?! (?:from the (?:picture|photo|website|listing|ad)
        |than (?:shown|described|advertised|the picture|the photo)|to the picture))
    (?:wrong|incorrect) (?:\w+ )?(?:item|items|product|products|thing|things|one|ones|order|parcel
        |model|version|goods|stuff|flavou?r|article|edition|delivery|variant)
    (?:sent|got|received|shipped|delivered|gave|came|arrived|picked|packed|was|is|were
        |it's)(?: \w+){{0,3}} (?:wrong|incorrect|mixed up)(?! (?:with|address|place|person|people|department
        |team|number|e?-?mail|form|page|box|inbox|way|day|time|channel|chat|name|postcode|door|house
        |street))
    instead of ['"]?(?!\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|the \d)(?:the
        |my|a|an|what|\w+)
    (?:rather than) (?:the|my|a|an|what|\w+) ?(?:i (?:ordered|bought)|one|\w+)?
    (?:not|isn't|never) (?:what|the (?:\w+ )?(?:one|ones|item|thing|product|color|size|book
        |model)s?) (?:i|we|that i|that we|from my|on my) (?:ordered|bought|paid|asked|wanted|chose
        |selected|purchased|picked|order|confirmation)
    (?:isn't|aren't|not) (?:mine|my order)
    (?:someone|somebody) else's|another customer'?s?|a stranger's|another person'?s?
    (?:ordered|bought|asked for|wanted|chose|selected|paid for|picked|purchased|was expecting
        |expecting|requested|needed)(?: (?!never|not|hasn't|didn't|haven't|still|nothing
        |only)[\w'-]+){{1,7}},? (?:and |but |you |i |they |we |what |a |an |th
        e |one |instead )*{_CAME}(?! (?:it |them |him |her |all )?(?:on
        |yesterday|today|broken|damaged|last|late|after|this|with|back|cracked|smashed|shattered|in
        |the wrong|chipped|torn|defective|faulty|from|at|and|fine|safely|quickly|a day|two days|as|for
        |by|well))
    (?:got|received|sent me|you sent|came with|have)(?: [\w'-]+){{1,6}} (?:when|though|although
        |whereas|while|but|and|my|as) (?:i |we |my |the )?(?:had |have )?(?:ordered|bought|asked for
        |chose|chosen|selected|paid for|order says|order was|needed|wanted|purchased)
    (?:got|received|sent (?:me|us)|in the (?:box|bag|parcel) (?:is|was)|it's|it is|this is|was given|came)
        (?: [\w'-]+){{1,8}}[,;]? (?:but|and|though|although|whereas|while|when) (?:my|the
        |our) (?:\w+ )?(?:order
        |confirmation|receipt|invoice|packing slip|basket)(?: \w+)? (?:said|says|was for|is for|states?
        |shows?)
    (?:ordered|asked for|bought|chose|wanted|paid for|selected)(?: [\w'-]+){{1,8}}
        [,.]? (?:and |but |then |it |they |i )*(?:received
        |got|came|turned up|arrived)(?: (?:it|them|one))? in {_COLORS}
    (?:ordered|asked for|bought|chose)(?: [\w'-]+){{0,5}} in {_COLORS},? (?:and |but )?{_COLORS} (?:came
        |turned up|arrived|was)
    (?:got|received|sent me|you sent|was sent|were sent|came in
        |came as)(?: [\w'-]+){{1,6}}[,.]? (?:but |and |though )?(?:i|we) (?:had |have )?(?:ordered
        |asked for|chose|selected|paid for|wanted)(?! (?:it|this|that|them|these|on|for|last|from|in
        |at|yesterday|two|three|\d|my|online))
    (?:got|received|sent(?: me)?)(?: [\w'-]+){{1,5}},? (?:but |and )?(?:i )?ordered (?:(?:size|an?
        |the) \w+|x*[sml])
    (?:ordered|asked for|bought|chose|selected) (?:the |a |an )?(?:size )?[\w-]+(?: \w+)?, (?:it's
        |this is|these are|it is|they are|got|and got|here is|mine is)
    (?:this|it|that|these) (?:is|are) (?:a |an |the )?(?:\w+ ){{1,3}}and i (?:ordered|bought|wanted
        |asked for)
    two (?:left|right) \w+|both (?:\w+ ){{0,6}}(?:left|right) (?:hands?|foot|feet)
    (?:been|was|were|got) sent (?:a|an|the)(?: \w+){{1,5}}[,;.]? (?:but |and |when |while )?my order (?:was
        |is|says)
    (?:i|we)(?:'d| had) (?:ordered|chosen|asked for|selected|picked)
    (?:wrong|another|different) (?:name|text|photo|picture|initials?) (?:printed|engraved|embroidered
        |on)
    (?:got|received|sent(?: me| us)?|was given|it's|it is|is)(?: [\w'-]+){{1,5}}[,;]? (?:but[ ]
        |and )?it (?:should (?:be
        |have been)|was (?:supposed|meant) to be)
    (?:is|are|was|were|it's|'s|sent(?: me| us)?|received|came) last year's|(?:'s|is|are|was|were
        ) for last year
    (?:says?|reads?|shows?) (?:[\w'-]+ ){{1,4}}(?:where|when|but|instead|though|and) (?:i|we
        |my order)(?:'d| had)?[ ]
        (?:ordered|asked for|wanted|bought|paid for|chose)
    (?:sort|kind|type|ones?|version|style|variety),? (?:and|but|while|whereas|when|where) (?:i|we)(?:'d
        | had)?[ ]
        (?:ordered|wanted|bought|asked for|chose|paid for)
    (?:ordered|asked for|wanted|bought|paid for|chose) [+-]?\d[\d.]*,? (?:and|but) (?:these|this|it
        |they|mine)[ ]
        (?:is|are|was|were|came) [+-]?\d
    (?:you|they)(?:'ve| have| had)? sent (?:me |us )?(?:[\w-]+ ){{1,4}}instead
    mix(?:ed)?[- ]?up(?: with)?|mixed (?:up )?(?:the|my) (?:order|parcel)|swapped the|color swapped
    (?:never|didn't|did not) (?:order(?:ed)?|buy) (?:this|that|these|those|a|an|any)
    (?:doesn't|does not|don't) match (?:my|the|what i) (?:order|ordered|confirmation|invoice|receipt)
    (?:delivered|received|sent) (?:\w+ )?differs? from
    belongs? to (?:another|someone|somebody)
    """
)

NOT_AS_DESCRIBED = ways(
    rf"""
    (?:your|the) (?:shop|store|seller|catalog\w{{0,2}}
        |assistant|staff|advert) (?:said|says|told|promised|states?)
    (?:supposed to|meant to|should) (?:get|be|have|contain|include|hold)
        (?: \w+){{1,5}},? (?:and |but )?(?:only|there (?:are|is|were)|i (?:got|found|counted))
    minus (?:its|the|a|one|two) {_BITS}
    (?:not|n't|isn't|wasn't|aren't|nothing|never|far from|hardly) (?:\w+ ){{0,4}}?(?:as|like|what|how
        |near|the) (?:\w+ ){{0,5}}?{_SHOWN}
    (?:not|n't|doesn't|don't|didn't|does not|fail(?:s|ed)? to|never) (?:\w+ )?(?:match(?:es|ing)?|fit
        |correspond(?: to| with)?|resemble|look like|have)(?: \w+){{0,3}} {_SHOWN}
    mis-?described|misleading|mis-?represent\w{{0,3}}|false(?:ly)? advert\w{{1,6}}|misadvertised
    (?:different|differs?|nothing like|far|way off|unlike) (?:\w+ )?(?:from |to |than |like |off |o
        n )?(?:the |your |what )?(?:\w+ )?{_SHOWN}
    (?:advertised|described|listed|sold|marketed|labell?ed|shown|pictured|stated
        |promised) (?:\w+ )?(?:as|to be|to fit|with|it as|online|that|in)(?! soon)
    (?:smaller|larger|bigger|thinner|shorter|cheaper|darker|lighter|thicker|longer|duller|brighter
        |worse|lower|less)(?: \w+){{0,3}} than (?:\w+ ){{0,3}}(?:{_SHOWN}|expected|said)
    (?:listing|description|website|site|ad|advert|page|photos?|pictures?|box|label|specs?|packet
        |it)(?: online)? (?:clearly |definitely |also )?(?:said|says?|states?|stated|claims?|claimed
        |promises?|promised|showed|shows?|shown|described|mentions|are very)
        (?! (?:it all|everything|enough)\b)(?! (?:(?:that )?(?:it|they
        |this|order)?'?s? ?(?:is|was|were|has|have|had|hasn't|haven't|isn't|wasn't
        |will|would|not|still|been|being|should)? ?(?:yet )?(?:not )?(?:been )?(?:delivered|sent|shipped
        |dispatched|posted|left|on (?:its|the) way|out for|in transit|arriv\w{{1,3}}|processing|pending
        |placed
        |packed|preparing|awaiting|gone|cancelled|refunded|it's|coming)))
    (?:color|colors) (?:online|on (?:the|your) (?:site|website|page)|in the (?:picture|photo))
    (?:you|they) (?:say|said|wrote|claim|claimed|write|promised) (?:it (?:was|is|would be) )?(?:new
        |silent|waterproof|genuine|real|leather|\w+ proof|organic|handmade|solid)
    (?:according to|compared (?:with|to)|as per) (?:the|your) (?:description|listing|pictures?|photos?
        |website|page|specs?)
    (?:supposed|meant|claimed|advertised|promised) (?:it (?:was|is|would be) |to be )(?:\w+ ){{0,2}}(?:wool
        |leather|cotton|linen|silk|wood\w{{0,2}}|oak|solid|metal|steel|real|genuine|organic|waterproof
        |king|queen|double|new|ceramic|glass|bamboo|marble|gold|silver|brass|cashmere|velvet|a set
        |dimmable|\d+ ?\w{{1,3}})
    {_BITS} (?:['\w]['\w-]* ){{0,9}}?(?:is|are|was|were) (?:all )?(?:missing|not (?:included|there
        |in the box))
    missing (?:its |the |one |two |three |some |a |an |a few |several |\d+ )*{_BITS}|(?:arrived|came
        |delivered) without (?:its |the |any |a )*{_BITS}
    (?:not all|not every) (?:the )?{_BITS}
    [a-z]+'s [a-z]+ (?:is|was|are|were) missing
    counterfeit|knock-?off|a fake|a (?:cheap|poor|bad) copy|(?:is|are|looks|obviously) fake|fake \w+
        |not genuine|not authentic|isn't real|not real \w+|isn't genuine|imitation
    what you see is not what you get
    (?:supposed|meant) to be (?!{_NO_QUALITY})[\w-]+(?: [\w-]+)?,? (?:and |but |yet |though )?(?:all (?:of )?
        (?:two|three|four|five|six|them|these)|they|it|it's|these|this|mine)
    (?:is|are|was|were|it's|they're|came
        |all) (?:a |an |all |just |only |plain )*{_QUALITY},? (?:and |but )?(?:not|no)[ ]
        (?:the |a |an )?{_QUALITY}
    """
)

DEFECTIVE = ways(
    rf"""
    (?:has |have )?lost (?:all (?:of )?)?(?:its|their) [a-z]+
    (?:doesn't|don't|does not|won't|will not|wouldn't|not|can't|can not|isn't|isn't even|never
        |no longer|stopped|stops|quit|refuses to|fails to|barely|hardly|ceased|aren't|didn't|did not
        |has stopped|didn't even|doesn't even|only|to get it to)(?: \w+){{0,2}} {_DOES}(?! (?:for me
        |with (?:my|our|the)|in (?:my|our|the)|for us|out for me|that|about|your|on your))
    (?:doesn't|won't|does not|will not|don't|can't|isn't|not) (?!broken|damaged|cracked|chipped|torn
        |faulty|dented
        |scratched|smashed|stained|fit|like|want|need|suit|look|match
        |have|know|remember|understand|go|come|arrive|belong|feel|think|mind|care|fancy
        |received?|me\b|us\b|my\b|for\b|right for|really|what|into|worth|happy|sure|interest|keep|use|eat
        |afford|drink)\w+(?:ing)? (?:\w+ )?(?:at all|properly|correctly|right|as it should|as they should
        |any ?more|any longer)
    (?<!i )(?<!we )(?<!you )(?<!who )(?<!he )(?<!she )(?:doesn't|does not|won't|will not|wouldn't
        |don't|do not) (?!{_NO_FAULT}\b)[a-z]{{3,}}
    (?:has|have) never (?!arrived|come|been|had|happened|used|worn|seen|received|got|gotten|shown
        |turned|reached|ordered|bought|opened|dealt|written)\w+
    collaps(?:es|ed)|sinks|(?:falls|fell) (?:off|out|down|over)(?! of (?:favou?r|love))|popped (?:out
        |off)|sticks halfway|(?:is|are|got|gets) stuck(?! in (?:customs|transit|the post))|hums
        |rattl(?:es|ing)|squeak(?:s|ing)|dims|lumpy|threadbare|too weak
    (?:is|was|are|were|been|already|had|both|came|arrived) (?:\w+ )?expired|expired (?:in|on|last
        |already|two
        |by|before|when|\d|yesterday|weeks|months)|past (?:its|their|the) (?:best|use|sell|expiry|date
        |prime)
        |(?:best[- ]before|(?:use|sell)[- ]by|expiry) (?:date )?(?:was|is|of|in|had|on|passed|\d)
        |out of date
    (?:one|side|half|ear\w*|speaker|left|right|channel)(?: \w+)? (?:(?:is|went|stays
        |completely) )?(?:silent|mute)
    (?:is|are|was|were|went|gone|arrived|came|completely|totally|already|[a-z]+'s) (?:(?:completely
        |totally|stone) )?dead
    (?:bracket|screw|handle|lid|leg|wheel|button|hinge|plug|knob|cap|strap|base|head|pedal|clip|mount
        |socket|lens)s?[ ]
        (?:is|are|was|were|came|comes|feels) (?:\w+ )?loose
    (?:seam|zip|glue|stitching|sole|joint|lining)s? (?:\w+ )?(?:opened|came open|is open|split|gave way
        |burst)
    (?:missing|lacks?|lost|without) (?:half|most|some|many|a third|a quarter) (?:of )?(?:its|the|their) \w+
    gets no \w+|no warmer|dried (?:out|up|to)|blank|misprint\w{{0,3}}|misspell?\w{{0,3}}
        |spell?e?[dt] wrong|(?:stays?|stayed|remains?|remained) (?:cold|dark|off|silent|flat|shut
        |closed|open|damp|wet)
        |(?:nothing|none of (?:it|them)|not one|not a single one) (?:has |have |had )?(?:come up|grown
        |sprouted
        |germinated)|(?:didn't|haven't|hasn't|never) (?:sprout|germinat|come up|grow)\w*|(?:goes
        |went) (?:dark|off|dead|blank)
        |then (?:off|dark|nothing)|nothing at all
    loses? (?:\w+ ){{0,2}}(?:minutes?|hours?|seconds?|air|suction|pressure)|(?:is|are) off by
        |runs (?:slow|fast)|turned (?:my|his|her|the) \w+ (?:green|blue|black|red)|has no (?:holes?
        |bottom|back|power|sound|effect)
    (?:can't|cannot|could not|couldn't) be (?:put together|assembled|opened|closed|adjusted|mounted
        |fixed|attached|switched)|unstable|shaky|wonky|without (?:switching|turning|shutting) (?:itsel
        f )?off|lopsided|crooked
    (?:faulty|defective|malfunction\w{{0,3}}|defects?|duds?|a lemon|dead on arrival|doa
        |glitch\w{{0,3}}|buggy|inoperable|unusable|unresponsive|non-?functional|not functional|kaput
        |short[- ]circuit\w{{0,3}}|manufacturing (?:fault|error)|out of order|dead pixels?)
    (?:is|it's|was|completely|totally|went|gone|are|already|goes) (?:dead|silent
        |black)(?! (?:and white|one|color))
    (?:it|which|that|battery|motor|screen|phone|lamp|light|bulb|clock|watch|speaker|mixer|blender|fan
        |tv|laptop|tablet|kettle) (?:has |just )?died
    (?:conks? out|conked out|packed (?:it )?in|gave up the ghost|gave way|burn(?:ed|t) out|blew
        |cut(?:s|ting)? out|shuts? (?:itself )?(?:off|down)|switch(?:es)? (?:itself )?off
        |turns (?:itself )?off|trips the fuse|resets itself|drains (?:overnight|itself|in|within))
    flicker\w{{0,3}}|blinks constantly|overheat\w{{0,3}}|(?:dangerously|too|very) hot|sparks?|sparking
        |smoke (?:came|comes|coming)|freezes (?:all|up|every|constantly)|(?:keeps?
        |constantly) (?:freez|crash|cut|disconnect|switch|turn|jam|reset|stopp|los|leak|dripp|slipp
        |shutt)\w+
    (?:fell|falls|fallen|falling|came|comes|come|coming|went) (?:apart|to (?:bits|pieces)|off|undone
        |loose|unglued|away)(?! (?:in transit|in the (?:post|mail)))
    wobbl\w{{1,4}}|fray(?:s|ed|ing)|unravel\w{{0,5}}|shedding|sheds everywhere|(?:come|came
        |comes) out(?! of (?:the|a|my|your) (?:box|parcel|package|bag|wash))|falling apart|blunt
        |jam(?:s|med|ming)?(?! jar)|(?:drips?|dribbles?|leaks?|leaking|leaky|seeps?|oozes?|dripping
        |dribbling)
        (?: (?:from|everywhere|when|whenever|at|all over the (?:table|counter)))?|dribbles?|peel(?:s
        |ing|ed) (?:off|away)
    (?:broke|broken|stopped|snapped|failed|cracked|tore|ripped|split|shattered|died|quit|peeled|gone
        |ran|dried out|rusted|faded|shrank|frayed)(?: \w+){{0,3}} (?:after|within|on (?:the )?(?:first
        |second|third|day one)|the (?:first|second|third) (?:time|night|day|use|wash|wear)|in (?:less
        |under|the (?:first )?wash)|when (?:i|we) (?:first )?(?:used|tried)|while (?:i|we) (?:was|were
        |am)|a (?:day|week|month)|(?:\w+ )?(?:days?|weeks?|months?|uses|wash\w{{0,2}}) (?:later|in))
    (?:after|on|within) (?:the |its |only |just |one |two |three |a |few |couple of )*(?:first|second
        |third|1|2|3)? ?(?:use|uses|wash|wear|day of (?:use|play)|night out|try|washes|outing)(?! (?:i
        |we|it was) )
    {_PART}(?: \w+){{0,4}} (?:broke|stuck|failed|gone|went|dead|died|faulty|gave|loose|catches|shows
        |resets|does nothing)
    (?:unusual|weird|strange|burning|electrical|grinding|buzzing|rattling|loud) (?:\w+ )?(?:noise
        |smell|sound)
    no (?:sound|picture|power|signal|heat|light|display|suction|stick|grip|squeeze|smell|scent|fragrance
        )(?: \w+)?|(?:gives?|gave|makes?|made) no (?:sound|ring|light|heat|ink|noise|foam|lather|steam)
    [a-z]{{3,}}s? (?:(?:are|is|were|was|came|arrived|all|both|completely|totally) )*dead(?=\W*$)
    (?:is|are|was|were|got|gone) (?:\w+ )?fused(?! (?:with|to|glass|together))
    (?:not|n't) (?:at all |very |even |really |any )?(?:sticky|sharp|bright|waterproof|watertight|airtight
        |absorbent|magnetic|readable|legible|edible|drinkable|printed|charged)
    {_LIMB}s? (?:just |then |has |had |have |simply )*(?:dropped|popped|pulled|flew|pinged
        |sheared) (?:off|out
        |loose|away)
    (?:code|key|serial|licen[cs]e)(?: \w+){{0,5}} (?:already (?:been )?(?:redeemed|used|activated|claimed)
        |invalid|not valid|rejected|not accepted)
    batter(?:y|ies)\W{{0,2}}(?:is |are |was |were |came |arrived |all |both |completely )*flat
    (?<!stayed )(?<!stay )(?<!kept )(?<!keeps )(?<!keep )(?<!me )(?<!us )(?<!feet )(?:bone[- ]dry
        |dry as (?:a
        )?[a-z]+)
    nothing happens|does nothing|not a peep|only worked once|lost its (?:charge|color)|won't stay
        |(?:a )?(?:hole|holes) in|rusted|random numbers|different (?:weight|temperature|time|value
        |reading) every time|loses (?:an hour|time|suction|air|pressure)|stops? responding
    """
)

DAMAGED = ways(
    r"""
    damaged?|damages|broken(?! (?:promises?|english|hearts?|hearted|word))|broke(?! the seal| even\b
        | records?\b| the (?:bank|ice|news|record))|smashed
        |smash|shattered|cracked|crack|cracks|chipped
        |chip in|a chip
        |chips? (?:on|out of|off)
    dented|dents?|dint|scratch|scratched|scratches|scraped?|scrapes?|scuffed|scuffs?|gash(?:ed)?|torn
        |ripped|rip in|a rip|a tear|tears in
    crushed|squashed|squished|bent|caved in|leaking|leaked|leaks?|spilled|spilt|burst|exploded|soaked
        |soaking wet|water[- ]damaged?|wet through|drenched
    mould\w?|mouldy|moldy|mold|stained|stains?|dirty|dirt marks?|in (?:\w+ ){0,2}(?:pieces|bits|shards
        |two|half|halves|fragments|smithereens|splinters)
    mould(?:y|ed)?|mold(?:y|ed)?|furry|rancid|curdled|off when (?:i|we)|gone bad|(?:went|gone|turned
        |tasted?s?
        |smell(?:s|ed|ing)?|smelt|was|were|is|are) (?:\w+ )?(?:off|sour|rotten|rancid)(?=$|[.,!;?]| and
        | when| already)
        |perished|porous|brittle|sour(?=$|[.,!;?])|(?:rock|stone)[- ]hard|hard as (?:a )?(?:rock|stone
        |brick)|thaw(?:ed
        |ing)(?: out)?|defrosted|slimy|mushy|maggots?|weevils?|beetles?|insects?|worms?
        |cockroach\w{0,2}|bulging|squashed|bruised|leaked (?:in|inside|all over|out)
        |snapped|punctured?|split|splintered|warped|mangled|battered|wrecked|ruined|destroyed|shards
        |fractured?|crumpled|creased?|melted|busted|trashed|bashed|knocked off|hanging off|flaked off
        |chewed up|wilted|withered
    (?:had|has|have|with|full of|came with) (?:\w+ )?(?:holes?|pulled threads|loose threads
        |snags)\b(?! (?:for|to))
    fell to pieces|came apart in transit|came away in my hand|glass everywhere|liquid all over|rotten
        |gone off(?! (?:the|it|them|this|that|my))|spoiled|spoilt|stale|crumbs
    (?:to|into|was|were|is|are|brown|black|just|all) (?:mush|slime|sludge|pulp)|stuck together|smell(?:s|ed
        |ing|t)? (?:of |like )(?:a |an |the )?(?:damp|mou?ld|mildew|cellar|must|petrol|sewage|bin)|(?:is|are
        |was|were|came|arrived|[a-z]+'s) (?:\w+ )?damp
    rusty|rust spots?|moth holes?|splinters|(?:grease|burn|water|oil|dirt|pen|glue|scorch)[ -]?marks?
        |marks? (?:on the front|all over)|crumbl(?:ed|ing)|soggy|got wet|lost (?:a|one|two
        |three) (?:tooth|teeth|legs?|arms?|wheels?|buttons?)
    (?:came|arrived|turned up|got here) (?:with
        |w) (?:a |an |one |two |some |several |big |huge |long |small |large )*(?:rips?|tears?
        |holes?|cracks?|chips?|dents?|scratch(?:es)?|stains?|snags?|scuffs?|gash(?:es)?|cuts?|bends?
        |splits?|breaks?)
        |(?:a |the |big |huge |one |large )(?:rip|gash|scuff|snag|crease)\b|(?:hole|rip|tear) (?:torn?
        |tron|ripped)\b
        |(?:in|into) (?:two|three|several|many|a thousand|a million|bits and) (?:pieces|halves|bits|parts)
        |(?:not|n't) intact|not in one piece|(?:handle|corner|chunk|piece|leg|arm|edge) (?:\w+ )?(?:missing
        |gone|off)|lost its (?:handle|lid|leg)
    (?<!said )(?<!says )(?<!say )(?<!as )(?<!still )(?<!shows )(?<!stuck )(?<!is )(?<!been )(?<!")(?<!')in[ ]
        transit|(?<!is )(?<!still )(?<!be )on (?:the|its) (?:way|journey) (?:to me|here)
    """
)
