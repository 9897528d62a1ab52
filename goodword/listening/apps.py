from django.apps import AppConfig


class Listening(AppConfig):
    name = "goodword.listening"
    label = "listening"
    default_auto_field = "django.db.models.BigAutoField"
