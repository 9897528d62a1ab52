from django.apps import AppConfig


class Api(AppConfig):
    name = "goodword.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
