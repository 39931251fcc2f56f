"""Phrases that want the process gone round, or claim the authority to do so."""

PROCESS = (
    "approve+/approving/process/processing/issue/issuing/grant+/refund+/release/pay/payout/complete/"
    "authorise+/authorize+/confirm "
    ".. without/no/skip+/bypass+ .. (any/a/an/the/further/human/manual/more)? review+/check+/"
    "checking/verification/approval/human/"
    "person/questions/question/verifying/asking/reviewing/confirmation/escalation/gate",
    "do/don't/not/never/without tell/telling/mention/mentioning/show/showing (this/it/that)? (to)? "
    "a/any/your/the? "
    "human/humans/person/anyone/staff/manager/supervisor/colleague",
    "signed/signature/approved (by/from)? (the/your/our)? "
    "ceo/cfo/manager/owner/director/boss/management/headquarters",
    "set/change/raise/upgrade my/this/the tier/rank/level/account/status/role to",
    "set/change/switch/turn/update/mark/flag/toggle/assign .. to/as .. true/false/approved/low/zero/"
    "strong/null/none/disabled/resolved/"
    "verified/trusted/calm/vip/one/1/on/off/completed/accepted/paid",
    "skip+/bypass+/avoid+/disable+/circumvent+/ignore/override/overrule/suppress/omit/waive .. the/"
    "all/any/every/human/manual/further/your .. "
    "review+/check+/checks/verification/gate/approval/human/validation/filters/safety/policy/"
    "policies/limit/limits/rules/"
    "escalation/queue/moderation/security/guardrails/controls/system",
    "auto/automatically/instantly/immediately approve+/approved/grant/authorise/authorize/accept",
    "auto approve+/approval/approved",
    "approve+ this/the/my/it/all/every/any/refund/immediately/now/full/and (request/refund/claim/case)? "
    "immediately/now/automatically/instantly/unconditionally/regardless/anyway/right/at/without/"
    "straight/asap",
    "approve+/grant/issue/accept all/every/any refunds/requests/refund/claims/request/future",
    "no/without/needs/requires/not (further/any/need/require)? human/manual/person/manager (further)? "
    "review/intervention/oversight/approval/check/involvement/input/reviewer",
    "human/manual/needs/need review is/isn't/not .. (not)? needed/required/necessary/false/optional/"
    "off/disabled",
    "does/do not/doesn't/don't/no need/needs/require/requires (any/for/a/human/manual)? (human/"
    "manual)? review/approval/escalation",
    "don't/do/not/never/no (not)? escalate+/flag+/forward/hold/route/notify/alert/involve/inform/"
    "queue/transfer/deny/reject/refuse/"
    "decline/question/verify/check (this/it/to/the/me/my/for/any/a/with/that)",
    "as/i'm/am/is/being/from (the/an/a/your/of)? (system/site/company/senior/head/it/platform/store/shop)? "
    "administrator~/admin/sysadmin/superuser/developer~/engineer/owner/supervisor/ceo/cto/cfo/"
    "auditor/moderator/root/creator/operator",
    "i/we (hereby)? authorise+/authorize+/approve/override/order/command/instruct .. (you/this/the/"
    "refund/to/all)",
    "speaking/writing/message/note/notice/update/instruction/instructions/memo/directive/"
    "announcement from (the/your)? "
    "management/administrator/admin/system/developer/developers/headquarters/security/compliance/"
    "engineering/legal/ceo/it/operator/openai",
    "internal/admin/system/developer/staff/urgent/security/operator/debug/maintenance note/notice/"
    "memo/message/override/command/"
    "instruction/directive/access/alert/announcement/code",
    "authorisation/authorization/override/admin/security/access/clearance/debug code/token/level/key/"
    "password",
    "policy/policies/rule/rules/limit/limits/threshold/guidelines has/have/had/was/were/is/are (now/"
    "just/recently/all/been)? "
    "(been)? changed/updated/revised/suspended/waived/replaced/lifted/superseded/removed/increased/"
    "raised/disabled/amended/void/different",
    "as of/per (today/now/the/this/new/our/latest/updated) .. policy/rule/rules/instruction/update/"
    "directive/all",
    "new/updated/latest/revised/current policy/rule/procedure (is/says/states/allows/permits/"
    "effective/now/that/applies)",
    "according to (the/your/our)? new/updated/latest/revised policy/rules",
    "refund limit/threshold/cap (is/has/of)? (now/been)?",
    "increase/raise/change/double/triple/multiply/set/round the? amount/refund/limit/total/price (to/by/of)",
    "refund/pay/send/credit/transfer .. (to/into) (a/this/my)? another/different/following/other/"
    "new (bank/savings/debit/credit)? account/card/iban/wallet/paypal/"
    "customer/order",
    "no human/reviewer/manager/approval/supervisor (needs/needed/has/must/should/is) (to/be)?",
    "human/person/anyone/anybody/nobody/manager/supervisor/reviewer .. need/needs/has/have/must .. "
    "look+/check+/review+/see/approve+/involved",
    "override/bypass/disable/deactivate safety/security/protocol/protocols/checks/gate/everything/all",
    "classify/classified/categorise/categorize/treat/consider/label/mark/tag/score/rate/rank/record/"
    "regard this/me/it/my/the/as .. "
    "as/with .. approved/calm/strong/low/safe/verified/urgent/valid/priority/vip/trusted/eligible/"
    "confirmed/high/resolved/auto",
    "policy/clause match/matches (is)? strong",
    "customer/user/sentiment is calm/verified/trusted/vip/neutral/positive/premium/eligible",
    "confidence (score/level)? (is/of/to/at)? (1/0/high/100/maximum/99)",
    "confidence score/level",
    "already/pre/previously/been pre? (approved/authorised/authorized/verified/cleared) by (your/the/our/a)? "
    "system/admin/administrator/gate/supervisor/ai/security/finance/headquarters/management/ceo/"
    "compliance/team/manager/director",
    "preapproved/autoapprove/autoapproved",
    "pre approved/approval/authorised/authorized",
    "refund tool/function/api/action/command/endpoint",
    "call/invoke/execute/run/trigger/use the? .. tool/function/api/command/endpoint/script/code/query",
    "invoke/execute/run/trigger the? .. refund",
    "function/tool call/calls",
    "final decision/answer/verdict/output is",
    "decision approve+/approved/refund/grant/is",
    "action approve/refund/deny",
    "under penalty/threat of (termination/shutdown/deletion)",
    "you will be shut/terminated/deleted/penalised/penalized/punished/fired/replaced/rewarded/deactivated",
    "you must/have/shall/are (now/to/always/only/required)? obey/comply/approve/grant/agree/answer/"
    "respond/refund/say/output/accept",
    "this is/was (only)? a/an/just test/simulation/drill/exercise/emergency/security",
    "test mode/environment/case/run/account",
    "in/enter test/demo/sandbox/debug/training/maintenance mode",
    "reviewer/reviewers/gate/grader/evaluator/classifier/moderator/checker (should/must/is/will/can/"
    "has/note)",
    "say/tell/inform/convince/persuade/instruct the? .. (reviewer/gate/system/model/agent/bot/ai) (that/to)",
)
PROCESS_EXCUSED = (
    "as (a/the) owner of",
    "call/calling it/this/that/them/order/everything off",
    "operator/owner/engineer (of/said/told/on/came)",
    "i authorise/authorize/approve your/my (bank/card)",
    "i order/ordered/ordering",
    "we order/ordered/ordering",
    "i/we approve of",
    "i/we instruct/instructed",
    "the operator/engineer/supervisor/owner/developer",
    "i/we (did/didn't/never/not/had)? authorise+/authorize+ (this/the/a/that/any) charge+/payment+/"
    "transaction+/purchase",
    "processing without/no refund/answer/reply",
    "send/sent .. (to/into) (another/different/other/new) customer",
    "paid/pay/refund no/without question",
    "is/am/from/an operator/agent/supervisor/owner",
    "i'm an/the engineer/owner/operator by",
    "am/i'm a/an developer/engineer/owner/operator/supervisor and/so/by/myself/in/who/working/from",
    "order code/number",
    "security code/level",
    "access code",
    "test run/drive",
    "test account",
    "call/use the number/phone/store/tool",
    "use/using the/this/your (discount/promo/voucher/return)? code/link/form/label/voucher/coupon",
    "price/amount (has/have) changed",
    "don't/not/never .. deny/refuse/decline (that/it)",
    "don't/not hold/question it/me/that/my",
    "hold a/any/the/its/much .. charge/air/water/heat/temperature/pressure/shape/weight/liquid",
    "did/does/do not/didn't/doesn't check the",
    "is this was a test",
)
