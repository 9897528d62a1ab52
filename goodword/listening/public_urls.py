from django.urls import path

from . import public_views

urlpatterns = [path("words/<str:token>/", public_views.words_say, name="words-say")]
