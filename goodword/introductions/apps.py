from django.apps import AppConfig


class Introductions(AppConfig):
    name = "goodword.introductions"
    label = "introductions"
    default_auto_field = "django.db.models.BigAutoField"
