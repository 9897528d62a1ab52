from django.urls import path

from . import days

urlpatterns = [
    path("all/", days.all_businesses, name="all"),
    path("day/<token>/", days.day, name="day"),
    path("day/<token>/<code>/", days.day_done, name="day-done"),
    path("calendar/<token>.ics", days.calendar, name="calendar"),
]
