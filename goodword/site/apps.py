from django.apps import AppConfig


class Site(AppConfig):
    name = "goodword.site"
    label = "goodword_site"
