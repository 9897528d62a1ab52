"""From rows to standings and back to rows: who might speak for the business, dated, with the facts; and what its own
history taught of that."""

from .spelling import rows_of as rows_of
from .standings import askable as askable
from .standings import n_askable as n_askable
from .standings import restand as restand
