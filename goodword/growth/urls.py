from django.urls import path

from . import group_views, telling_views, views

urlpatterns = [
    path("goal/", views.goal, name="goal"),
    path("goal/set/", views.goal_set, name="goal-set"),
    path("goal/count/", views.goal_count, name="goal-count"),
    path("goal/likely/", views.how_right, name="likely"),
    path("goal/<slug:kind>/", views.circle, name="circle"),
    path("goal/<slug:kind>/keep/", views.circle_keep, name="circle-keep"),
    path("goal/<slug:kind>/out/<code>/", views.circle_take_out, name="circle-take-out"),
    path("goal/<slug:kind>/back/<code>/", views.circle_put_back, name="circle-put-back"),
    path("groups/", group_views.groups, name="groups"),
    path("groups/new/", group_views.group_new, name="group-new"),
    path("groups/tell-first/", telling_views.tell_first, name="tell-first"),
    path("groups/<slug:code>/", group_views.group, name="group"),
    path("groups/<slug:code>/name/", group_views.group_rename, name="group-rename"),
    path("groups/<slug:code>/name/back/", group_views.group_rename_back, name="group-rename-back"),
    path("groups/<slug:code>/add/", group_views.group_add, name="group-add"),
    path("groups/<slug:code>/in/<slug:person>/", group_views.group_put_in, name="group-put-in"),
    path("groups/<slug:code>/out/<slug:person>/", group_views.group_take_out, name="group-take-out"),
    path("groups/<slug:code>/end/", group_views.group_end, name="group-end"),
    path("groups/<slug:code>/reopen/", group_views.group_reopen, name="group-reopen"),
    path("people/<slug:code>/groups/", group_views.person_groups, name="person-groups"),
]
