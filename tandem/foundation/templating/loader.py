"""What the settings name as loader: Django's cached one, whose templates are made ready before they are kept."""

from django.template import Origin, Template
from django.template.loaders import base, cached

from tandem.foundation.templating import constants, inheritance


class _Ready(base.Loader):
    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        # One that extends it asks with `skip`, and fills its blocks.
        if skip is None:
            inheritance.resolve(template)
            constants.fold(template.nodelist, template.engine)
        return template


class Loader(cached.Loader, _Ready):
    """`("tandem.foundation.templating.loader.Loader", [<Django's loaders>])`."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        key = super().cache_key(template_name, skip)
        return key if skip is None else f"extended-{key}"
