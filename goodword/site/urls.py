from django.urls import include, path

business = [
    path("", include("goodword.today.urls")),
    path("", include("goodword.desk.urls")),
    path("", include("goodword.people.urls")),
    path("", include("goodword.talks.urls")),
    path("", include("goodword.sales.urls")),
    path("", include("goodword.listening.urls")),
    path("", include("goodword.referrals.urls")),
    path("", include("goodword.advocates.urls")),
    path("", include("goodword.introductions.urls")),
    path("", include("goodword.gratitude.urls")),
    path("", include("goodword.imports.urls")),
    path("", include("goodword.growth.urls")),
    path("", include("goodword.books.urls")),
    path("", include("goodword.api.urls")),
    path("", include("goodword.accounts.business_urls")),
]
urlpatterns = [
    path("b/<slug:business>/", include(business)),
    path("", include("goodword.accounts.urls")),
    path("", include("goodword.books.public_urls")),
    path("", include("goodword.today.public_urls")),
    path("", include("goodword.desk.public_urls")),
    path("", include("goodword.talks.public_urls")),
    path("", include("goodword.listening.public_urls")),
    path("", include("goodword.referrals.public_urls")),
    path("", include("goodword.api.public_urls")),
    path("", include("goodword.web.urls")),
]
handler400 = "goodword.web.views.bad_request"
handler403 = "goodword.web.views.forbidden"
handler404 = "goodword.web.views.not_found"
handler500 = "goodword.web.views.broken"
