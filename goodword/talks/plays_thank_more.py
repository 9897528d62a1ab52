"""Plays that thank for what came of a word, and for other kindnesses."""

from django.utils.translation import gettext_lazy as _

from .play import (
    GIVEN_TO,
    HI,
    JOB_SEEKER,
    NOT_A_PRACTICE,
    PRACTICE,
    SELLS,
    SHOP,
    THANK_YOU,
    Play,
    say,
    wordings,
)

# Left out, unless the owner has set a gift and it may be given.
A_GIFT = _("{gift} is here for you.")
OPENLY = (*NOT_A_PRACTICE, JOB_SEEKER)
EVERYBODY = (*SELLS, *GIVEN_TO)

MORE_THANKS: tuple[Play, ...] = (
    Play(
        "thank_sent_coming", "thank", _("Thank for sending someone, who wants to come"),
        greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_sent_coming",
            say(_("{newcomer_first} wrote to us because of you."), _("Thank you for your good word."),
                 needs=("newcomer_first",), at=NOT_A_PRACTICE),
            say(_("{newcomer_first} wants to come by because of you."), _("Thank you, that means a lot to me."),
                 needs=("newcomer_first",), at=NOT_A_PRACTICE),
            say(_("somebody new wrote to us because of you."), _("Thank you!"), at=NOT_A_PRACTICE),
            say(_("somebody new wants to come by, and it is because of you."), _("Thank you for your good word."),
                 at=NOT_A_PRACTICE),
            say(_("someone wrote to us because of your kind word."),
                 _("Thank you. I never say who, but you know I am glad."), at=(PRACTICE,)),
            say(_("your good word made someone write to us."), _("I keep names to myself, but not my thanks."),
                 at=(PRACTICE,)),
            say(_("{newcomer_first} wrote to me because of you."), _("Thank you, that means a lot to me."),
                 needs=("newcomer_first",), at=(JOB_SEEKER,)),
            say(_("someone wrote to me because of you."), _("Thank you!"), at=(JOB_SEEKER,)),
            say(_("your good word made someone write to me."), _("Thank you, that means a lot to me."),
                 at=(JOB_SEEKER,)),
        ),
    ),
    Play(
        "thank_sent_many", "thank", _("Thank for sending several people"), greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_sent_many",
            say(_("{newcomers} found us because of you."), _("Thank you, that means a lot to me."), A_GIFT,
                 needs=("newcomers",), at=NOT_A_PRACTICE),
            say(_("{newcomers} found us by your good word."), _("Thank you! I am glad that you speak for us."), A_GIFT,
                 needs=("newcomers",), at=NOT_A_PRACTICE),
            say(_("you have sent us more than one person by now."), _("Thank you, that means a lot to me."), A_GIFT,
                 at=NOT_A_PRACTICE),
            say(_("your kind word has brought more than one person to us."),
                 _("Thank you. I never say who, but you know I am glad."), A_GIFT, at=(PRACTICE,)),
            say(_("people came to us because of your good word."), _("I keep names to myself, but not my thanks."),
                 A_GIFT, at=(PRACTICE,)),
            say(_("{newcomers} heard of me from you."), _("Thank you, that means a lot to me."),
                 needs=("newcomers",), at=(JOB_SEEKER,)),
            say(_("you put in a good word for me more than once."), _("Thank you, that means a lot to me."),
                 at=(JOB_SEEKER,)),
        ),
    ),
    Play(
        "thank_sent_before", "thank", _("Thank late for sending someone"), greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_sent_before",
            say(_("I found in my books that {newcomer_first} came to us because of you."),
                 _("It is late to say it, but I mean it: thank you!"), A_GIFT,
                 needs=("newcomer_first",), at=NOT_A_PRACTICE),
            say(_("I found in my books that somebody came to us because of you."),
                 _("It is late to say it, but I mean it: thank you!"), A_GIFT, at=NOT_A_PRACTICE),
            say(_("you once sent somebody to us, and I never thanked you."), _("So today I do. Thank you!"), A_GIFT,
                 at=NOT_A_PRACTICE),
            say(_("someone once came because of your kind word."),
                 _("It is late to say it, but I mean it: thank you!"), A_GIFT, at=(PRACTICE,)),
            say(_("your good word once brought someone to us."), _("It is late to say it, but thank you!"), A_GIFT,
                 at=(PRACTICE,)),
            say(_("you once put in a good word for me."), _("It is late to say it, but I mean it: thank you!"),
                 at=(JOB_SEEKER,)),
            say(_("you once spoke for me, and I never thanked you."), _("So today I do. Thank you!"),
                 at=(JOB_SEEKER,)),
        ),
    ),
    Play(
        "thank_yes", "thank", _("Tell what came of it: whom they sent has come"), greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_yes",
            say(_("{newcomer_first} has come by now."), _("That was you. Thank you!"), A_GIFT,
                 needs=("newcomer_first",), at=OPENLY),
            say(_("whom you sent us has come by now."), _("That was you. Thank you!"), A_GIFT, at=OPENLY),
            say(_("your good word has brought us someone."), _("I thought you would like to know. Thank you!"), A_GIFT,
                 at=OPENLY),
            say(_("someone has come because of your kind word."), _("I never say who, but I am glad."), A_GIFT,
                 at=(PRACTICE,)),
            say(_("something good came of your kind word."), _("I keep names to myself, but not my thanks."), A_GIFT,
                 at=(PRACTICE,)),
        ),
    ),
    Play(
        "thank_intro", "thank", _("Thank for meeting somebody"), greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_intro",
            say(_("thank you for meeting {other_first}."), _("That was kind of you."),
                 needs=("other_first",), at=OPENLY),
            say(_("thank you for your time when I introduced you."), _("That was kind of you."), at=OPENLY),
            say(_("you took time for somebody I know."), _("Thank you!"), at=OPENLY),
            say(_("thank you for your time when I introduced you."), _("That was kind of you."), at=(PRACTICE,)),
            say(_("you took time for somebody who asked me."), _("Thank you!"), at=(PRACTICE,)),
        ),
    ),
    Play(
        "thank_intro_fruit", "thank", _("Thank for what came of an introduction"), greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_intro_fruit",
            say(_("you helped {other_first}, and something good came of it."), _("Thank you!"),
                 needs=("other_first",), at=OPENLY),
            say(_("something good came of it that you two met."), _("Thank you for your help."), at=OPENLY),
            say(_("you helped somebody I know, and it did some good."), _("Thank you!"), at=OPENLY),
            say(_("something good came of it that you two met."), _("Thank you for your help."), at=(PRACTICE,)),
            say(_("you helped, and it did some good."), _("Thank you!"), at=(PRACTICE,)),
        ),
    ),
    Play(
        "thank_mention", "thank", _("Thank for speaking well of you"), greeting=HI, subject=THANK_YOU,
        wordings=wordings(
            "thank_mention",
            say(_("I heard that you spoke well of us."), _("Thank you, that means a lot to me."), at=EVERYBODY),
            say(_("your kind words about us have reached me."), _("Thank you!"), at=EVERYBODY),
            say(_("thank you for speaking well of us."), _("I was glad when I heard it."), at=(SHOP,)),
            say(_("I heard that you spoke well of me."), _("Thank you, that means a lot to me."), at=(JOB_SEEKER,)),
            say(_("your kind words about me have reached me."), _("Thank you!"), at=(JOB_SEEKER,)),
        ),
    ),
)  # fmt: skip
