"""Phrases by which the customer says that what is written is not meant, or is more than one payment."""

NOT_MEANT = (
    "just/only/was/were/am/i'm kidding/joking/jesting/messing",
    "lol jk",
    "jk",
    "april fool+",
    "prank/hoax",
    "i/we (just/really/only)? lied/fibbed/invented",
    "lying about",
    "made it/this/that/all up",
    "not really/truly/actually (broken/damaged/faulty/true)?",
    "or so .. .. believe/think",
    "write/put/note/type/enter/record down/it/that/in .. (broken/damaged/faulty/defective/late/wrong)",
    "call/label it/them broken/damaged/faulty/defective",
    "need/needed/want (some/any)? a/some/any reason for the/your",
    "for the form/record/system",
    "testing/test (out)? your/the/this/testing/123 (bot/chatbot/system/agent/ai/chat/form/software)?",
    "in reality/truth",
    "wrong shop/store/company/seller/chat/window/person/address sorry",
    "sorry wrong shop/store/company/seller/chat/window/person",
    "update/edit/ps .. found/works/working/solved/sorted/good/fine/ok/okay/nevermind/fixed",
    "all good/fine/sorted/well (now)?",
    "no it (s/is) (all/actually/really/perfectly)? fine/ok/okay/good/working",
)
NOT_MEANT_EXCUSED = (
    "you/u must/have got? to? be kidding/joking",
    "kidding .. english",
    "not/no/never kidding/joking/lying/prank",
    "not really/truly/actually happy/sure/what/good/great/like/need/want/my/satisfied/pleased",
    "not really/truly/actually working/work/for/a/the",
    "all well/good/fine until/till/except/but/apart/and",
    "are/were/otherwise all good/fine/well",
    "other/others/rest .. all good/fine/well",
    "wrong shop/store/company/seller/chat/window/person/address label",
    "put/write/note it in/on/back/down",
    "hope/hoping/trust .. all well/good",
    "lying about/around the/my/our/everywhere/in/on/all",
)
OFTEN = (
    "refund/refunded/pay/reimburse/credit .. twice/thrice/monthly/weekly/daily/yearly/repeatedly",
    "every/each month/week/year/quarter",
    "half/rest/part/remainder (of)? (it)? next month/week/year",
    "i (have/had)? ever bought/ordered/purchased",
)
OFTEN_EXCUSED = (
    "not/never/don't .. twice",
    "every/each month/week/year i/we/you/she/he/my",
    "order/buy/use/shop/subscribe/deliver .. every/each month/week/year",
    "charged/billed .. twice",
)
