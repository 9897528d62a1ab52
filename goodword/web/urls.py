from django.urls import path

from .views import style

urlpatterns = [path("style/", style, name="style")]
