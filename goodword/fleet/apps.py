from django.apps import AppConfig


class Fleet(AppConfig):
    name = "goodword.fleet"
    label = "fleet"
