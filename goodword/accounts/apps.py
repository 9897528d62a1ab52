from importlib import import_module

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "goodword.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("goodword.accounts.among")
