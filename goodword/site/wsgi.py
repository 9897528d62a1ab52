import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.site.settings")
site = get_wsgi_application()

from goodword.referrals.ready import ReadyPages  # noqa: E402  # its models are there only now

application = ReadyPages(site)
