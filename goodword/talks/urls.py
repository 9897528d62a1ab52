from django.urls import path

from . import lifting

urlpatterns = [
    path("people/<slug:code>/lift-no/", lifting.lift_no, name="lift-no"),
    path("people/<slug:code>/no-holds/", lifting.no_holds, name="no-holds"),
]
