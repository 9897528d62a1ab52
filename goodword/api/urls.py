from django.urls import path

from . import views

urlpatterns = [
    path("keys/", views.keys, name="keys"),
    path("keys/make/", views.key_make, name="key-make"),
    path("keys/<str:code>/revoke/", views.key_revoke, name="key-revoke"),
]
