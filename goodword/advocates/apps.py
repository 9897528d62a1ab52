from django.apps import AppConfig


class Advocates(AppConfig):
    name = "goodword.advocates"
    label = "advocates"
    default_auto_field = "django.db.models.BigAutoField"
