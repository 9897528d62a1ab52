"""Somebody's share link. "Someone came" and "Who sent who" show thanks too, so the desk has those pages."""

from django.urls import path

from . import hello, program_views, public_thanks_views, share_views, website

urlpatterns = [
    path("people/<slug:code>/share/", share_views.share, name="share"),
    path("people/<slug:code>/share/<slug:shape>.pdf", share_views.share_pdf, name="share-pdf"),
    path("share/<slug:code>/", share_views.share_change, name="share-change"),
    path("hello/", hello.hello_page, name="hello-page"),
    path("hello/sign.pdf", hello.hello_sign, name="hello-sign"),
    path("website/", website.website, name="website"),
    path("people/<slug:code>/public-thanks/", public_thanks_views.public_thanks, name="public-thanks"),
    path(
        "public-thanks/<slug:code>/back/", public_thanks_views.public_thanks_back, name="public-thanks-back"
    ),
    path("settings/gifts/", program_views.program, name="program"),
    path("settings/gifts/<slug:code>/end/", program_views.program_end, name="program-end"),
    path("settings/gifts/<slug:code>/back/", program_views.program_back, name="program-back"),
]
