from django.urls import path

from . import mention_views, views

urlpatterns = [
    path("words/", views.words, name="words"),
    path("words/<slug:code>/", views.words_move, name="words-move"),
    path("people/<slug:code>/words/", views.words_of, name="words-of"),
    path("people/<slug:code>/words/ask/", views.words_ask, name="words-ask"),
    path("people/<slug:code>/mention/", mention_views.mention, name="mention"),
    path("mentions/<slug:code>/remove/", mention_views.mention_remove, name="mention-remove"),
]
