"""Unknown is not zero: what is not known of a person is a question, and its answer is a note."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import Note


@dataclass(frozen=True, slots=True)
class Question:
    motive: str
    about: str
    words: str
    hint: str
    yes: str
    no: str
    yes_words: str  # what a bare yes says; "" if their words are needed
    needs_words: str


def questions() -> list[Question]:
    return [
        Question(
            "loyalty",
            Note.About.KIND_WORD,
            _("Have they ever said something kind about you?"),
            _("Write it as they said it."),
            _("Yes, they said this"),
            _("Not yet"),
            "",
            _("Write what they said, or press “Not yet”."),
        ),
        Question(
            "story",
            Note.About.STORY,
            _("What made them come back the first time?"),
            _("Ask at their next visit: “What made you come back the first time?”"),
            _("This is their story"),
            _("There is none"),
            "",
            _("Write their story in a line, or press “There is none”."),
        ),
        Question(
            "access",
            Note.About.ACCESS,
            _("Do they know people who might need you?"),
            _(
                "Ask at their next visit: “You seem to know everyone here. Are you in a club, or at the school?”"
            ),
            _("Yes, they know them"),
            _("No"),
            "",
            _("Write whom they know (a club, a school, a street), or press “No”."),
        ),
        Question(
            "name",
            Note.About.NAME,
            _("Do people ask them for tips?"),
            _("Ask at their next visit: “Do people ask you for tips?”"),
            _("Yes"),
            _("No"),
            _("People ask them for tips."),
            "",
        ),
    ]


def find_question(motive: str) -> Question | None:
    return next((one for one in questions() if one.motive == motive), None)
