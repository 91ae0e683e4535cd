"""What is known of the nodes that a template is made of."""

from collections.abc import Iterator
from typing import Any

from django.template.base import FilterExpression, Node, NodeList, Variable

# What templates call the language that is read, and whether it is written from right to left: known in each template
# where they stand alone, so that no context needs to bring them.
OF_LANGUAGE = {"LANGUAGE_CODE", "LANGUAGE_BIDI"}


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


def is_language(expression: Any) -> bool:
    """Whether it names the language that is read, or the direction it is written in, and nothing else."""
    if not isinstance(expression, FilterExpression) or expression.filters or not isinstance(expression.var, Variable):
        return False
    return expression.var.var in OF_LANGUAGE
