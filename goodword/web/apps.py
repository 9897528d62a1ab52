from django.apps import AppConfig


class Web(AppConfig):
    name = "goodword.web"
    label = "web"
