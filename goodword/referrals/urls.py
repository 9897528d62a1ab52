"""Somebody's share link. "Someone came" and "Who sent who" show thanks too, so the desk has those pages."""

from django.urls import path

from . import share_views, website

urlpatterns = [
    path("people/<slug:code>/share/", share_views.share, name="share"),
    path("people/<slug:code>/share/<slug:shape>.pdf", share_views.share_pdf, name="share-pdf"),
    path("share/<slug:code>/", share_views.share_change, name="share-change"),
    path("website/", website.website, name="website"),
]
