"""The component library: `{% button %}`, `{% slot %}`, …"""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString

from tandem.foundation import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, **facts: Any) -> SafeString:
    """What neighbours write into the place `name` of this page."""
    return slots.render(name, context["request"], **facts)
