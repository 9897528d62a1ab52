from django.urls import path

from . import hello, landing, website

urlpatterns = [
    path("s/<slug:token>/", landing.landing, name="landing"),
    path("hello/<slug:shop>/", hello.hello, name="hello"),
    path("via.js", website.script, name="via-script"),
    path("s/<slug:token>/seen/", website.seen, name="via-seen"),
    path("s/<slug:token>/qr/", landing.landing, {"by": "qr"}, name="landing-qr"),
    path("s/<slug:shop>/<slug:given>/", landing.named, name="landing-named"),
    path("s/<slug:token>/card.vcf", landing.card, name="landing-card"),
]
