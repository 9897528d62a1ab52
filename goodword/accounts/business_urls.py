from django.urls import path

from . import business_views

urlpatterns = [
    path("settings/", business_views.settings_page, name="settings"),
    path("members/", business_views.members, name="members"),
    path("members/invite/", business_views.invite_member, name="invite_member"),
    path("members/<str:code>/", business_views.member_page, name="member"),
    path("members/<str:code>/role/", business_views.member_role, name="member_role"),
    path("members/<str:code>/remove/", business_views.member_remove, name="member_remove"),
    path("members/<str:code>/link/", business_views.member_link, name="member_link"),
    path("changes/", business_views.changes, name="changes"),
]
