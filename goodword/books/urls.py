from django.urls import path

from . import views

urlpatterns = [
    path("everything/", views.everything, name="everything"),
    path("everything/books.zip", views.everything_zip, name="everything-zip"),
]
