"""What the settings name as loader: Django's cached one, whose templates are made ready before they are kept."""

from django.template import Origin, Template
from django.template.loaders import base, cached

from tandem.foundation.templating import constants, inheritance


class _Ready(base.Loader):
    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        inheritance.resolve(template)
        constants.fold(template.nodelist, template.engine)
        return template


class Loader(cached.Loader, _Ready):
    """`("tandem.foundation.templating.loader.Loader", [<Django's loaders>])`."""
