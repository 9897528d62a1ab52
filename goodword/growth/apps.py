from django.apps import AppConfig


class Growth(AppConfig):
    name = "goodword.growth"
    label = "growth"
    default_auto_field = "django.db.models.BigAutoField"
