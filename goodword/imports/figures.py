"""What the books hold, in the figures that an owner is told after a file came in."""

from django.db.models import Count

from goodword.accounts.models import Business
from goodword.people.models import Person
from goodword.referrals.models import Evidence
from goodword.sales.models import Sale


def figures_of(business: Business) -> dict[str, int]:
    """People, those of them who came on two days or more, those whom somebody sent. Counts every sale (a million in
    a second): not for a page that is opened often."""
    people = Person.objects.filter(business=business, left_out=False)
    visits = Sale.objects.filter(
        business=business, state=Sale.State.COUNTED, is_refund=False, is_refunded=False
    )
    days = visits.exclude(person=None).order_by().values("person").annotate(days=Count("on", distinct=True))
    sent = Evidence.objects.filter(business=business, withdrawn_at=None)
    return {
        "people": people.count(),
        "twice": days.filter(days__gt=1).count(),
        "sent": sent.values("referred").distinct().count(),
        "sales": visits.count(),
    }
