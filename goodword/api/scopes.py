"""What a key may do: a scope for each kind of thing, to read it or to add to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    READ_PEOPLE = "people:read", _("read people: names, mail addresses, phone numbers")
    ADD_PEOPLE = "people:write", _("add people")
    READ_SALES = "sales:read", _("read sales")
    ADD_SALES = "sales:write", _("add and change sales")
    READ_REFERRALS = "referrals:read", _("read who sent whom: one answer for each newcomer")
    READ_EVIDENCE = "evidence:read", _("read how you know it: every link, code and name that was told")
    ADD_EVIDENCE = "evidence:write", _("tell that somebody was sent: by a link, a code or a name")
    READ_THANKS = "thanks:read", _("read thanks")
    READ_LIST = "list:read", _("read today's list")
    TELL = "hooks:write", _("have a program told what happens, as far as the key may read it")
