"""Plays that thank. They come before any ask."""

from django.utils.translation import gettext_lazy as _

from .play import (
    DEAR,
    FRIENDLY,
    GIVEN_TO,
    HI,
    JOB_SEEKER,
    NONPROFIT,
    NOT_A_PRACTICE,
    PRACTICE,
    SELLS,
    SHOP,
    THANK_YOU,
    Play,
    say,
    wordings,
)
from .plays_thank_more import A_GIFT

THANKS: tuple[Play, ...] = (
    Play(
        "thank_sent", "thank", _("Thank for sending someone"), greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_sent",
            say(_("{newcomer_first} told me you sent them."), _("Thank you, that means a lot to me."), A_GIFT,
                 needs=("newcomer_first",), at=NOT_A_PRACTICE),
            say(_("{newcomer_first} came to us because of you."), _("Thank you for your good word."), A_GIFT,
                 needs=("newcomer_first",), at=NOT_A_PRACTICE),
            say(_("someone came because of your kind word."),
                 _("Thank you. I never say who, but you know I am glad."), A_GIFT, at=(PRACTICE,)),
            say(_("your good word brought someone to us."), _("I keep names to myself, but not my thanks."),
                 A_GIFT, at=(PRACTICE,)),
            say(_("{newcomer_first} told me you spoke for me."), _("Thank you, that means a lot to me."),
                 needs=("newcomer_first",), at=(JOB_SEEKER,)),
            say(_("you put in a good word for me."), _("Thank you, that means a lot to me."), at=(JOB_SEEKER,)),
            say(_("somebody new found us because of you."), _("Thank you, that means a lot to me."), A_GIFT,
                 at=NOT_A_PRACTICE),
        ),
    ),
    Play(
        "thank_sent_unnamed", "thank", _("Thank for sending someone, without a name"),
        greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_sent_unnamed",
            say(_("somebody new came to us because of you."), _("Thank you!"), A_GIFT, at=NOT_A_PRACTICE),
            say(_("your good word brought us someone new."), _("Thank you, that means a lot to me."), A_GIFT,
                 at=NOT_A_PRACTICE),
            say(_("someone came because of your kind word."),
                 _("Thank you. I never say who, but you know I am glad."), A_GIFT, at=(PRACTICE,)),
            say(_("your good word brought someone to us."), _("I keep names to myself, but not my thanks."),
                 A_GIFT, at=(PRACTICE,)),
            say(_("you put in a good word for me."), _("Thank you, that means a lot to me."), at=(JOB_SEEKER,)),
            say(_("someone I hoped to meet heard of me from you."), _("Thank you!"), at=(JOB_SEEKER,)),
        ),
    ),
    Play(
        "thank_second", "thank", _("Thank for coming back"), greeting=HI, subject=THANK_YOU,
        people=FRIENDLY, businesses=(*SELLS, NONPROFIT),
        wordings=wordings(
            "thank_second",
            say(_("good to see you again on {day}."), _("Thank you for coming back."), needs=("day",), at=(SHOP,)),
            say(_("you came back, and I noticed."), _("Thank you!"), at=(SHOP,)),
            say(_("thank you for coming back to us."), _("I was glad of it."), at=(SHOP,)),
            say(_("thank you for coming back to us."), _("Your trust means a lot to me."), at=(PRACTICE,)),
            say(_("it was good to see you again."), _("Thank you for your trust."), at=(PRACTICE,)),
            say(_("your second gift came in."), _("Thank you for standing with us."), at=(NONPROFIT,)),
            say(_("you gave again, and I noticed."), _("Thank you!"), at=(NONPROFIT,)),
        ),
    ),
    *(
        Play(
            name, "thank", title, greeting=HI, subject=THANK_YOU,
            people=FRIENDLY, businesses=(*SELLS, NONPROFIT),
            wordings=wordings(
                name,
                say(_("I just saw that you have been here {n} times."),
                     _("Thank you. People like you keep us going."), needs=("n",), at=(SHOP,)),
                say(_("you have come to us so often by now."),
                     _("It is people like you who keep us going. Thank you."), at=(SHOP,)),
                say(_("I just saw that you have given {n} times."),
                     _("Thank you. People like you keep us going."), needs=("n",), at=(NONPROFIT,)),
                say(_("you have given so often by now."), _("It is people like you who keep us going. Thank you."),
                     at=(NONPROFIT,)),
                say(_("you have been with us for a good while now."), _("Thank you for your trust."), at=(PRACTICE,)),
                say(_("I just want to say thank you for your trust in us."), _("It means a lot to me."),
                     at=(PRACTICE,)),
            ),
        )
        for name, title in (
            ("thank_tenth", _("Thank for the tenth time")),
            ("thank_fiftieth", _("Thank for the fiftieth time")),
        )
    ),
    Play(
        "thank_year", "thank", _("Thank for a year together"), greeting=HI, subject=THANK_YOU,
        people=FRIENDLY, businesses=(*SELLS, NONPROFIT),
        wordings=wordings(
            "thank_year",
            say(_("it is a year this week since you first came."), _("Thank you for staying with us."), at=SELLS),
            say(_("a year ago you came to us for the first time."), _("I am glad you stayed. Thank you."), at=SELLS),
            say(_("it is a year this week since your first gift."), _("Thank you for staying with us."),
                 at=(NONPROFIT,)),
            say(_("a year ago you gave to us for the first time."), _("I am glad you stayed. Thank you."),
                 at=(NONPROFIT,)),
        ),
    ),
    Play(
        "thank_ally", "thank", _("Thank a steady ally"), greeting=HI, subject=THANK_YOU,
        people=("ally", "trade", "staff", "family", "press"),
        wordings=wordings(
            "thank_ally",
            say(_("you keep putting in a good word for us."), _("I notice, and I am grateful."),
                 _("Is there anything I can do for you?"), at=(*SELLS, *GIVEN_TO)),
            say(_("your good words bring people to us."), _("Thank you. What can I do for you?"),
                 at=(*SELLS, *GIVEN_TO)),
            say(_("you keep putting in a good word for me."), _("I notice, and I am grateful."),
                 _("Is there anything I can do for you?"), at=(JOB_SEEKER,)),
            say(_("your good words open doors for me."), _("Thank you. What can I do for you?"), at=(JOB_SEEKER,)),
        ),
    ),
    Play(
        "thank_words", "thank", _("Thank for kind words"), greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_words",
            say(_("thank you for your kind words about us."), _("They mean a lot to me."), at=(*SELLS, *GIVEN_TO)),
            say(_("I read what you said about us, more than once."), _("Thank you!"), at=(*SELLS, *GIVEN_TO)),
            say(_("thank you for your kind words about me."), _("They mean a lot to me."), at=(JOB_SEEKER,)),
            say(_("I read what you said about me, more than once."), _("Thank you!"), at=(JOB_SEEKER,)),
        ),
    ),
    Play(
        "thank_gift", "thank", _("Thank for a gift"), greeting=DEAR, subject=THANK_YOU,
        businesses=GIVEN_TO,
        wordings=wordings(
            "thank_gift",
            say(_("your gift arrived. Thank you."), _("Here is what it does next: {purpose}.")),
            say(_("thank you for your gift."), _("It goes here next: {purpose}.")),
        ),
    ),
)  # fmt: skip
