from .claim import Claim, Way
from .forgotten import ForgottenWay
from .household import Household, Join, Tie
from .note import Consent, Note
from .person import Kind, Person

__all__ = ["Claim", "Consent", "ForgottenWay", "Household", "Join", "Kind", "Note", "Person", "Tie", "Way"]
