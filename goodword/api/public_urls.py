from django.urls import re_path

from .addresses import ROOT, door

urlpatterns = [re_path(rf"^{ROOT[1:]}(?P<rest>(?s:.*))\Z", door)]
