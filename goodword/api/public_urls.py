from django.urls import path

from .v1 import addresses

urlpatterns = [path("api/v1/", addresses())]
