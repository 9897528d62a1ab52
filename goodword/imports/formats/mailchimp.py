"""Mailchimp's audience: three files, of those who are subscribed, who unsubscribed, and whose address was cleaned.

Cleaned is dead: mail came back. The owner's columns may be called anything; Mailchimp's own are in capitals.
"""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.records import Record
from goodword.imports.subscribers import DEAD, READS, STOPPED, subscriber, subscription, tags
from goodword.imports.text import Row

NAME = "Mailchimp audience"
VENDOR = "mailchimp"
BRINGS = "people"
NEEDS = (
    ("MEMBER_RATING", "OPTIN_TIME|CONFIRM_TIME|LEID|EUID"),
    ("UNSUB_TIME", "OPTIN_TIME|CONFIRM_TIME|LEID|EUID"),
    ("CLEAN_TIME", "OPTIN_TIME|CONFIRM_TIME|LEID|EUID"),
)
KNOWS = (
    "Email Address", "First Name", "Last Name", "OPTIN_TIME", "OPTIN_IP", "CONFIRM_TIME", "CONFIRM_IP", "GMTOFF",
    "DSTOFF", "TIMEZONE", "CC", "REGION", "LAST_CHANGED", "LEID", "EUID", "NOTES", "TAGS", "UNSUB_CAMPAIGN_TITLE",
    "UNSUB_REASON", "CLEAN_CAMPAIGN_TITLE",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    whom, tag, number = subscriber(fields), fields.text("TAGS"), fields.text("EUID")
    rating = fields.text("MEMBER_RATING")
    stopped = fields.word("UNSUB_TIME", "UNSUB_REASON", "UNSUB_CAMPAIGN_TITLE")
    cleaned = fields.word("CLEAN_TIME", "CLEAN_CAMPAIGN_TITLE")

    def read(row: Row) -> Record:
        person = whom(row)
        person.vendor_id, person.tags = number(row), tags(tag(row))
        if (told := rating(row)) in ("1", "2", "3", "4", "5"):
            person.interest = int(told)
        says = DEAD if cleaned(row) else STOPPED if stopped(row) else READS
        return subscription(fields.line, person, says)

    return read
