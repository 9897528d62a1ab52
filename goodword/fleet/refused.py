"""It cannot be done as it was asked for: the message says where, what was seen, and what would work."""


class Refused(Exception):
    pass
