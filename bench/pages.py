"""Pages of a large business beside an empty page of the same server."""

from statistics import median

from .report import Line
from .serving import Server

TIMES = 5
MOST = 5
# A search reads every name: it grows with the book, and has no bar.
TOLD = ("The people page, searched",)
LEVER = "What My goal answers to two of its choices"
MOST_OF = {LEVER: 2}


def page_lines(server: Server, business: str, about: str) -> list[Line]:
    empty = f"/b/{business}/empty/"
    pages = {
        "Today's list": f"/b/{business}/",
        "The people page": f"/b/{business}/people/",
        "The people page, searched": f"/b/{business}/people/?q=dana+evans",
        "The people page, the likeliest to speak first": f"/b/{business}/people/?order=likely",
        "Who sent who": f"/b/{business}/who-sent-who/",
        LEVER: f"/b/{business}/goal/if/?do=keep&do=brings",
    }
    for path in (empty, *pages.values()):
        server.get(path)  # what is compiled and cached once is not what is measured
    lines = []
    for name, path in pages.items():
        theirs, bare = [], []
        for _ in range(TIMES * 4):
            bare.append(server.get(empty)[0])
            theirs.append(server.get(path)[0])
        ratio = median(theirs) / median(bare)
        most = MOST_OF.get(name, MOST)
        bar = "told" if name in TOLD else f"at most {most} times an empty page"
        figure = (
            f"{ratio:.1f} times ({median(theirs) * 1000:.0f} ms; empty page {median(bare) * 1000:.0f} ms)"
        )
        lines.append(Line(f"{name}, {about}", figure, bar, name in TOLD or ratio <= most))
    return lines
