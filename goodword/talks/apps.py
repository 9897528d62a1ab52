from django.apps import AppConfig


class Talks(AppConfig):
    name = "goodword.talks"
    label = "talks"
    default_auto_field = "django.db.models.BigAutoField"
