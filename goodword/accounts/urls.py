from django.urls import path

from . import public_views

urlpatterns = [
    path("ping", public_views.ping, name="ping"),
    path("robots.txt", public_views.robots, name="robots"),
]
