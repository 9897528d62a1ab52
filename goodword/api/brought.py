"""What a buyer brought along from whoever sent them: an advocate's link or spoken code, told by another program."""

from datetime import date, datetime

from goodword.lib.codes import tidy_code
from goodword.people.models import Claim
from goodword.referrals.by_software import Sent, ToldOtherwise, tell_evidence
from goodword.referrals.models import Evidence
from goodword.referrals.noting import SentThemselves
from goodword.referrals.sharing import find_link

from .models import Inlet


def keep_ref(inlet: Inlet, typed: str, claim: Claim, on: date, key: str, at: datetime) -> bool:
    """Whether it is somebody's: then it is a trace. The same key is one trace; what is nobody's code is let be, since a
    shop may use the same field for something of its own."""
    link = find_link(inlet.business_id, typed) if typed else None
    if link is None:
        return False
    # The letters came along in an address; a code was typed by whoever bought.
    kind = Evidence.Kind.LINK if tidy_code(typed).lower() == link.token else Evidence.Kind.CODE
    sent = Sent(kind, link.person, "", claim.person, on)
    try:
        tell_evidence(inlet.business, inlet.source, sent, key, at)
    except (SentThemselves, ToldOtherwise):
        return False
    return True
