from goodword.site.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
