from django.urls import path

from . import counter, own_page

urlpatterns = [
    path("counter/<str:token>/", counter.counter, name="counter"),
    path("with/<str:token>/", own_page.own_page, name="own-page"),
]
