from django.urls import path

from . import hook_views, views

urlpatterns = [
    path("keys/", views.keys, name="keys"),
    path("keys/make/", views.key_make, name="key-make"),
    path("keys/<str:code>/revoke/", views.key_revoke, name="key-revoke"),
    path("hooks/", hook_views.hooks, name="hooks"),
    path("hooks/new/", hook_views.hook_new, name="hook-new"),
    path("hooks/<str:code>/", hook_views.hook, name="hook"),
    path("hooks/<str:code>/test/", hook_views.hook_test, name="hook-test"),
    path("hooks/<str:code>/replay/", hook_views.hook_replay, name="hook-replay"),
    path("hooks/<str:code>/pause/", hook_views.hook_pause, name="hook-pause"),
    path("hooks/<str:code>/start/", hook_views.hook_start, name="hook-start"),
    path("hooks/<str:code>/remove/", hook_views.hook_remove, name="hook-remove"),
    path("told/<str:code>/again/", hook_views.delivery_again, name="delivery-again"),
    path("inlets/<str:code>/", hook_views.inlet, name="inlet"),
    path("inlets/<str:code>/close/", hook_views.inlet_close, name="inlet-close"),
    path("inlets/make/<str:kind>/", hook_views.inlet_make, name="inlet-make"),
]
