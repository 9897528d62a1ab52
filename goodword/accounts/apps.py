from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class Accounts(AppConfig):
    name = "goodword.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("goodword.accounts.among")
        from .turns import wait_well

        connection_created.connect(wait_well, dispatch_uid="goodword.accounts.turns")
