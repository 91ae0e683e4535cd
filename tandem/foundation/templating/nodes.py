"""What is known of the nodes that a template is made of."""

from collections.abc import Iterator
from typing import Any

from django.template.base import FilterExpression, Node, NodeList


def lists_of(node: Node) -> Iterator[NodeList]:
    """The lists of nodes within a node: the branches of an `if`, the body of a loop, what a tag stands around."""
    for held in vars(node).values():
        if isinstance(held, NodeList):
            yield held
    for _condition, branch in getattr(node, "conditions_nodelists", ()):
        yield branch


def is_literal(expression: Any) -> bool:
    """Whether it says the same whatever stands in the context: words in quotation marks, to be translated or not."""
    if expression is None:
        return True
    if not isinstance(expression, FilterExpression) or expression.filters:
        return False
    return not expression.is_var or expression.var.lookups is None
