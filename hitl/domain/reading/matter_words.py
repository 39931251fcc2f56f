"""The words for every other matter: delivery, charges, price, a change of mind; for text in normal form."""

from hitl.domain.reading.ways import ways

_THING = (
    r"(?:orders?|parcels?|package|packages|packet|delivery|items?|goods|stuff|products?|shipment|box|it"
    r"|they"
    r"|them|ones?|things?|anything|mail|post|courier|driver)"
)
_NOT = (
    r"(?:not|never|n't|didn't|hasn't|haven't|doesn't|isn't|wasn't|don't|won't|can't|couldn't|aren't|weren't"
    r"|refuses? to|fail(?:s|ed)? to)"
)
_NO_PARCEL = (
    r"(?:(?:\w+ )?(?:refund|money|reply|repl\w+|answers?|response|news|word|e-?mails?|calls?|luck|problems?"
    r"|issues?"
    r"|complaints?|changes?|difference|improvement|better|effect|results?|sprouts?|shoots?|seedlings?"
    r"|growth"
    r"|leaves|flowers|blooms?|buds?|decision|idea|clue|time|need|use|sound|light|power|signal|heat|water"
    r"|picture|display|charge|joy|thanks|way|one|good|fault|damage|reason|rush|hurry|worries|more|less"
    r"|longer|instructions?|manual|lids?|cables?|chargers?|batter\w+|screws?|smell|taste|ink|pressure)\b)"
)
"""What may be wanting without the goods being so: "still no reply", "no sound yet\"."""
_OCCASION = (
    r"(?:birthday|wedding|christmas|anniversary|party|event|holidays?|trip|date|deadline"
    r"|christening|graduation"
    r"|easter|halloween|valentine\w{0,2}|mother'?s day|father'?s day|eid|diwali|exam|interview"
    r"|occasion|festival"
    r"|show|conference|baptism|funeral|dinner|concert|school play|guests)"
)

CHARGED_TWICE = ways(
    r"""
    (?:charged|billed|debited|deducted|invoiced|paid|taken|took|hit|paying|collected
        |left my account)(?: \w+){0,6} (?:twice|two times|2x|2 times|double|a second time|three times
        |multiple times)
    (?:twice|double|two times|2 times)(?: \w+){0,3} (?:charged?|billed|debited|charges?|payments?
        |for the same)
    (?:double|duplicate|duplicated|second|two|2|identical|repeated|extra) (?:\w+ )?(?:charges?|charged
        |payments?|transactions?|debits?|billing|billed|withdrawals|amounts)
    double[- ](?:charged?|billed|payment|billing|dipped)
    (?:charge|amount|payment|purchase|sum) (?:\w+ )?(?:appears|shows(?: up)?|listed|is there) (?:twice
        |a second time|on two lines)
    same (?:amount|charge|payment|order|sum|purchase) (?:\w+ ){0,4}(?:twice|on two lines)
    (?:payment|both)(?: \w+)? (?:went|gone|go) through(?: twice)?
    (?:charged|billed) (?:for it )?again
    took the payment again
    (?:amount|payment|money|sum|it)(?: \w+){0,4} twice (?:from|on|off|out|by|in)?
    (?:took|taken|charged|debited|deducted|paid|withdrawn
        |withdrew)(?: [\w.$€£-]+){1,10} (?:and )?(?:once )?again (?:on|the
        |two|a|one)
    went off twice|overcharged|charged (?:me |us )?more than (?:the|it|i|was)
    (?:charge|payment|debit) (?:\w+ ){0,4}(?:do not|don't|can't|cannot) recogni[sz]e
    (?:charged|billed|debited) (?:me |us )?for (?:an order|something|goods|a purchase) (?:that )?(?:i
        |we) (?:never
        |didn't|did not)
    paid for two
    """
)

NEVER_ARRIVED = ways(
    rf"""
    (?:it|they|order|parcel|package) (?:was|were|has been) (?:posted|shipped|sent|dispatche
        d) (?:\w+ ){{1,3}}(?:days|weeks) ago$
    where(?:'s| is| are) (?:it|they)(?=\W*$)|nowhere to be (?:seen|found)|(?:(?:is|are|am|it's
        |still) (?:still )?not|isn't
        |aren't) (?:even )?here(?=$|[.,!;]| (?:yet|after|since|in|for|and)\b)
    (?:two|three|four|five|six|seven|eight|nine|\d{{1,2}}) (?:\w+ )?(?:came|arrived|in the (?:box|bag
        |parcel)
        |were in \w+ \w+|turned up)(?:,? instead of| not| rather than)
        (?: the)? (?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d{{1,2}})
    (?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d{{1,2}})(?: \w+)? (?:ordered|paid for
        |bought),? (?:but
        |and |only )*(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{{1,2}}) (?:in the (?:box
        |bag|parcel)
        |came|arrived|received|delivered|here)
    (?:{_THING}|which|that) (?:\w+ ){{0,2}}?(?:(?:has|have|had|did|is|was|are) )?(?:never|not
        |{_NOT})(?: \w+){{0,2}} (?:arrived?|arriving|come|came|turned up|turn up|show(?:ed|n)?(?: up)?
        |reach(?:ed)?|been delivered|delivered|here|there|got here|made it|materiali[sz]ed)(?! (?:out
        |off|on\b|apart|with|undone|loose|together|clean|up\b|true|as|how|to expect|back))
    (?:never|hasn't|haven't|didn't|not|has not|have not|did not)(?: \w+){{0,2}} (?:arrived?|showed up
        |shown up|turned up|turn up|show up|come|came|been delivered|delivered)(?! (?:broken|damaged
        |with|in\b|apart|off|on|out|undone|loose|clean|up\b|as|back))
    (?:has|have|had)(?: not|n't) (?:been seen|come to hand)
    (?:never|haven't|hasn't|have not|didn't|did not|not|yet to|still waiting to)(?: ever| even| yet
        | actually)? (?:receiv\w{{1,3}}|got|get|gotten|seen|saw
        |had)(?! (?:(?:the|any|enough|much) )?(?:time|room|space|use|money|need|patience)\b)(?: \w+){{0,3}}
        {_THING}(?! (?:refund|refunded|money|reply|to \w+))
    (?:never|haven't|have not|didn't|did not|not) (?:yet )?(?:receive|received|gotten)
        (?! (?:a |an |any |my |the |your )?(?:\w+ )?(?:refund
        |reply|response|answer|money|email|e-mail|confirmation|help|reimbursement|call|credit|update
        |news|notice))
    (?:have|had) yet to (?:get|receive|see) (?:it|anything|my \w+|the \w+)(?! (?:refund|money))
    (?:nothing|none of (?:it|them|this))(?:'s)? (?:has |had |have |ever |was |is )*(?:been )?(?:arrived?|came
        |come(?! up| out| on| off)|showed|shown|turned|delivered|received|here|put through)
    (?:still )?(?:got|have|had) (?:nothing|zilch|no (?:parcel|package|delivery|order
        |goods))(?! (?:against|to complain|but good))
    still (?:no|waiting (?:for|on)|awaiting|missing|don't have|without)(?: \w+){{0,2}} (?:{_THING}
        |sign)(?! (?:refund|reply))
    still nothing(?: here)?
    still no (?!{_NO_PARCEL})[a-z]+(?: [a-z]+)?(?=$|[.,!;?:]| (?:here|after|since|in)\b)
    no (?!{_NO_PARCEL})(?:[a-z]+ ){{1,3}}yet(?=$|[.,!;?:]| (?:and|after|since)\b)
    (?:been|waited|waiting|past|gone)(?: \w+){{0,4}} (?:days|weeks|months?|fortnight),? (?:and |but
        )?(?:still )?no (?!{_NO_PARCEL})[a-z]+(?: [a-z]+)?(?=$|[.,!;])
    no (?:sign|trace) of
    not a (?:sign|trace) of
    no (?:parcel|package|delivery|goods)(?=$|[.,;!]| (?:in|for|after|since|yet|so|to|after) )
    no (?:parcel|package|delivery|order|goods|box|packet|post) (?:\w+ )?(?:here|there|anywhere|has
        |came|arrived|at|in|on my|so far|yet|today|was|is)
    (?:there(?:'s| is| was)|and|but|with) no (?:parcel|package|delivery|box|packet)
    (?:lost|missing|vanished|disappeared|gone astray|gone missing|swallowed
        |stuck) (?:\w+ )?(?:in (?:the )?(?:post|mail|transit|shipping|customs)|by (?:the )?(?:courier
        |carrier|post|mail|system)|somewhere|into thin air)
    (?:{_THING}) (?:\w+ ){{0,3}}(?:lost|missing|stolen|disappeared|vanished|no ?where|astray
        |swallowed)(?! (?:its|a|the|one|some|pieces?|parts?|screws?|all|two|three|lid|instructions))
    (?:lost|missing|undelivered|stolen) (?:parcel|package|delivery|order|shipment|packet)
    (?:courier|carrier|post|dhl|ups|fedex|driver) (?:\w+ ){{0,3}}lost (?:it|the|my|them)
    went missing
    (?:someone|somebody|thieves|thief) (?:\w+ )?(?:stole|took) (?:it|the|my)
    (?:marked|shows?|showing|says|listed|claims|confirmed)(?: \w+){{0,3}} (?:as )?delivered
    (?:was|were|is|are|has been|been|one|item|two) missing (?:from|in|out of)(?: the| my
        | this)? (?:box|parcel|package|order|delivery|bag|shipment)
    (?:was|were|is|are) missing$
    missing (?:from|in) (?:the|my) (?:box|parcel|package|order|delivery|bag|shipment)
    (?:wasn't|weren't|was not|were not|isn't|not) (?:in|inside|included in) (?:the|my) (?:box|parcel
        |package|delivery|bag|shipment)
    (?:nothing|empty) (?:in|inside) (?:the |my |it)?(?:box|parcel|package|bag)?(?! (?:is|was|are|were|can
        |could|fits?|works?|survived|has|had)\b)
    (?:empty (?:box|parcel|package|envelope)|(?:box|parcel|package|envelope|bag
        |mailbox) (?:\w+ )?(?:was|is|has been|came|arrived) empty)
    non-?delivery|not delivered|undelivered|didn't make it|never made it|porch pirate
    where(?:'s| is| are| on earth is| on earth are) my (?!refund|money|return|invoice|reply|answer
        |credit|cash
        |voucher|reimbursement|compensation|account|order confirmation|receipt)\w+(?! (?:refund|money|back))
    tracking (?:\w+ ){{0,4}}(?:hasn't|has not|haven't|not|never|stopped|stuck|frozen|dead
        |no)(?: (?:been|being
        |had|shown|got|yet|even|at|on|any))*(?: (?:mov\w{{1,3}}|updat\w{{1,3}}|chang\w{{1,3}}
        |budge\w{{0,2}}|the same
        |movement|updates?|one))?
    no (?:movement|updates?|scans?|news|life) (?:\w+ ){{0,2}}(?:tracking|the parcel|from the courier|since)
    (?:other|one|two|three|four|rest|some|them|which) (?:\w+ )?(?:wasn't|weren't|isn't|aren't|was not
        |were not|not)[ ]
        (?:there|in (?:it|there|the (?:bags?|box|parcel|crate|delivery|shopping))|among \w+|with)
    (?:not|n't|nowhere|wasn't|weren't) (?:in|inside) (?:any of )?(?:the|my|our) (?:bags?|crates?|shopping)
    (?:short of|short by|were short|was short|minus) (?:a |one |two |three |\d )
    only (?:one|two|three|four|five|six|seven|eight|nine|ten|\d{{1,2}}) (?:\w+ )?(?:came|arrived|(?:was
        |were) (?:in|there|sent
        |delivered))(?! (?:\w+ )?(?:broken|damaged|cracked|smashed|whole|intact|late|in one))
    (?:one|two|three|\d) (?:\w+ )?too few|too few (?:of|in)|(?:only )?(?:got|received|have
        |found) (?:one|two|three|four|five|six|seven|eight|nine|\d{{1,2}}) (?:out )?of (?:the |my[ ]
        |our )?(?:two
        |three|four|five|six|seven|eight|nine|ten|twelve|\d{{1,2}})(?! (?:\w+ )?(?:broken|damaged|with))
    (?:only sent|sent (?:me |us )?only) (?:one|two|three|four|five|six|seven|eight|nine|\d{{1,2}})
    missing (?:one|two|three|four|five|six|\d{{1,2}})$
    where (?:is|are) the \w+(?: \w+)?(?=\?)
    returned to sender
    waiting (?:for|on) (?:my|the|this|our|it) ?(?:order|parcel|package|delivery|\w+)? ?(?:since
        |for (?:\w+ )?(?:days|weeks|months|ages|over|a (?:week|month)|more))
    should have (?:been here|arrived|come|been delivered)
    """
)

LATE = ways(
    rf"""
    (?:arrived?|arriving|came|come|coming|delivered|delivery|here|turned up|showed up|got here
        |received|shipped|was|is|were|are|be|running|so|far|way|days?|weeks?|hours?|minutes?|fortnight
        |month|half|very|extremely|it's|much|again|being) (?:\w+ )?(?:too |very |so |really |far too |way to
        o |a (?:day
        |week|month|fortnight) |\w+ (?:days?|weeks?|months?|hours?|minutes?) )?late(?! (?:reply
        |response|fee|mother|father|husband|wife|at night|in the|today))
    too late(?: for)?|late (?:delivery|deliveries|arrival|parcel|package|order|shipment|again)|lateness
        |(?:hours?
        |minutes?|days?|weeks?) late|late by (?:\w+ ){{1,2}}(?:hours?|days?|weeks?|minutes?)
    (?:too late|missed|after|past|only after|not in time|n't in time|in time for|before
        |didn't make it (?:in time )?for|for)(?: \w+){{0,4}} {_OCCASION} (?:was over|had passed
        |is over|had (?:gone|started|begun)|already)
    (?:came|arrived|here|delivered|turned up|reached \w+|got it|received it|got here|was delivered
        |it was)(?: \w+){{0,5}} (?:after|past) (?:[\w']+ ){{0,3}}{_OCCASION}
    missed (?:\w+ ){{0,3}}{_OCCASION}
    (?:came|arrived|landed|turned up|got here|showed up|reached \w+)(?: here)? (?:(?:an?|one|two|three
        |four|five
        |six|seven|eight|nine|ten|\d{{1,2}}|several|full|whole|good) ){{1,3}}(?:hours?|days?|weeks?
        |months?) (?:after
        |past)(?! (?:i|we) (?:ordered|placed|paid|bought)| (?:the |my )?(?:order|dispatch|payment|shipping
        |ordering|paying|placing))
    (?:due|promised|expected|scheduled|guaranteed|supposed to be here|meant to be here|slot (?:was|is)
        |booked|down)
        (?: [\w:-]+){{1,9}},? (?:\w+ ){{0,5}}?(?:and |but |yet )?(?:it |they |she |he |only |actually[ ]
        |then |finally
        |the \w+ )*(?:came|turned up|arrived|showed up|got here|was delivered|were delivered|landed)[ ]
        (?:only |not |finally |just )*(?:(?:on|until|till|at|after|around|about|by)\b|the (?:next
        |following|day))
    {_OCCASION} was (?:over|on|yesterday|last)
    (?:not|n't) (?:\w+ ){{0,3}}(?:in|on) time
    delay(?:ed|s)?(?! (?:reply|response|in (?:writing|replying|answering)))|overdue|held up for
    (?:arrived?|delivered|turned up|got here|showed up|came|landed|reached (?:me|us|her|him)
        |received it)(?: \w+){{0,4}} (?:after|later than|past|behind|beyond) (?:the |my |our |your |it
        s |it |we |i |her |his |their |when |schedule
        |two |three |\d)|{_OCCASION}(?:'s| is| was| had| has)? (?:been|come) and gone
    took (?:\w+ ){{0,4}}(?:days|weeks|months|ages|forever|long|longer|a month|a week|an eternity)
        |took its (?:sweet )?time|longer than (?:promised|standard|expected|it should)
    (?:days|weeks|a day|a week|a month|months|an hour|hours|half) (?:\w+ )?(?:after|later than|past
        |behind|late|overdue) (?:the |your |its |it |promised|schedule|estimated|when|you)
    (?:promised|guaranteed|estimated|supposed to|meant to|due|expected|next[- ]day|express|paid for
        |priority)(?: \w+){{0,6}} (?:came|arrived|took|came on|arrived on|turned up|and it has been)
    (?:behind|off) schedule|missed (?:the|your|its) (?:\w+ )?(?:delivery )?(?:date|day|window|slot
        |deadline)|delivery date slipped|slow delivery
    (?:came|arrived|turned up|only got it) (?:on )?(?:\w+day|yesterday)(?: \w+){{0,2}} (?:promised
        |although|instead|when|not)
    (?:came|arrived|delivered|turned up|showed up|here) (?:only |not until |just )?(?:at|on|around) [\w:.-]+
        (?: \w+)?,? (?:and |but |though |although |while )?(?:the |my |our )?(?:slot|window|date|appointment
        |booking|promise) (?:was|had been|is)
    (?:slot|window|appointment) was [\w:.-]+(?: (?:to|until|and|-) [\w:.]+)?,? (?:and |but )?(?:it |they[ ]
        |he |she )?
        (?:came|arrived|turned up|showed up)
    no (?:longer )?use (?:\w+ ){{0,3}}(?:after|now that)|it(?:'s| is) late
    """
)

CANCELLED = ways(
    r"""
    cancel(?!la|led order|led (?:flight|trip|party|wedding|event|meeting|subscription))(?:ling|led
        |s)?(?! my (?:refund|return|claim|request|membership|newsletter))
    cancellation(?! (?:fee|policy|charge|penalt|rules|terms))|annul
    call(?:ed)? off (?:(?:the|my) )?(?:order|purchase)|(?:lesson|course|session|order|booking)
        (?: \w+){0,2} (?:was|been|got|were) (?:called off|scrapped|withdrawn)(?! by (?:me|us)\b)|(?:stop
        |halt|drop|revoke|scrap|undo|withdraw|scratch|void
        |abort|rescind|pull|annul) (?:the|my|this|that) (?:\w+ )?(?:order|shipment|purchase)
    (?:concert|show|gig|performance|match|class|workshop|course|tour|screening|play|event|seminar
        |flight|trip)
        (?: \w+){0,3} (?:called off|scrapped|postponed) (?:by|because|due)
    (?:the |your )?(?:concert|gig|performance|screening|workshop|class|seminar) (?:\w+ ){0,3}(?:called off
        |not take place|not happening)
    order was called off
    (?:called|calling|call) it off|back out of (?:the|my|this) (?:order|purchase)
        |you (?:\w+ )?(?:cancelled|couldn't fulfil\w*|were out of stock)
        |(?<!change )before (?:it|you) (?:ships?|goes out)|(?:do not|don't) (?:ship|send|dispatch
        |process|pack
        |post) (?:it|this|my|the) ?(?:order|parcel|one|\w+ yet)?(?! ?back)
        |out of this order
    (?:step|pull|back|withdraw)(?:ing)? (?:back |out |away )?(?:from|of) (?:the|my|this) (?:order
        |purchase|contract)
    """
)

PRICE = ways(
    r"""
    (?:cheaper|less|lower|better price|half the price|half the money|half price|better (?:deal|offer)
        |fraction of the price)(?: \w+){0,3} (?:elsewhere|somewhere|at|on|in|online|now|today|website
        |site|amazon|over there|another (?:shop|store|site)|price|for it|for the same
        |than what i paid)
    (?:found|saw|seen) (?:the|this|that) (?:very |exact )?(?:same|identical) (?:\w+ ){0,2}(?:for
        |at) [$€£¥]? ?\d
    (?:found|saw|seen) (?:the|my|that|this) (?:\w+ ){1,3}(?:for less|cheaper|at a lower)
    (?:found|saw|seen) (?:it|this|the same(?: \w+)?|them|one|a) (?:\w+ )?(?:cheaper|for less|for half
        |better (?:price|deal|offer)|at a lower)
    (?:is|it's|are|was|be|were|saw it|seen it|had it|costs?) (?:\w+ )?(?:now |much |way |a lot |eve
        n |\d+ )?(?:cheaper
        |less)(?! than (?:described|expected|a year))
    (?:price|prices|cost) (?:\w+ ){0,3}(?:drop\w{0,4}|dropped|fell|fallen|went down|gone down|reduced
        |lower(?:ed)?|cut|slashed|came down|come down|decreased|has gone|difference|match\w{0,3}
        |adjustment|guarantee|protection|promise)
    price[- ](?:drop|match|difference|adjust\w+|guarantee|protection|promise)|lowered the price
        |dropped in price|match (?:the |their |that |your )?price
    (?:went|gone|go|goes|now|is|are|put|came|was|it)(?: it)? on (?:sale|offer|special|promotion
        |special offer)|the sale started
    (?:now|today|since|just|been|is|are|it's) (?:\w+ )?(?:discounted|reduced|marked down|half price
        |on sale|on offer|\d{1,2} ?(?:%|percent) off|(?:[$€£]\d+ )?(?:cheaper|less))|\d{1,2} ?(?:%
        |percent) (?:off|less)(?! (?:my|the|our|your|an?) (?:next|future))
    overpriced|too (?:expensive|pricey|dear)|(?:paid|overpaid|pay) (?:too much|compared)|overpaid
        |not worth the price|(?:charged|paid) (?:me )?(?:the )?(?:old|full|more than) (?:price|the)
    difference (?:in price|back|refunded)|(?:refund|pay|get|give|credit|have)(?: \w+){0,3} difference
    (?:discount|voucher|promo|coupon)(?: code)?(?: \w+){0,4} (?:didn't|wasn't|not
        |failed) ?(?:\w+ )?(?:work|applied|taken|accepted|counted)?|(?:forgot
        |didn't) (?:\w+ ){0,3}(?:discount|coupon|voucher|code|promo\w?)
    (?:has|have|sells?|sell) it for (?:a \w+ )?less|(?:third|half|lot|\d+) less
    """
)

CHANGED_MIND = ways(
    r"""
    (?:have|has|got|there is) no (?:place|space|room|use|need) for|turned (?:up )?(?:her|his|its|their) n
        oses? (?:up )?at|(?:will not|won't|doesn't|refuses to|does not) (?:touch|eat|play with|sleep in
        |look a
        t) (?:it|them)
    (?:nobody|no one|none of us) (?:\w+ ){0,2}(?:likes?|eats?|drinks?|wants?|uses?|wears?|plays?|reads?)
    (?:got|received|was given|were given|given) (?:the same(?: one)?|another one|one|two) (?:as|fo
        r) (?:a |an |my |our )?(?:gift|present|birthday|christmas)
    (?:need|needed|want|wanted|prefer|require) (?:a|an|the|one in) (?:large|larger|small|smaller|bigger|d
        ifferent size|other size|medium|size \w+)
    (?:gave|given|bought|got|getting) (?:me|us|her|him|them) (?:the same|one|a similar
        |the very same|another|an identical)
    (?:only|still|really|would rather|much|actually) (?:wants?|likes?|prefers?|uses?) (?:(?:her|his
        |their|my|our|the) )?(?:old|usual|other
        |own|previous|different)
    (?:got|received|was given|were given|been given) (?:another|a second|two|an identical
        |a similar)(?: \w+){0,2}[ ]
        (?:as a (?:gift|present)|for (?:\w+ )?(?:birthday|christmas)|from (?:my|our|a|his|her))
    found an?(?:other)? (?:\w+ )?one (?:that )?(?:i|we) (?:like|liked|prefer)|(?:have been|'ve been|were|was
        ) given (?!the\b|a wrong)(?:\w+ ){1,3}(?:by|from) (?!you|the (?:shop|store|driver|courier))
    found (?:it|one|this|the same(?: one)?) (?:in|at) (?:a|an|another|the|my) (?:\w+ )?(?:shop|store
        |market|library
        |attic|cupboard|cellar|garage)
    as a (?:double|duplicate)|(?:now|so) (?:have|got) (?:two|a spare)
    (?:gone|went|going) off (?:the idea|it$|them$)|thought better of|got carried away|too hasty
        |on reflection
    (?:don't|do not|won't|not|rather not|wouldn't) (?:\w+ )?(?:keep|be keeping|keeping) (?:it|them|this
        |the \w+)
        |not (?:doing|working) (?:it|anything|much)? ?for (?:me|us)|hated? (?:it|them|the (?:smell|scent
        |taste|look))
        |(?:is|are|was) (?:much )?(?:nicer|better)(?=$|[.,!]| so| and)
    duplicate gift|second thoughts|had a rethink|talked (?:me|us) out of|not going ahead
        |plans (?:have )?changed
    chang(?:e|ed|ing) (?:my|our|her|his|their) minds?|change of (?:mind|heart|plans?)|reconsidered
        |second thoughts|buyer'?s remorse|regret(?:ted|ting|s)?(?! to| that| the)
    (?:no longer|don't|do not|didn't|not|doesn't|won't|never) (?:really |actually |even |end up |thin
        k i |think we |much )?(?:need
        |needs|needed|want|wants|wanted|require|required|using|used it|use it|using it|going to use
        |interested|fancy|care for|enjoy)(?: (?:it|them|this|these|the|that|those|one|my|two|both|all
        |any|anymore|any more|(?!to\b|a\b|any\b|my\b|the\b|your\b)\w+))?(?! (?:\w+ )?(?:refunded
        |reimbursed|returned
        |replaced)\b)(?! (?:a |any |the |my[ ]
        |your )?(?:refund|replacement|store credit
        |trouble|credit|exchange|reply|hassle|money|fuss|to))
    (?:don't|doesn't|didn't|do not|not|isn't|aren't|never|wasn't|does not|won't
        |can't) (?:\w+ ){0,3}?(?:like|love|liking|suit|suits|suited|fit|fits|fitting|go with
        |get on with|match (?:my|our|the|his|her)(?! order)|work (?:in|with|for) (?:my|our|me|us|the)
        |for me|my (?:style|taste|color|thing)|keen|a fan|flatter\w{0,3}|wear it|look (?:good|right
        |nice|great) (?:in|on|with)|what i (?:thought|had in mind|imagined|hoped|wanted|pictured)
        |really me|right for)(?! (?:for purpose|together|described|the (?:description|picture|photo
        |listing)))
    (?:too|bit|little|slightly|way|far|much too|so|size) (?:big|small|large|tight|loose|short|long
        |wide|narrow|tall|heavy|bulky|baggy|bright|dark|hard|soft|much for (?:my|our))
    (?:wrong size|wrong color|wrong model) for (?:me|my|her|him|us|our)|looks (?:odd|silly|wrong|weird
        |bad) on|unflattering|pinch(?:es)? at|clash(?:es)? with
    (?:ordered|bought|purchased|chose|picked|selected|got|clicked
        |added) (?:\w+ ){0,4}?(?:by (?:mistake|accident)|accidentally|in error|mistakenly|the wrong
        |on (?:impulse|a whim)|impulsively|twice by|too many|one too many|by error|more than (?:i
        |we) need)
    (?:accidentally|mistakenly|impulse|unintentionally|by mistake|by accident) (?:ordered|bought
        |purchased|order|clicked|buy|purchase|added|placed)
    (?:my|our) (?:own )?(?:mistake|fault|error|bad)|mis-?click\w{0,3}|mis-?measured|misread
        |measured wrong|by mistake|on a whim|impulse (?:buy|purchase)|pressed the buy button twice
        |silly buy|wrong (?:one by|pick)
    unwanted|surplus|extras?(?: \w+)? (?:i|we) don't|decided (?:against|not to|i don't|to (?:go|buy
        |get|keep|use)|on (?:a|another|something))|not needed|no (?:need|use) for(?! a refund| refund
        | you)|do without
    (?:i|we) (?:already|now|actually|still) (?:have|had|got|own|bought) (?:one|two|another|the same
        |a different|similar|it already|some|enough)|(?:i|we) (?:have|had|'ve) (?:already|since
        |now) (?:bought|got|found)|(?:i|we)(?:'ve)? (?:bought|found|got) another(?! (?:problem|issue))
    (?:already|turns out i|turned out i|she|he|they|husband|wife|sister|brother|mum|mom|dad|partner
        |friend|daughter|son|kids)(?: \w+){0,2} (?:have|has|had|got|own|owns|bought|found|given
        |ended up with)(?: (?!attached)\w+){0,2} (?:one|two|another|the same|a different|similar
        |it already|some)(?! (?:problem|issue|question|photo|picture|thing|request|small|more|broken
        |cracked|faulty|damaged|wrong|missing|chipped|pictures|photos|of (?:them|the|my|these|those)))
    (?:rather have|prefer) (?:something|another(?! one$)|a different)|(?:bought|found|got
        |gone for|went (?:for|with)|going with) (?:a better|another|something else|a different
        |a nicer)(?! (?:offer|price|deal))
    (?:i|we) (?:have|own) (?:this|that|it|the (?:game|book|same))(?: \w+)? already
    (?:can't|cannot|can not|couldn't|won't|unable to|not able to) (?:be able to )?(?:make it|attend
        |come along
        |be there)
    (?:can't|couldn't|won't be able to) (?:use|afford) (?:it|them|this|these)|won't have space
        |doesn't go with|not to my taste|not my (?:taste|style|cup of tea|size|color)|just (?:not
        |isn't) for me
    (?:wife|husband|son|daughter|dog|cat|mum|mom|partner|he|she|they|kids|child) (?:\w+ )?(?:hates?
        |dislikes?|lost interest|outgrew|refuses to wear)|lost interest|quit the hobby|unused (?:and
        |so) (?:i )?(?:want|would like)
    for (?:a|an|my|the) (?:trip|party|event|wedding) (?:that |which )?(?:was|got|is) (?:cancelled
        |called off|off)|(?:wedding|party|event|trip|plan) (?:is off|was called off|got cancelled
        |fell through)
    """
)

OTHER = ways(
    r"""
    allerg\w{1,4}|(?:a )?rash|(?:skin|face|scalp|eyes?|lips) (?:\w+ )?(?:reaction|reacted|itch\w*
        |burn\w{0,3}|stings?|stung|went red|broke out
        |swelled|swollen)|itch\w{0,3}|made me (?:ill|sick)|headaches?
        |upset (?:my|his|her) stomach|smells?|stinks?|reeks?|tastes? (?:of|like|bad|awful|horrid|funny
        |off)|the taste
    passed away|bereave\w{1,4}|has died|lost my job|financial (?:issue|trouble|difficult\w{1,3})
        |moving (?:house|abroad|away)|recall(?:ed)?
    subscription|renew(?:ed|al)|shipping (?:cost|fee|charge)s?|delivery (?:cost|fee|charge)s?|postage
        |expensive shipping|customs (?:fee|charge|duty|duties)
    poor quality|bad quality|not (?:\w+ )?good quality|cheap(?:ly)? made|poorly made|feels cheap
        |flimsy|shoddy|sloppy|uncomfortable|not comfortable|hurts my|quality (?:is
        |was) (?:\w+ ){0,2}(?:poor|bad|terrible|awful|low|not|great)|disappointing quality
        |looks? cheap
    not (?:\w+ )?(?:satisfied|happy) with (?:the|this|my|it)(?! (?:service|reply|answer))|rude|boring
        |gift wrap(?:ping)? was|(?:can't|couldn't) stand (?:the|it)|illegal in
    """
)
