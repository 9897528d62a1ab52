"""The one scale of good, as the table in docs/how-we-count/today.md.

`python -m goodword.today.figures PAGE` writes it.
"""

import sys
from pathlib import Path

BEGIN, END = "<!-- made by goodword.today.figures -->", "<!-- end of what is made -->"


def rows() -> list[tuple[str, str, str, float, str]]:
    """Kind, when, good, minutes, and why so much: from the constants that the list is chosen by."""
    from goodword.advocates.moves import GOOD_OF_KNOW, GOOD_OF_TOUCH
    from goodword.gratitude.moves import GOOD as THANKS
    from goodword.growth.moves import GOOD_OF_HOW_HAPPY, GOOD_OF_LOOKING_FOR, GOOD_OF_PASS_ON
    from goodword.introductions.moves import GOOD as INTRODUCED
    from goodword.listening.moves import GOOD as YOUR_WORDS
    from goodword.people.moves import SORT_GOOD, SORT_MINUTES, START_GOOD, START_MINUTES
    from goodword.referrals.moves import GOOD as HOW_FOUND
    from goodword.sales.moves import GOOD_OF_HOW_WAS_IT, GOOD_OF_PUTTING_RIGHT
    from goodword.talks.moves import GOOD as HEAR_BACK
    from goodword.talks.plays import get_play

    def minutes(play: str) -> float:
        return get_play(play).minutes

    ask = "what one ask of this person may bring: the last step of [standing](standing.md)"
    again = "who has sent somebody and is thanked may well do so again: "
    again += "the signs of a referral in [standing](standing.md), "
    again += "of which a part is the thanks'"
    keeps = "a customer who feels seen stays, and who stays may speak"
    a_tenth = "who comes back may speak again: a tenth of an ask, and a little for the hello itself"
    later = "the answer makes a later ask fit better: a twentieth of that ask, and a little for the talk"
    return [
        ("thank", "sent you someone", f"{THANKS['sent']:g}", minutes("thank_sent"), again),
        ("thank", "an ally who sent two or more in a quarter", f"{THANKS['ally']:g}", minutes("thank_ally"), again),
        ("thank", "whom they sent has come by now", f"{THANKS['yes']:g}", minutes("thank_yes"), again),
        ("thank", "spoke well of you", f"{THANKS['mention']:g}", minutes("thank_mention"), again),
        ("thank", "met somebody whom you introduced", f"{THANKS['intro']:g}", minutes("thank_intro"),
         "who gives time when you ask may speak for you too"),
        ("thank", "kind words about you", f"{THANKS['words']:g}", minutes("thank_words"), again),
        ("thank", "a gift", f"{THANKS['gift']:g}", minutes("thank_gift"), keeps),
        ("thank", "a year, the tenth, the fiftieth time", f"{THANKS['year']:g}", minutes("thank_year"), keeps),
        ("thank", "the second time", f"{THANKS['second']:g}", minutes("thank_second"), keeps),
        ("hear_back", "five days after an ask", f"{HEAR_BACK:g}", minutes("hear_back"),
         "about one in three who were willing only needed a reminder: a third of an ask"),
        ("ask", "", "0.05 to 0.4", minutes("ask_anyone"), ask),
        ("listen", "after something went wrong", f"{GOOD_OF_PUTTING_RIGHT:g}", minutes("went_wrong"),
         "who was put right often stays for good, and tells of it; who was not tells of that"),
        ("listen", "after a first or a large sale", f"{GOOD_OF_HOW_WAS_IT:g}", minutes("how_was_it"), keeps),
        ("listen", "said something kind", f"{YOUR_WORDS:g}", minutes("your_words"),
         "newcomers trust a customer's words more than ours, and every page and every next ask may bear them"),
        ("listen", "how did you find us", f"{HOW_FOUND:g}", minutes("how_found"),
         "one in some seven names a sender, who is then thanked"),
        ("listen", "what came of an introduction", f"{INTRODUCED:g}", minutes("introduced"),
         "who found help because of you remembers it; who did not is glad that you asked"),
        ("listen", "it gets stuck at being happy", f"{GOOD_OF_HOW_HAPPY:g}", minutes("how_happy"),
         "who says something kind may be asked for more: as much as their own words"),
        ("listen", "it gets stuck with those who come", f"{GOOD_OF_LOOKING_FOR:g}", minutes("looking_for"),
         "somebody was sent and is half there already: one in some thirty may yet say yes because somebody asked"),
        ("touch", "it gets stuck after the yes", f"{GOOD_OF_PASS_ON:g}", minutes("pass_on"),
         "they said yes, and only lack the words: as much as hearing back"),
        ("touch", "a regular who stays away", f"{GOOD_OF_TOUCH:g} + ask / 10", minutes("long_time"), a_tenth),
        ("touch", "an ally, not talked to for 90 days", f"{GOOD_OF_TOUCH * 2:g}", minutes("ally_long_time"),
         "an ally comes by no other way, so the hello counts twice"),
        ("know", "a motive that is not known", f"{GOOD_OF_KNOW:g} + ask / 20", minutes("know_story"), later),
        ("sort", "ten names", f"{SORT_GOOD:g}", SORT_MINUTES,
         "two of ten turn out to be people who may be asked at some time, and one ask brings 0.02"),
        ("start", "empty books", f"{START_GOOD:g}", START_MINUTES, "nothing else can come before it: it stands first"),
    ]  # fmt: skip


def table() -> str:
    lines = [
        "| kind | when | newcomers to expect | minutes | why so much |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {kind} | {when} | {good} | {minutes:g} | {why} |" for kind, when, good, minutes, why in rows()
    ]
    return "\n".join(lines) + "\n"


def refreshed(page: str) -> str:
    """`page` with what stands between the two marks made anew."""
    before, rest = page.split(BEGIN, 1)
    return f"{before}{BEGIN}\n{table()}{END}{rest.split(END, 1)[1]}"


def main() -> None:
    import django

    django.setup()
    page = Path(sys.argv[1])
    page.write_text(refreshed(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
