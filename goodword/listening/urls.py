from django.urls import path

from . import views

urlpatterns = [
    path("words/", views.words, name="words"),
    path("words/<slug:code>/", views.words_move, name="words-move"),
    path("people/<slug:code>/words/", views.words_of, name="words-of"),
    path("people/<slug:code>/words/ask/", views.words_ask, name="words-ask"),
]
