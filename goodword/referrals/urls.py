from django.urls import path

from . import views

urlpatterns = [
    path("who-sent-who/", views.sent, name="sent"),
]
