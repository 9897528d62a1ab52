"""What is usual at each step from a happy customer to one they brought, and who measured it.

Kumar, Petersen & Leone, "How Valuable Is Word of Mouth?", Harvard Business Review, October 2007: 9,900 customers
of a telephone company and 6,700 of a financial one. 68 to 81 in 100 said that they would recommend it. Of 100 who
said so, as Goodword reads the article, 30 to 33 did, 12 to 14 brought a customer, and about 10 a profitable one.
"""

from goodword.analysis.bands import Band

SOURCE = "Kumar, Petersen & Leone, Harvard Business Review, October 2007"

SAYS = Band(0.68, 0.745, 0.81)
SHARED = Band(0.30, 0.315, 0.33)
BOUGHT = Band(0.12, 0.13, 0.14)
PROFITABLE = 0.10

# Of all who said that they would: how many got as far as this step.
OF_THOSE_WHO_SAID: dict[str, Band] = {
    "shared": SHARED,
    "bought": BOUGHT,
    "profitable": Band(PROFITABLE, PROFITABLE, PROFITABLE),
}

# Of those who came to the step before. Nobody split "brought a customer" into bringing somebody and their buying,
# so neither half has a usual rate; together they are BOUGHT / SHARED.
OF_STEP_BEFORE: dict[str, Band] = {
    "says": SAYS,
    "shared": SHARED,
    "profitable": Band(PROFITABLE / BOUGHT.high, PROFITABLE / BOUGHT.mid, PROFITABLE / BOUGHT.low),
}
BOUGHT_OF_SHARED = Band(BOUGHT.low / SHARED.high, BOUGHT.mid / SHARED.mid, BOUGHT.high / SHARED.low)
