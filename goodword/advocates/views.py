from django.http import HttpResponse
from django.shortcuts import render

from goodword.accounts.access import MemberRequest, member_required

from .proof import proof


@member_required("look")
def proof_page(request: MemberRequest) -> HttpResponse:
    """Nobody is named here, so whoever may look at the books may see it."""
    return render(request, "advocates/proof.html", {"proof": proof(request.business), "tab": "people"})
