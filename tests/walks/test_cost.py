"""What a new customer costs: from spending that is typed and brought to the figure, without scripts too."""

import pytest
from playwright.sync_api import expect

from goodword.accounts.jobs import find_jobs
from goodword.accounts.working import work_one
from goodword.growth.models import AdSpending
from goodword.growth.tests.cost_books import bought, came

TABLE = "Day,Campaign,Cost\n2026-02-01,Cakes,12.50\n2026-02-02,Cakes,{}\n"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_table_with_a_mistake_is_mended_and_its_spending_is_the_cost_of_whom_it_brought(
    clock, live, cast, on, at, browse, scripts
):
    came(bought(cast.business, {"Eli": [(on, 1000)]})["Eli"], "ad", on)
    page = browse(f"{live}/b/corner/goal/", who="alice", scripts=scripts)
    page.get_by_role("link", name="Word of mouth or ads").click()
    for amount in ("many", "7.50"):
        summary = page.get_by_text("Bring a table from Google Ads or Meta Ads")
        if not page.get_by_label("Or paste its lines").is_visible():
            summary.click()
        page.get_by_label("Or paste its lines").fill(TABLE.format(amount))
        page.get_by_role("button", name="Bring it").click()
        if amount == "many":
            expect(page.get_by_text("Line 3")).to_be_visible()
            assert not AdSpending.objects.exists()
    find_jobs()
    while work_one(at):
        pass
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A new customer by ads costs about $")
    page.get_by_role("button", name="Take back").first.click()
    expect(page.get_by_role("button", name="Put back")).to_be_visible()
