import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.project.settings.production")

application = get_wsgi_application()

from tandem.project.warmth import warm_up  # noqa: E402 - the lists are Django models

warm_up()

from tandem.project.announcing import announce  # noqa: E402

announce()
