"""Figures as pictures, made by the server: no script, no inline style; the same in print, in the dark, by ear.

A view hands over what it knows, in words already; a page shows it: {% include "web/chart.html" with chart=regulars %}.
Each picture brings its figures along as a table. Words are HTML, escaped by the templates; only shapes are computed."""

from .bars import Bars, Row
from .dots import Dots, Told
from .fan import Ahead, Fan, Goal, Past
from .picture import Picture

__all__ = ["Ahead", "Bars", "Dots", "Fan", "Goal", "Past", "Picture", "Row", "Told"]
