"""What a buyer brought along from whoever sent them: an advocate's link or spoken code, told by another program."""

from datetime import date, datetime

from goodword.people.models import Claim
from goodword.referrals.by_software import Sent, ToldOtherwise, tell_evidence
from goodword.referrals.models import Evidence, ShareLink
from goodword.referrals.noting import SentThemselves
from goodword.referrals.sharing import find_link, find_spoken

from .models import Inlet


def find_ref(business_id: int, typed: str) -> ShareLink | None:
    """The link of that token, or of that spoken code, if it counts."""
    if not typed:
        return None
    link = find_link(typed)
    if link is None or link.business_id != business_id:
        return find_spoken(business_id, typed)
    return link if link.stopped_at is None and link.person.is_here else None


def keep_ref(inlet: Inlet, typed: str, claim: Claim, on: date, key: str, at: datetime) -> bool:
    """Whether it is somebody's: then it is a trace. The same key is one trace; what is nobody's code is let be, since a
    shop may use the same field for something of its own."""
    link = find_ref(inlet.business_id, typed)
    if link is None:
        return False
    sent = Sent(Evidence.Kind.WEBHOOK, link.person, "", claim.person, on)
    try:
        tell_evidence(inlet.business, inlet.source, sent, key, at)
    except (SentThemselves, ToldOtherwise):
        return False
    return True
