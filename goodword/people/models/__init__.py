from .claim import Claim, Way
from .forgotten import ForgottenWay
from .household import Household, Join, Tie
from .note import Consent, Note
from .person import Kind, Person
from .word import MaybeSame, SameWord, WordKey

__all__ = [
    "Claim",
    "Consent",
    "ForgottenWay",
    "Household",
    "Join",
    "Kind",
    "MaybeSame",
    "Note",
    "Person",
    "SameWord",
    "Tie",
    "Way",
    "WordKey",
]
