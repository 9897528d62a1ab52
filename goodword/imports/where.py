"""Where an owner finds the file, program by program: what the Files page tells. The guide's pages tell more.

Every vendor whose files are read stands here once, and has its heading in the family's page (docs/guide/from/);
a test holds that.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Later  # said in the language of whoever reads the page


@dataclass(frozen=True, slots=True)
class Place:
    vendor: str
    name: "str | Later"
    how: "Later"


@dataclass(frozen=True, slots=True)
class Family:
    page: str  # of docs/guide/from/
    title: "Later"
    places: tuple[Place, ...]


FIRST = (
    Place("vcard", _("iPhone"), _("Contacts, Lists, hold a finger on “All Contacts”, Export.")),
    Place("vcard", _("Android"), _("Contacts, Organize (or Fix & manage), Export to file.")),
)
FAMILIES = (
    Family("addresses", _("Address books"), (
        Place("google", "Google", _("contacts.google.com, Export, Google CSV.")),
        Place("outlook", "Outlook", _("People, Manage contacts, Export contacts.")),
        Place("vcard", "Apple", _("Contacts on a Mac: File, Export, Export vCard.")),
        Place("thunderbird", "Thunderbird", _("Address Book, the book's menu, Export.")),
        Place("linkedin", "LinkedIn", _("Settings, Data privacy, Get a copy of your data. It comes by mail.")),
        Place("goodword", "Goodword", _("Settings, Take everything with you: all of it, or people and sales.")),
    )),
    Family("shops", _("Shops and marketplaces"), (
        Place("shopify", "Shopify", _("Orders, Export, All orders. Then Customers. Many come by mail.")),
        Place("squarespace", "Squarespace", _("Selling, Orders, Download CSV: all kinds, all products.")),
        Place("etsy", "Etsy", _("Shop Manager, Settings, Options, Download Data: Orders and Order Items.")),
        Place("woocommerce", "WooCommerce", _("A plugin's Export of all orders; else Analytics, Orders, Download.")),
        Place("ebay", "eBay", _("Seller Hub, Orders, Download report. Then Payments, Reports.")),
        Place("amazon", "Amazon", _("Seller Central, Orders, Order Reports.")),
        Place("gumroad", "Gumroad", _("Sales, Export. A long file comes by mail.")),
        Place("kofi", "Ko-fi", _("Payments & Orders, Download CSV.")),
        Place("payhip", "Payhip", _("Customers, Export.")),
        Place("faire", "Faire", _("Orders, Export.")),
    )),
    Family("payments", _("Payments and tills"), (
        Place("square", "Square", _("Transactions, Export, Transactions CSV.")),
        Place("stripe", "Stripe", _("Payments, Export, All columns.")),
        Place("paypal", "PayPal", _("Activity, Download, All transactions, CSV.")),
        Place("gocardless", "GoCardless", _("Payments, Export.")),
    )),
    Family("bookkeeping", _("Bookkeeping"), (
        Place("quickbooks", "QuickBooks", _("Reports, Sales by Customer Detail, All dates, Export.")),
        Place("xero", "Xero", _("Business, Invoices, All, Export. Then Contacts, Export.")),
        Place("myob", "MYOB", _("File, Import/Export Assistant, Export data: Sales, then Cards.")),
    )),
    Family("bookings", _("Bookings and jobs"), (
        Place("acuity", "Acuity", _("Reports, Import/export (or Export), Export appointments.")),
        Place("calendly", "Calendly", _("Meetings, choose the dates, Export.")),
        Place("booksy", "Booksy", _("Statystyki i raporty, Lista wizyt, as Excel.")),
        Place("vagaro", "Vagaro", _("Reports, Transaction List, Export. Then Customers, Export.")),
        Place("fresha", "Fresha", _("Reports, Sales list, Export. Then Clients, Options, Export.")),
        Place("jobber", "Jobber", _("Clients, More actions, Export. Then Reports, Invoices.")),
        Place("housecall", "Housecall Pro", _("Jobs, choose the columns, Export.")),
    )),
    Family("giving", _("Gifts"), (
        Place("civicrm", "CiviCRM", _("Contributions, Find Contributions, select all, Export.")),
        Place("donorbox", "Donorbox", _("Donations, Export.")),
        Place("givebutter", "Givebutter", _("Transactions, Export. Then Contacts, Export.")),
    )),
    Family("mailing", _("Newsletters"), (
        Place("mailchimp", "Mailchimp", _("Audience, All contacts, Export audience.")),
        Place("brevo", "Brevo", _("Contacts, Export.")),
        Place("activecampaign", "ActiveCampaign", _("Contacts, Export. It comes by mail.")),
        Place("kit", "Kit", _("Grow, Subscribers, All subscribers, Bulk actions, Export. It comes by mail.")),
        Place("systemeio", "systeme.io", _("Contacts, Export, as CSV. It comes by mail.")),
    )),
)  # fmt: skip
ELSE = Place(
    "table",
    pgettext_lazy("a program", "Anything else"),
    _("A table as CSV or Excel, or cards as vCard. Look for “Export”."),
)


def told() -> dict[str, object]:
    """For imports/where.html."""
    return {"first": FIRST, "families": FAMILIES, "else": ELSE}
