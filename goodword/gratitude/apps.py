from django.apps import AppConfig


class Gratitude(AppConfig):
    name = "goodword.gratitude"
    label = "gratitude"
    default_auto_field = "django.db.models.BigAutoField"
