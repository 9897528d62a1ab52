from django.apps import AppConfig


class People(AppConfig):
    name = "goodword.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
