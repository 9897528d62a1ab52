from django.urls import path

from . import counter

urlpatterns = [path("counter/<str:token>/", counter.counter, name="counter")]
