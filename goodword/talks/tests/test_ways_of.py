import pytest

from goodword.accounts.models import Source
from goodword.people.models import Claim, Way
from goodword.talks.ways import ways_of

from .people import someone


@pytest.fixture
def tell(cast, at):
    dana = someone(cast.business, "Dana Okafor")

    def tell(value, state=Source.State.HERE, *, by_hand=False, **more):
        source = Source.objects.create(
            business=cast.business, kind="file", label="a file", at=at, state=state
        )
        claim = Claim.objects.create(
            business=cast.business, person=dana, source=source, at=at, digest=value[:32], by_hand=by_hand
        )
        kind = "email" if "@" in value else "phone"
        Way.objects.create(
            business=cast.business, claim=claim, person=dana, kind=kind, key=value, value=value, **more
        )
        return dana

    return tell


def values(person):
    return [way.value for way in ways_of(person)]


def test_the_owners_word_comes_first_and_then_the_newest(tell):
    tell("right@example.org", by_hand=True)
    tell("old@example.org")
    assert values(tell("new@example.org")) == ["right@example.org", "new@example.org", "old@example.org"]


def test_a_mobile_comes_before_a_desk_and_a_fax_never(tell):
    tell("+4915123456789", label="Mobile")
    tell("+4930123457", label="Fax work")
    assert values(tell("+4930123456", label="work")) == ["+4915123456789", "+4930123456"]


def test_what_the_owner_called_wrong_stays_wrong_when_a_file_says_it_again(tell):
    tell("wrong@example.org", is_wrong=True)
    assert values(tell("wrong@example.org")) == []


def test_a_file_that_is_still_coming_in_says_nothing_yet(tell):
    assert values(tell("soon@example.org", Source.State.COMING)) == []


def test_nobody_has_no_ways():
    assert ways_of(None) == []
