"""Marks of the forgotten are made under the business's own key, and older ones go on working."""

import hashlib
import hmac

import pytest

from goodword.accounts.models import Business
from goodword.people import forgetting, hand
from goodword.people.forgetting import WrongSecret, forgotten_marks, is_forgotten, remember_to_forget
from goodword.people.models import ForgottenWay

MAIL = [("email", "dana@brook.example")]


@pytest.fixture
def dana(cast, at):
    return hand.add_person(
        cast.business, cast.alice, at, name="Dana Brook", email=MAIL[0][1], kind="customer"
    )


def test_two_businesses_mark_the_same_mail_differently(cast, dana, at):
    theirs = hand.add_person(
        cast.florist, cast.charlie, at, name="Dana Brook", email=MAIL[0][1], kind="customer"
    )
    for one in (dana, theirs):
        remember_to_forget(one, at)
    digests = ForgottenWay.objects.values_list("digest", flat=True)
    assert len(digests) == len(set(digests)) == 4
    assert is_forgotten(forgotten_marks(cast.business.pk), MAIL)


def test_a_mark_of_before_still_counts_beside_new_ones(cast, dana, at, settings):
    secret = settings.SECRET_KEY.encode()
    old = hmac.new(secret, b"email:eli@stone.example", hashlib.sha256).hexdigest()
    ForgottenWay.objects.create(business=cast.business, digest=old, at=at)
    assert is_forgotten(forgotten_marks(cast.business.pk), [("email", "eli@stone.example")])
    remember_to_forget(dana, at)
    marks = forgotten_marks(cast.business.pk)
    assert is_forgotten(marks, [("email", "eli@stone.example")]) and is_forgotten(marks, MAIL)
    assert not is_forgotten(marks, [("email", "eli@brook.example")])


def test_the_key_is_made_once_and_is_no_use_without_the_secret(cast, dana, at, settings):
    remember_to_forget(dana, at)
    kept = Business.objects.get(pk=cast.business.pk).marks_key
    key = forgetting.own_key(cast.business.pk)
    assert key == forgetting.unsealed(kept) and key.hex() not in kept and len(key) == 32
    settings.SECRET_KEY = "another home's"
    with pytest.raises(WrongSecret):
        forgetting.unsealed(kept)
