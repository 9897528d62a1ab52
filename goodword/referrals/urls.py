"""This room has no pages of its own yet: "Someone came" and "Who sent who" show thanks too, so the desk has them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
