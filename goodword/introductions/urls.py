from django.urls import path

from . import note_views, views

urlpatterns = [
    path("introductions/", views.introductions, name="introductions"),
    path("introductions/wish/", views.wish, name="introduction-wish"),
    path("introductions/balance/", views.balance, name="introductions-balance"),
    path("introductions/for/<slug:code>/", views.others, name="introduction-others"),
    path("introductions/<slug:code>/step/", views.step, name="introduction-step"),
    path("introductions/<slug:code>/back/", views.back, name="introduction-back"),
    path("people/<slug:code>/needs/", note_views.note, name="need-note"),
    path("needs/<slug:code>/<slug:do>/", note_views.change_need, name="need-change"),
    path("offers/<slug:code>/<slug:do>/", note_views.change_offer, name="offer-change"),
]
