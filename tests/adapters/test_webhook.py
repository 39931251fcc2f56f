"""Notifications reach a real receiver, which verifies them as any receiver would."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from hitl.adapters.post import LocalPost
from hitl.adapters.webhook import NotifyingPost, Webhook
from hitl.bootstrap import post_of
from hitl.domain.delivery import DeliveryKind
from hitl.domain.notification import Concern, Notification
from hitl.errors import CountersignError, InvalidSetting
from hitl.settings import Settings
from tests.receiver import SECRET, Receiver, receiving

AT = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
BODY = Notification(
    concern=Concern.CASE_OVERDUE, at=AT, case_id="CS-1042", reason="Nobody decided it.", due_at=AT
).body


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as started:
        yield started


def test_the_receiver_can_verify_who_sent_it_and_when(receiver: Receiver) -> None:
    Webhook(receiver.url, SECRET).send("CS-1042-1", BODY)

    (got,) = receiver.got
    assert (got.id, got.path, got.type) == ("CS-1042-1", "/hooks?from=desk", "application/json")
    assert got.verified == json.loads(BODY)
    assert got.verified["data"] == {
        "case": "CS-1042",
        "reason": "Nobody decided it.",
        "due_at": "2026-11-10T12:00:00+00:00",
        "link": "/desk?case=CS-1042",
    }


def test_another_secret_and_a_changed_body_are_found_out(receiver: Receiver) -> None:
    Webhook(receiver.url, "whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlciwgZXF1YWxseSBsb25n").send(
        "CS-1042-1", BODY
    )
    (got,) = receiver.got
    assert got.verified is None

    Webhook(receiver.url, SECRET).send("CS-1042-2", BODY)
    changed = receiver.got[-1].body.replace(b"CS-1042", b"CS-1043")
    with pytest.raises(WebhookVerificationError):
        Verifier(SECRET).verify(changed, receiver.got[-1].headers)


def test_an_old_message_that_is_sent_again_by_somebody_else_is_found_out(receiver: Receiver) -> None:
    old = datetime.now(UTC) - timedelta(minutes=6)

    Webhook(receiver.url, SECRET, now=lambda: old).send("CS-1042-1", BODY)

    assert receiver.got[0].verified is None


@pytest.mark.parametrize("status", [301, 307, 400, 404, 500, 503])
def test_only_a_plain_yes_counts_as_received(receiver: Receiver, status: int) -> None:
    receiver.answers = status

    with pytest.raises(CountersignError, match=str(status)):
        Webhook(receiver.url, SECRET).send("CS-1042-1", BODY)

    assert len(receiver.got) == 1, "a redirect is not followed"


def test_a_receiver_that_is_away_is_said_so() -> None:
    with receiving() as gone:
        url = gone.url

    with pytest.raises(CountersignError, match="cannot be reached"):
        Webhook(url, SECRET).send("CS-1042-1", BODY)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.com/hook", "anybody on the way could read it"),
        ("http://10.0.0.1/hook", "another machine, however near"),
        ("ftp://127.0.0.1/hook", "no web address"),
        ("https:///hook", "no host"),
        ("https://user:word@example.com/", "a password does not belong in an address"),
        ("https://example.com:port/", "no number"),
    ],
)
def test_addresses_that_are_not_sent_to(url: str, reason: str) -> None:
    with pytest.raises(InvalidSetting, match="HITL_WEBHOOK_URL"):
        Webhook(url, SECRET)


@pytest.mark.parametrize("url", ["https://example.com/hook", "http://localhost:8080", "http://[::1]:9/x"])
def test_addresses_that_are_sent_to(url: str) -> None:
    assert Webhook(url, SECRET).host in url


@pytest.mark.parametrize("secret", ["whsec_", "not base64 at all!x", "whsec_c2hvcnQ="])
def test_a_secret_that_cannot_sign_is_refused(secret: str) -> None:
    with pytest.raises(InvalidSetting, match="HITL_WEBHOOK_SECRET"):
        Webhook("https://example.com/", secret)


def test_an_address_without_a_secret_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="needs HITL_WEBHOOK_SECRET"):
        Settings.load({"HITL_WEBHOOK_URL": "https://example.com/"})


def test_without_an_address_nobody_carries_notifications() -> None:
    assert not post_of(Settings.load({})).carries(DeliveryKind.WEBHOOK)

    with_it = Settings.load({"HITL_WEBHOOK_URL": "https://example.com/", "HITL_WEBHOOK_SECRET": SECRET})
    post = post_of(with_it)
    assert isinstance(post, NotifyingPost)
    assert post.carries(DeliveryKind.WEBHOOK)
    assert post.carries(DeliveryKind.REPLY)
    assert post.local, "words to the customer stay in the house"
    assert SECRET not in repr(with_it)
    assert LocalPost().carries(DeliveryKind.REPLY)


def test_a_ping_is_signed_like_everything(receiver: Receiver) -> None:
    Webhook(receiver.url, SECRET).ping()

    assert receiver.got[0].verified["type"] == "ping"
