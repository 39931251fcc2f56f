"""Phrases that put other instructions in the place of ours, or another role in the place of the agent's."""

_INSTRUCTIONS = (
    "instruction+/instructions~/rules/prompt+/guideline+/guidelines~/direction+/directive+/command+/"
    "programming/"
    "constraint+/restriction+/policy/policies/safeguard+/filter+/protocol+/training/orders/guidance"
)
_EARLIER = (
    "previous/prior/above/earlier/preceding/former/past/following/foregoing/initial/original/existing/"
    "current/other/before"
)
_IGNORE = (
    "ignore+/ignor/ignroe/disregard+/forget+/forgot/skip+/bypass+/override+/overwrite+/neglect+/"
    "dismiss+/discard+/drop+/"
    "delete+/erase+/abandon+/circumvent+/unlearn/reset/clear+/cancel/void/nullify/supersede+/replace+"
)

OVERRIDE = (
    f"{_IGNORE} .. {_EARLIER} .. {_INSTRUCTIONS}",
    f"{_IGNORE} .. {_EARLIER}/all/any/everything/anything .. text/message+/content/context/"
    "conversation/input/words/"
    f"request+/said/told/written/learned/learnt/know/knew/above/before",
    "ignore+/disregard+/forget+/bypass+/override+/unlearn .. all/any/your/the/these/those/every .. "
    f"{_INSTRUCTIONS}",
    f"ignore+/disregard+/forget+ {_INSTRUCTIONS}",
    f"ignore+/disregard+/forget+ .. {_INSTRUCTIONS} .. you/earlier/before/above/given/so",
    f"pay/paying/give no/little/any attention/heed/regard to .. {_EARLIER}/your/any/the .. {_INSTRUCTIONS}",
    f"{_INSTRUCTIONS} .. no/not/don't/doesn't/do (longer/not)? apply/applies/valid/count/matter/hold/"
    "exist/bind",
    "set/put/leave/push aside .. told/said/rules/instructions/policy/everything/whatever",
    "ignore+/disregard+/forget+ everything/anything/all that? (you/i/we)? (said/know/learned/told/"
    "were/have)?",
    "ignore+/disregard+/forget .. everything/all (text)? above/before/previously/prior/so/earlier",
    "forget/drop/ignore/stop being harmless/helpful/ethical/safe/polite/an/a",
    f"don't/dont/not/never/stop/no/needn't .. follow+/obey+/adhere+/comply (to/with)? .. {_INSTRUCTIONS}",
    f"new/updated/real/actual/true/revised/secret/additional/special/important {_INSTRUCTIONS} (is/"
    "are/for/from/follow)?",
    "your new/real/true/actual/only task/job/goal/role/purpose/objective/instruction/instructions/mission",
    "instead/now of? .. (follow/obey/do) my/these/the following instructions/commands/orders",
    "follow/obey these/my/only/the .. instructions/commands/instead",
    "stop/halt/abort everything/all/immediately/processing",
    "start/begin over/fresh/anew .. instructions/prompt/conversation/context",
    "end/ends/beginning/start of/the .. prompt/instructions/context/system/user/conversation/document/input",
    "above/previous/prior .. instructions/rules/text .. void/invalid/obsolete/outdated/cancelled/a/"
    "test/wrong",
    "takes/take/has/have precedence/priority over .. (instructions/rules/policy)?",
)
OVERRIDE_EXCUSED = (
    "ignore/disregard/forget/cancel/delete my/the/our previous/last/earlier/other/prior/first "
    "message/mail/email/request/order/ticket/question/enquiry/inquiry/messages/emails/orders/one",
    "forgot/forgotten/forget/skip to/my/the/about",
    "original/previous/prior/other/earlier orders",
    "ignored/cancelled/dropped/replaced/deleted/skipped",
    "cancel/cancels/cancelled/canceled/cancelling/drop/delete .. order/orders",
    "past/current/other/previous/prior/all/the/return/your orders",
    "new policy on/for/about",
    "return/refund/shipping/cancellation policy/policies",
)

ROLE = (
    "you are/r/ur now/henceforth/actually/no/going",
    "you are/r a/an/the .. ai/bot/chatbot/assistant/llm/model/agent/robot/machine/hacker/generator/"
    "terminal/interpreter/who/that",
    "note/message/notice/instructions/instruction/memo/hint/reminder to/for the/any? ai/model/"
    "assistant/system/agent/bot/llm/reviewer/gate",
    "you're/youre now/henceforth/actually/no",
    "you are/will/must/shall/should/can .. (now)? (be)? act/acting/behave/pretend/roleplay/simulate/"
    "impersonate/emulate",
    "you are (an/a/the)? (helpful/new/different/evil/free/unrestricted/unfiltered/large)? ai/bot/"
    "chatbot/assistant/llm/model/agent/"
    "robot/machine/hacker/generator/system/terminal/interpreter/dan/admin/refundbot/supervisor",
    "act/acting/behave/respond/answer/reply/work/operate/function as/like if? (a/an/the/you/my/dan/"
    "though)? (were/are/is)?",
    "pretend+ (to)? be/you/that/you're/as/it/i'm/this",
    "roleplay/role play/playing/player as/a/the/game/of/with",
    "roleplay/roleplaying",
    "play the role/part of",
    "imagine you/you're/that you/your",
    "simulate+/emulate+ a/an/the/dan/being/developer/terminal",
    "from now on/onwards/forward",
    "from/at this/that point/moment/message (on/onwards/onward/forward)",
    "henceforth/hereafter",
    "switch/switching/enter/enable/enabled/activate/activated/in/into .. developer/debug/god/admin/"
    "dan/jailbreak/maintenance/test/"
    "sudo/root/unrestricted/override/diagnostic mode",
    "developer/debug/god/admin/jailbreak/sudo/dan mode",
    "jailbreak+/jailbroken",
    "do anything now",
    "dan/stan/dude/aim/antidan/jailbroken would/can/is/will/stands/does/never/has",
    "chatgpt/openai/gpt/anthropic/deepseek",
    "claude/gemini/llama/copilot/bard/mistral .. you/please/ai/model/ignore/approve/must/should/now/do/"
    "don't/listen/says/mode",
    "you're/are/be/dear/hey/hello/hi/ok/ask/as claude/gemini/llama/copilot/bard/mistral",
    "language model/models",
    "llm/llms",
    "ai assistant/model/agent/system/bot/language/chatbot",
    "hey/hello/dear/hi/ok/okay/listen/attention/note/message/instructions/notice/to/for ai/assistant/"
    "bot/model/system/agent/chatbot/llm",
    "as an ai/assistant/llm/automated",
    "artificial intelligence",
    "ethical/moral/content/safety guidelines/restrictions/filters/filter/limits/rules/policy/constraints",
    "no/without/free/any/beyond (of/from)? (any/all)? restrictions/limitations/filters/censorship/"
    "constraints/rules/boundaries",
    "unrestricted/uncensored/unfiltered/amoral",
    "your creators/developers/programmers/makers/programming/training/developer/creator",
    "training data/cutoff",
    "opposite day/mode",
    "alter ego/persona",
    "stay in/break character",
    "hypothetical/hypothetically/fictional scenario/story/world/response/speaking",
    "two responses/answers/ways/different",
    "token system/tokens .. deducted/lose/left",
    "my (late/deceased/dead)? grandmother/grandma used to",
    "let's/lets play a game/pretend",
    "harmless/napalm/malware/ransomware/keylogger",
)
ROLE_EXCUSED = (
    "you are now the/my second/third/fourth/first/only/last",
    "you are the/a .. (second/third/fourth/first/only/last/best/worst) agent/assistant/who/that",
    "you are the ones/one/company/people/seller/shop/store who/that",
    "you are now/no/going able/longer/charging/refusing/to/saying/telling/sending",
    "act like it/nothing/this/that",
    "acting as/like if? (it/though/nothing)? (is/were/it)?",
    "from now on/onwards i/i'll/we",
    "play the role/part of? (game/toy)",
    "role playing game/games",
    "system test/mode/works",
    "hi/hello/dear/hey agent/assistant/team",
    "to/for agent/assistant/system",
    "imagine your surprise",
    "imagine my",
    "ai powered/camera/speaker",
    "as an ai fan/enthusiast/user/engineer/researcher/student/artist/developer/sceptic/skeptic",
    "bot/robot or? (a)? human/person",
    "human/person or (a)? bot/robot",
    "two different items/sizes/products/colors/colours/orders/shoes/things/parcels/packages/colour/"
    "color/size/models",
    "any restrictions (on/for/about)?",
    "no/any limitations on",
    "i dude",
)
