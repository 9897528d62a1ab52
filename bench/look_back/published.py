"""Published sets, known by how many rows they have and what these add up to; what was published of them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Published:
    """`figures` by the name of the row in which they stand."""

    name: str
    source: str
    figures: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"These are the rows of a published set: {self.name} ({self.source})."


def published(kind: str, n: int, total: float) -> Published | None:
    """The set with so many rows and that sum, which another file hardly has as well."""
    return SETS.get((kind, n, round(total)))


# Of a trial the sum of all outcomes, of ties the people, of who came the links or the days, of texts the characters.
_VALENTE = "Valente 1995, in the R package netdiffuseR"
_SNAP = "Stanford network data, SNAP"
_TREE = ("R, links per person", "k, by maximum likelihood", "lag, mean days (naive: of those seen)")
SETS: dict[tuple[str, int, int], Published] = {
    ("sales", 6_919, 244_092): Published(
        "CDNOW, one customer in ten",
        "Fader & Hardie; figures of Fader, Hardie & Lee 2005, and of note 025",
        {
            "r": "0.243",
            "alpha": "4.414",
            "a": "0.793",
            "b": "2.426",
            "log-likelihood": "-9,582.4",
            "p": "6.25",
            "q": "3.74",
            "gamma": "15.44",
        },
    ),
    ("sales", 7_163, 3_709_753): Published("Online Retail II, its first half year", "UCI, CC BY 4.0"),
    ("joins", 264, 251): Published(
        "jazz musicians of New York, each sent by another",
        "R package RDS",
        dict(zip(_TREE, ("0.951", "0.725"), strict=False)),
    ),
    ("joins", 188, 184): Published(
        "measles in Hagelloch, 1861",
        "R package outbreaks",
        dict(zip(_TREE, ("0.979", "0.255", "10.4"), strict=True)),
    ),
    ("joins", 692, 378_050_428): Published("farmers in Brazil who took up hybrid corn", _VALENTE),
    ("joins", 125, 76_304_963): Published("physicians who took up tetracycline", _VALENTE),
    ("ties", 1_854, 656): Published("who asks whom among farmers in Brazil", _VALENTE),
    ("ties", 294, 119): Published("who asks whom among physicians", _VALENTE),
    ("ties", 176_468, 4_039): Published("friends on Facebook", _SNAP),
    ("ties", 25_571, 1_005): Published("mails of a European research institute", _SNAP),
    ("ties", 103_689, 7_115): Published("votes among the editors of Wikipedia", _SNAP),
    ("ties", 11_736, 1_345): Published(
        "households of seven villages in India", "Banerjee et al. 2013, Science"
    ),
    ("trial", 31_809, 38_273): Published(
        "half of Hillstrom's trial of 64,000 customers",
        "MineThatData 2008; the published figures are of the whole trial",
        {
            "visit, Mens E-Mail": "0.077",
            "visit, Womens E-Mail": "0.045",
            "conversion, Mens E-Mail": "0.0068",
            "conversion, Womens E-Mail": "0.0031",
        },
    ),
    ("texts", 198, 781_416): Published("OneStopEnglish", "Vajjala & Lucic 2018, CC BY-SA 4.0"),
}
