"""Figures of Corner Bakery as pictures, made up for the style page, and for nothing else."""

from datetime import date

from goodword.lib.numbers import percent_words

from .charts import Ahead, Bars, Dots, Fan, Goal, Past, Picture, Row, Told

SO_FAR = (96, 104, 118, 131, 149, 166, 190, 214, 243, 269, 296, 318)  # a quarter each, from 2024 on
CAME = (
    (8, 16, 11),
    (9, 17, 16),
    (10, 19, 12),
    (10, 20, 24),
    (13, 24, 17),
    (14, 25, 21),
    (15, 27, 15),
    (16, 29, 9),
)
EMPTY = "Nobody is in your books yet. Once the first people came, you see them here."


def pictures() -> list[Picture]:
    return [funnel(), groups(), shares(), one_row(), word_of_mouth(), regulars(), told_before(), none_yet()]


def funnel() -> Picture:
    return Bars(
        key="funnel",
        title="Most who are asked say yes, and one in three of these sends somebody",
        note="The narrowest step is where a little work brings most.",
        rows=[
            Row("Know you", 1240, href="#"),
            Row("Came twice or more", 318, href="#"),
            Row("You asked them for a good word", 64, href="#"),
            Row("Said yes", 51, href="#"),
            Row("Sent somebody who came", 19, href="#"),
        ],
        label_head="Step",
        value_head="People",
        empty=EMPTY,
    ).picture()


def groups() -> Picture:
    return Bars(
        key="groups",
        title="Parents of Hill School send the most, and more than is usual",
        note="Of 100 people in each group, how many sent somebody within a year.",
        rows=[
            Row("Parents of Hill School", 23, 17, 31, usual=(6, 14)),
            Row(
                "Neighbours on Mill Street, and whoever walks past on the way to the station",
                11,
                7,
                16,
                usual=(6, 14),
            ),
            Row("Came by an ad", 2.4, 0.8, 6.5, usual=(2, 5)),
        ],
        label_head="Group",
        value_head="Of 100 who sent somebody",
        range_head="Likely between",
        usual_head="Usual for shops like yours",
        empty=EMPTY,
    ).picture()


def shares() -> Picture:
    return Bars(
        key="shares",
        title="Four in ten of this year's newcomers were sent",
        rows=[
            Row("Sent by someone", 0.41, usual=0.3),
            Row("Walked past", 0.35, usual=0.45),
            Row("An ad", 0, usual=0.12),
        ],
        label_head="How they came",
        value_head="This year",
        usual_head="Last year",
        empty=EMPTY,
        say=percent_words,
    ).picture()


def one_row() -> Picture:
    return Bars(
        key="one-row",
        title="One group is known so far",
        rows=[Row("Everyone", 1_012_112)],
        label_head="Group",
        value_head="People",
        empty=EMPTY,
    ).picture()


def word_of_mouth() -> Picture:
    return Bars(
        key="pair",
        title="Word of mouth brings about three for each one that ads bring",
        note="For the same 500 a month.",
        rows=[Row("Word of mouth", 34, 26, 43), Row("Ads", 11, 7, 17)],
        label_head="Way",
        value_head="New people in a month",
        range_head="Likely between",
        empty=EMPTY,
        is_big=True,
    ).picture()


def regulars() -> Picture:
    quarters = [date(2024 + n // 4, 1 + n % 4 * 3, 1) for n in range(29)]
    ahead = [
        Ahead(
            on,
            middle=318 + 39 * n + n * n * 0.3,
            low50=318 + 32 * n,
            high50=318 + 47 * n + n * n * 0.8,
            low90=318 + 21 * n,
            high90=318 + 60 * n + n * n * 2.4,
            naive=318 + 14 * n,
        )
        for n, on in enumerate(quarters[len(SO_FAR) :], 1)
    ]
    return Fan(
        key="regulars",
        title="A thousand regulars, most likely in 2030",
        note="It could be 2029, or after 2031.",
        past=[Past(on, value) for on, value in zip(quarters, SO_FAR, strict=False)],
        ahead=ahead,
        goal=Goal(1000, "Your goal: 1000"),
        value_head="Regulars",
        naive_head="If you stop asking",
        empty=EMPTY,
    ).picture()


def told_before() -> Picture:
    return Dots(
        key="told-before",
        title="Six of eight months came as told",
        note="Seven would be what nine in ten means.",
        told=[Told(date(2026, 3 + n, 1), *figures) for n, figures in enumerate(CAME)],
        range_head="We said",
        value_head="Came",
        empty=EMPTY,
    ).picture()


def none_yet() -> Picture:
    return Fan(key="none-yet", title="", past=[], ahead=[], value_head="Regulars", empty=EMPTY).picture()
