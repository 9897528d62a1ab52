from django.apps import AppConfig


class Imports(AppConfig):
    name = "goodword.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
