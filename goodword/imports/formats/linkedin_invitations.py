"""LinkedIn's Invitations.csv, from the zip: who asked whom to connect. Whether and when, Connections.csv tells.

Files from before 2023 have names without profiles and are left alone: a name alone is nobody for sure.
"""

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.formats.linkedin import bare_name, member
from goodword.imports.records import ReadAs, Record
from goodword.imports.text import Row

NAME = "LinkedIn invitations"
VENDOR = "linkedin"
BRINGS = "people"
NEEDS = (("From", "To", "Direction", "inviterProfileUrl", "inviteeProfileUrl"),)
ALONE_IN_ARCHIVE = True


def reader(fields: Fields) -> RowReader:
    sender, receiver = fields.text("From"), fields.text("To")
    inviter, invitee = fields.text("inviterProfileUrl"), fields.text("inviteeProfileUrl")
    direction = fields.word("Direction")

    def read(row: Row) -> Record:
        told = direction(row).lower()
        if told == "incoming":
            person, kind, owner = member(sender(row), inviter(row)), "invited", receiver(row)
        elif told == "outgoing":
            person, kind, owner = member(receiver(row), invitee(row)), "invited by", sender(row)
        else:
            return held(fields.line, _("unknown direction: %s") % direction(row)[:40])
        if person is None:
            return not_counted(fields.line, "names nobody")
        if owner:
            person.relations.append((kind, bare_name(owner)))
        return Record(fields.line, ReadAs.KEPT, person)

    return read
