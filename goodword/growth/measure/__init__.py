"""From rows to figures: a module for each name of a Figure, whose `keep` counts it as of a day and keeps the row."""
