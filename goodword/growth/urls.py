from django.urls import path

from . import views

urlpatterns = [
    path("goal/", views.goal, name="goal"),
    path("goal/set/", views.goal_set, name="goal-set"),
    path("goal/count/", views.goal_count, name="goal-count"),
    path("goal/likely/", views.how_right, name="likely"),
    path("goal/<slug:kind>/", views.circle, name="circle"),
    path("goal/<slug:kind>/keep/", views.circle_keep, name="circle-keep"),
    path("goal/<slug:kind>/out/<code>/", views.circle_take_out, name="circle-take-out"),
    path("goal/<slug:kind>/back/<code>/", views.circle_put_back, name="circle-put-back"),
]
