from django.urls import path

from . import sorting_views, views

urlpatterns = [
    path("people/add/", views.add, name="person-add"),
    path("people/sort/", sorting_views.sort, name="sort"),
    path("people/sort/more/", sorting_views.sort_more, name="sort-more"),
    path("people/sort/<slug:code>/", sorting_views.sort_one, name="sort-one"),
    path("people/sort/<slug:code>/back/", sorting_views.sort_back, name="sort-back"),
    path("people/<slug:code>/not-added/", views.unadd, name="person-unadd"),
    path("people/<slug:code>/mend/", views.correct, name="person-mend"),
    path("people/<slug:code>/mend/back/", views.correct_back, name="person-mend-back"),
    path("people/<slug:code>/kind/", views.say_kind, name="person-kind"),
    path("people/<slug:code>/kind/back/", views.unsay_kind, name="person-kind-undo"),
    path("people/<slug:code>/note/", views.add_note, name="note-add"),
    path("people/<slug:code>/find-out/<slug:about>/", views.find_out, name="find-out"),
    path("people/<slug:code>/way/", views.add_way, name="way-add"),
    path("people/<slug:code>/way/<int:way>/wrong/", views.wrong_way, name="way-wrong"),
    path("people/<slug:code>/tie/", views.add_tie, name="tie-add"),
    path("people/<slug:code>/tie/<int:tie>/remove/", views.remove_tie, name="tie-remove"),
    path("people/<slug:code>/may-we-ask/", views.consent, name="consent"),
    path("notes/<slug:code>/remove/", views.remove_note, name="note-remove"),
    path("may-we-ask/<slug:code>/back/", views.unconsent, name="consent-undo"),
]
