from django.urls import path

from . import business_views, me_views, public_views, signin_views

urlpatterns = [
    path("", business_views.home, name="home"),
    path("new/", business_views.new_business, name="new_business"),
    path("signin/", signin_views.signin, name="signin"),
    path("signin/link/<str:token>/", signin_views.link, name="link"),
    path("signin/passkey/begin/", signin_views.passkey_begin, name="passkey_signin_begin"),
    path("signin/passkey/", signin_views.passkey_signin, name="passkey_signin"),
    path("join/<str:token>/", signin_views.join, name="join"),
    path("signout/", signin_views.signout, name="signout"),
    path("me/", me_views.me, name="me"),
    path("me/password/", me_views.password, name="password"),
    path("me/elsewhere/", me_views.elsewhere, name="elsewhere"),
    path("me/passkeys/begin/", me_views.passkey_begin, name="passkey_begin"),
    path("me/passkeys/", me_views.passkey_new, name="passkey_new"),
    path("me/passkeys/<int:key>/", me_views.passkey_name, name="passkey_name"),
    path("me/passkeys/<int:key>/remove/", me_views.passkey_remove, name="passkey_remove"),
    path("ping", public_views.ping, name="ping"),
    path("robots.txt", public_views.robots, name="robots"),
]
