from django.urls import path

from . import views

urlpatterns = [path("new/from-file/", views.read, name="read-books")]
