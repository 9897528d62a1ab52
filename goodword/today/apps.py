from django.apps import AppConfig


class Today(AppConfig):
    name = "goodword.today"
    label = "today"
    default_auto_field = "django.db.models.BigAutoField"
