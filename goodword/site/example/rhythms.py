"""How often people come: as days before today, newest last. Someone who came once has no rhythm yet."""

from datetime import date, timedelta
from random import Random

from .goods import DAILY, GIFTS, TREATS, Visit, open_minute, visit

WINDOW = 3 * 365


def regular(draw: Random, every: float, since: int, until: int = 1, misses: float = 0.08) -> list[Visit]:
    """Comes every `every` days, a day early or late, and misses some, from `since` to `until` days ago."""
    visits: list[Visit] = []
    day = float(since)
    while day >= until:
        if draw.random() >= misses or not visits:
            visits.append(visit(draw, round(day)))
        day -= max(every * draw.gauss(1, 0.12), 1)
    return visits


def exactly(draw: Random, n: int, last: int, every: int) -> list[Visit]:
    """`n` visits of which the newest was `last` days ago: a tenth, a fiftieth, a second."""
    return [visit(draw, last + every * back) for back in reversed(range(n))]


def occasional(draw: Random) -> list[Visit]:
    """Two to six visits with no rhythm, often for a treat."""
    days = sorted(draw.sample(range(2, WINDOW), draw.randint(2, 6)), reverse=True)
    return [visit(draw, day, draw.choice((DAILY, TREATS))) for day in days]


def once(draw: Random) -> list[Visit]:
    return [visit(draw, draw.randint(14, WINDOW), draw.choice((DAILY, TREATS)))]


def lapsed(draw: Random) -> list[Visit]:
    """Came often, and then no more."""
    until = draw.randint(120, 500)
    return regular(draw, draw.choice((7, 14, 30)), draw.randint(until + 150, WINDOW), until)


def gifts(draw: Random, today: date, recipients: list[str]) -> list[Visit]:
    """Sends a gift box before the winter holidays, and some of them in May too."""
    visits = []
    for year in range(today.year - 3, today.year + 1):
        for month, day, chance in ((12, 16, 0.75), (5, 8, 0.4)):
            ago = (today - date(year, month, day) - timedelta(draw.randint(-4, 4))).days
            if 1 <= ago <= WINDOW and draw.random() < chance:
                gift = visit(draw, ago, GIFTS)
                gift.gift_for, gift.minute = draw.choice(recipients), open_minute(draw)
                visits.append(gift)
    return visits or once(draw)
