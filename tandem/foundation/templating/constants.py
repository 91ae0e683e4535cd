"""What reads alike for everybody who reads a language is drawn once: words, icons, addresses without a number.

Nothing personal can get in: a node is taken only when nothing that it says comes from the page's context.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.template import Context, TemplateDoesNotExist
from django.template.base import Node, NodeList, TextNode, TokenType, VariableNode
from django.template.defaulttags import CommentNode, IfNode, LoadNode, TemplateLiteral, URLNode
from django.template.library import InclusionNode, SimpleNode
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.translation import get_language, get_language_bidi

from tandem.foundation.templating.nodes import is_language, is_literal, lists_of

Tag = TypeVar("Tag", bound=Callable[..., Any])


def says_the_same(tag: Tag) -> Tag:
    """For a tag whose output hangs on nothing but its arguments and the language."""
    tag.says_the_same = True  # type: ignore[attr-defined]
    return tag


class Constant(Node):
    """Neighbours that say the same in a language, each time."""

    child_nodelists = ()

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = NodeList(nodes)
        self.said: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        key = get_language(), context.autoescape
        if key not in self.said:
            with context.push(LANGUAGE_CODE=key[0], LANGUAGE_BIDI=get_language_bidi()):
                said = self.nodes.render(context)
            if get_script_prefix() != "/":  # else a place for each prefix that somebody may come with
                return said
            self.said[key] = said
        return self.said[key]


def fold(nodes: NodeList, engine: Any) -> None:
    """Make one node of neighbours that say the same each time, in this list and all within."""
    folded: list[Node] = []
    for node in nodes:
        for inner in lists_of(node):
            fold(inner, engine)
    for same, neighbours in itertools.groupby(nodes, key=lambda node: _is_constant(node, engine)):
        run = list(neighbours)
        folded += [_one(run)] if same else run
    nodes[:] = folded


def _one(run: list[Node]) -> Node:
    if all(type(node) is TextNode for node in run):
        return TextNode("".join(node.s for node in run))  # type: ignore[attr-defined]
    return Constant(run)


def _is_constant(node: Node, engine: Any) -> bool:
    if isinstance(node, IncludeNode):
        return _is_constant_part(node, engine)
    asks = _KINDS.get(type(node))
    return asks is not None and asks(node)


def _is_constant_part(node: IncludeNode, engine: Any) -> bool:
    name = node.template.var
    if not isinstance(name, str) or not is_literal(node.template) or name.startswith("."):
        return False
    if not all(map(is_literal, node.extra_context.values())):
        return False
    try:
        part = engine.get_template(name)
    except TemplateDoesNotExist:
        return False
    return all(isinstance(one, TextNode | Constant) for one in part.nodelist)


def _words(node: Any) -> bool:
    return not node.asvar and is_literal(node.filter_expression) and is_literal(node.message_context)


def _sentence(node: Any) -> bool:
    if node.asvar or node.plural or node.extra_context or not is_literal(node.message_context):
        return False
    return all(token.token_type == TokenType.TEXT for token in node.singular)


def _address(node: Any) -> bool:
    return not node.asvar and all(map(is_literal, (node.view_name, *node.args, *node.kwargs.values())))


def _choice(node: Any) -> bool:
    """By the language alone, between parts that say the same each time."""
    return all(
        (condition is None or (isinstance(condition, TemplateLiteral) and is_language(condition.value)))
        and all(isinstance(one, TextNode | Constant) for one in branch)
        for condition, branch in node.conditions_nodelists
    )


def _tag(node: Any) -> bool:
    if not getattr(node.func, "says_the_same", False) or getattr(node, "target_var", None) is not None:
        return False
    return all(map(is_literal, (*node.args, *node.kwargs.values())))


_KINDS: dict[type[Node], Callable[[Any], bool]] = {
    **dict.fromkeys((TextNode, CommentNode, LoadNode), lambda _node: True),
    TranslateNode: _words,
    BlockTranslateNode: _sentence,
    URLNode: _address,
    VariableNode: lambda node: is_language(node.filter_expression),
    IfNode: _choice,
    StaticNode: lambda node: node.varname is None and is_literal(node.path),
    SimpleNode: _tag,
    InclusionNode: _tag,
}
