"""A template that extends another one is one list of nodes: which block stands where is the same for each page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from django.template import Context, Origin, Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, TextNode, VariableNode
from django.template.defaulttags import CommentNode, CsrfTokenNode, ForNode, IfNode, LoadNode, URLNode, WithNode
from django.template.library import InclusionNode, SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode

from tandem.foundation.templating.nodes import lists_of

_ABOVE = "block.super"
_SUPER = re.compile(r"{{\s*block\.super\s*}}")
# They leave no variable behind for what comes after them; those that have one, by the name of it.
_LEAVE_NOTHING = (TextNode, VariableNode, CommentNode, LoadNode, CsrfTokenNode, ForNode, IncludeNode, WithNode)
_MAY_LEAVE = {TranslateNode: "asvar", BlockTranslateNode: "asvar", URLNode: "asvar", StaticNode: "varname"}

Blocks = Mapping[str, Sequence[BlockNode]]


class Scope(Node):
    """What a block is, once it is known which one: variables that are set inside end with it."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodelist = NodeList(nodes)

    def render(self, context: Context) -> str:
        with context.push():
            return self.nodelist.render(context)


def resolve(template: Template) -> None:
    """Put the blocks in their places.

    Raises TemplateSyntaxError for a parent that is known only when the page is drawn, or is not there.
    """
    before, family = _family(template)
    blocks: dict[str, list[BlockNode]] = {}
    for member in family:
        for block in cast(list[BlockNode], member.get_nodes_by_type(BlockNode)):
            blocks.setdefault(block.name, []).append(block)
    template.nodelist = NodeList([*before, *_placed(family[-1], blocks, None, 0)])


def _family(template: Template) -> tuple[list[Node], list[NodeList]]:
    """The text that stands before, and the nodes of a template, of the one it extends, and so on."""
    before: list[Node] = []
    member, members, origins = template, [template.nodelist], [template.origin]
    while True:
        if _ABOVE in _SUPER.sub("", member.source):
            raise TemplateSyntaxError(f"{member.name}: block.super stands for itself, as {{{{ block.super }}}}.")
        extends = next((node for node in members[-1] if isinstance(node, ExtendsNode)), None)
        if extends is None:
            return before, members
        before += members[-1][: members[-1].index(extends)]
        member = _parent(member, extends, origins)
        # Read anew: its nodes are moved about here, and others extend it, too.
        members.append(Template(member.source, member.origin, member.name, member.engine).nodelist)
        origins.append(member.origin)


def _parent(member: Template, extends: ExtendsNode, origins: list[Origin]) -> Template:
    name = cast(FilterExpression, extends.parent_name)
    if name.is_var or name.filters:
        raise TemplateSyntaxError(f"{member.name}: extends takes the name of a template, in quotation marks.")
    try:
        return member.engine.find_template(name.var, skip=origins)[0]
    except TemplateDoesNotExist as missing:
        raise TemplateSyntaxError(f"{member.name} extends {name.var}, which is not there.") from missing


def _placed(nodes: Iterable[Node], blocks: Blocks, name: str | None, generation: int) -> list[Node]:
    """The nodes with each block in its place; they stand in the definition number `generation` of the block `name`."""
    placed: list[Node] = []
    for node in nodes:
        if isinstance(node, BlockNode):
            placed += _defined(blocks, node.name, 0)
        elif name and isinstance(node, VariableNode) and node.filter_expression.token == _ABOVE:
            placed += _defined(blocks, name, generation + 1)
        else:
            for inner in lists_of(node):
                inner[:] = _placed(inner, blocks, name, generation)
            placed.append(node)
    return placed


def _defined(blocks: Blocks, name: str, generation: int) -> list[Node]:
    if generation >= len(blocks[name]):
        return []
    nodes = _placed(blocks[name][generation].nodelist, blocks, name, generation)
    return nodes if all(map(_leaves_nothing, nodes)) else [Scope(nodes)]


def _leaves_nothing(node: Node) -> bool:
    if isinstance(node, InclusionNode):
        return not node.takes_context
    if isinstance(node, SimpleNode):
        leaves = node.takes_context or node.target_var is not None
        return not leaves and all(map(_leaves_nothing, _within(node)))
    if isinstance(node, IfNode):
        return all(map(_leaves_nothing, _within(node)))
    variable = _MAY_LEAVE.get(type(node))
    return isinstance(node, (*_LEAVE_NOTHING, Scope)) or (variable is not None and not getattr(node, variable))


def _within(node: Node) -> Iterable[Node]:
    return (inner for nodes in lists_of(node) for inner in nodes)
