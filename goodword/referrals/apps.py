from django.apps import AppConfig


class Referrals(AppConfig):
    name = "goodword.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"
