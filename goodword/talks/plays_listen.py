"""Plays that hear back, listen, keep in touch, get to know and sort."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .play import (
    FACE_TO_FACE,
    FRIENDLY,
    GIVEN_TO,
    HI,
    JOB_SEEKER,
    NOT_A_PRACTICE,
    PRACTICE,
    SELLS,
    SHOP,
    Play,
    say,
    wordings,
)

_HOW_ARE_YOU = pgettext_lazy("subject of a mail", "How are you?")

OTHERS: tuple[Play, ...] = (
    Play(
        "hear_back", "hear_back", _("Hear back, once"), greeting=HI, minutes=1,
        subject=pgettext_lazy("subject of a mail", "Did anyone come to mind?"),
        wordings=wordings(
            "hear_back",
            say(_("no need to answer if it is not the time."), _("Did anyone come to mind?")),
            say(_("there is no rush at all."), _("I only wonder: did anyone come to mind?")),
        ),
    ),
    Play(
        "how_was_it", "listen", _("Ask how it was"), greeting=HI, minutes=3, people=FRIENDLY, businesses=SELLS,
        subject=pgettext_lazy("subject of a mail", "How was it?"),
        wordings=wordings(
            "how_was_it",
            say(_("how was the {thing}?"), _("I would like to hear it, good or bad."), needs=("thing",), at=(SHOP,)),
            say(_("how was it with us?"), _("I would like to hear it, good or bad.")),
            say(_("you came to us not long ago."), _("How was it? Good or bad, I would like to know.")),
        ),
    ),
    Play(
        "went_wrong", "listen", _("Call after something went wrong"), greeting=HI, minutes=10, ways=("call", "visit"),
        people=FRIENDLY, businesses=SELLS, subject=pgettext_lazy("subject of a mail", "I am sorry"),
        wordings=wordings(
            "went_wrong",
            say(_("I saw that the {thing} did not go well."), _("I am sorry."), _("What would put it right?"),
                 needs=("thing",), at=(SHOP,)),
            say(_("I saw that something did not go well."), _("I am sorry."), _("What would put it right?")),
            say(_("something did not go well for you with us."), _("I am sorry."), _("How can I put it right?")),
        ),
    ),
    Play(
        "looking_for", "listen", _("Ask what they wish for"), greeting=HI, minutes=3, people=FRIENDLY,
        businesses=(*SELLS, *GIVEN_TO), subject=pgettext_lazy("subject of a mail", "What do you wish we had?"),
        wordings=wordings(
            "looking_for",
            say(_("is there something you wish we had?"), _("I keep a list, and I read it."), at=(SHOP,)),
            say(_("what should we have that we don't?"), _("I write it down, and I read it."), at=(SHOP,)),
            say(_("is there something you wish we did?"), _("I keep a list, and I read it."), at=(PRACTICE, *GIVEN_TO)),
            say(_("what could we do better for you?"), _("I write it down, and I read it."), at=(PRACTICE, *GIVEN_TO)),
        ),
    ),
    Play(
        "how_found", "listen", _("Ask how they found you"), greeting=HI, minutes=2, people=FRIENDLY,
        businesses=(*SELLS, *GIVEN_TO), subject=pgettext_lazy("subject of a mail", "How did you find us?"),
        wordings=wordings(
            "how_found",
            say(_("how did you find us?"), _("If someone sent you, I would like to thank them.")),
            say(_("may I ask how you heard of us?"), _("If it was a good word, I would like to say thank you for it.")),
        ),
    ),
    Play(
        "your_words", "listen", _("Ask for their own words about you"), greeting=HI, minutes=3, people=FRIENDLY,
        businesses=(*NOT_A_PRACTICE, JOB_SEEKER), subject=pgettext_lazy("subject of a mail", "Your words"),
        wordings=wordings(
            "your_words",
            say(_("you said something kind about us."), _("Would you write two lines that I may show to others?"),
                 _("You can take them back any time."), at=NOT_A_PRACTICE),
            say(_("I liked what you said about us."), _("May I have it in two lines, to show to others?"),
                 _("No is a fine answer, too."), at=NOT_A_PRACTICE),
            say(_("I liked what you said about my work."), _("May I have it in two lines, to show to others?"),
                 _("No is a fine answer, too."), at=(JOB_SEEKER,)),
            say(_("you said something kind about my work."), _("Would you write two lines that I may show to others?"),
                 _("You can take them back any time."), at=(JOB_SEEKER,)),
        ),
    ),
    Play(
        "long_time", "touch", _("Say hello after a long time"), greeting=HI, subject=_HOW_ARE_YOU, minutes=2,
        people=("customer", "family", "staff"),
        wordings=wordings(
            "long_time",
            say(_("I have not seen you for a while."), _("I hope you are well."), _("Nothing to sell, just hello."),
                 at=(SHOP,)),
            say(_("it has been a while."), _("How are you? No need to buy anything, I just thought of you."),
                 at=(SHOP,)),
            say(_("we have not talked for a while."), _("I hope you are well."), _("Nothing to ask, just hello."),
                 at=(PRACTICE, *GIVEN_TO, JOB_SEEKER)),
            say(_("it has been a while."), _("How are you? I just thought of you."),
                 at=(PRACTICE, *GIVEN_TO, JOB_SEEKER)),
        ),
    ),
    Play(
        "ally_long_time", "touch", _("Keep in touch with an ally"), greeting=HI, subject=_HOW_ARE_YOU, minutes=3,
        people=("ally", "trade", "press"),
        wordings=wordings(
            "ally_long_time",
            say(_("how are things at {organisation}?"), _("Whom should I send your way?"), needs=("organisation",)),
            say(_("how are things with you?"), _("Whom should I send your way?")),
            say(_("we have not talked for a while."), _("How are you? Can I do anything for you?")),
        ),
    ),
    Play(
        "how_happy", "listen", _("Ask how happy they are"), greeting=HI, minutes=3, people=FRIENDLY,
        businesses=(*SELLS, *GIVEN_TO), subject=pgettext_lazy("subject of a mail", "How happy are you with us?"),
        wordings=wordings(
            "how_happy",
            say(_("may I ask you something?"), _("How happy are you with us?"),
                _("Good or bad, I would like to know.")),
            say(_("you know us well by now."), _("What do you like, and what not?"), _("I would like to hear it.")),
        ),
    ),
    Play(
        "pass_on", "touch", _("Offer words to pass on"), greeting=HI, minutes=2,
        subject=pgettext_lazy("subject of a mail", "Two lines to pass on"),
        wordings=wordings(
            "pass_on",
            say(_("it is kind of you to think of us."), _("I have two lines ready that you can pass on."),
                 _("Shall I send them?"), at=(*SELLS, *GIVEN_TO)),
            say(_("thank you for your kind yes."), _("Would it help if I sent you two lines to pass on?")),
            say(_("it is kind of you to think of me."), _("I have two lines ready that you can pass on."),
                 _("Shall I send them?"), at=(JOB_SEEKER,)),
        ),
    ),
    Play(
        "introduced", "listen", _("Ask what came of an introduction"), greeting=HI, minutes=2,
        subject=pgettext_lazy("subject of a mail", "Did you two find each other?"),
        wordings=wordings(
            "introduced",
            say(_("did you and {other_first} find each other?"), _("I would love to hear how it went."),
                 needs=("other_first",)),
            say(_("did you two find each other?"), _("I would love to hear how it went.")),
            say(_("I introduced you to somebody not long ago."), _("How did it go?")),
        ),
    ),
    Play(
        "know_story", "know", _("Find out what their story is"), minutes=2, ways=FACE_TO_FACE, people=FRIENDLY,
        wordings=wordings(
            "know_story",
            say(_("What made you come back the first time?"), at=(SHOP,)),
            say(_("What made you stay with us?"), at=(PRACTICE, *GIVEN_TO)),
            say(_("What would you tell a friend about us?"), at=(*SELLS, *GIVEN_TO)),
            say(_("What do you remember from when we worked together?"), at=(JOB_SEEKER,)),
            say(_("What would you tell others about me?"), at=(JOB_SEEKER,)),
        ),
    ),
    Play(
        "know_access", "know", _("Find out whom they know"), minutes=2, ways=FACE_TO_FACE,
        wordings=wordings(
            "know_access",
            say(_("You seem to know everyone here."), _("Are you in a club, or at the school?"), at=(SHOP, *GIVEN_TO)),
            say(_("Are you in a club, or at the school?"), _("I like to know where people meet.")),
            say(_("Whom do you meet in a normal week?"), _("I am always curious about that.")),
        ),
    ),
    Play(
        "know_name", "know", _("Find out if they like to be asked"), minutes=2, ways=FACE_TO_FACE,
        wordings=wordings(
            "know_name",
            say(_("Do people ask you for tips?")),
            say(_("Are you the one your friends ask when they look for something good?")),
        ),
    ),
    Play(
        "sort", "sort", _("Say who someone is to you"), minutes=0.5, people=("unsorted",), ways=(),
        wordings=wordings(
            "sort",
            say(_("Who is {name} to you?"), needs=("name",)),
            say(_("Who is this to you?")),
        ),
    ),
    Play(
        "start", "start", _("Begin with three names"), minutes=2, people=(), ways=(),
        wordings=wordings(
            "start",
            say(_("Who was your first customer?"), _("Who last sent you someone?"), _("Who talks about you most?"),
                 at=SELLS),
            say(_("Who was the first to give?"), _("Who last sent you someone?"), _("Who talks about you most?"),
                 at=GIVEN_TO),
            say(_("Who was the last to help you on?"), _("Who knows many people in your field?"),
                 _("Who speaks well of you?"), at=(JOB_SEEKER,)),
        ),
    ),
)  # fmt: skip
