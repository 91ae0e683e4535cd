"""A template that was made ready says what Django says, to everybody who reads it."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Node
from django.template.loader_tags import BlockNode, ExtendsNode
from django.test import RequestFactory
from django.urls import set_script_prefix
from django.utils import translation

from tandem.foundation.languages import Language
from tandem.foundation.templating.constants import Constant

OURS = "tandem.foundation.templating.loader.Loader"
DJANGOS = "django.template.loaders.cached.Loader"
BUILTINS = [
    "django.template.defaulttags",
    "django.template.defaultfilters",
    "django.template.loader_tags",
    "django.templatetags.i18n",
    "django.templatetags.static",
    "tandem.foundation.templatetags.ui",
]
ALL = {
    "frame.html": (
        "<title>{% block title %}Tandem{% endblock %}</title>{% block head %}{% endblock %}"
        "{% if user %}{% block account %}{% translate 'Log out' %} {{ user }}{% endblock %}{% endif %}"
        "{% block messages %}{% for one in messages %}{{ one }}{% endfor %}{% endblock %}|"
        "{% block main %}{% endblock %}|{% include 'mark.html' %}{% static 'foundation/tandem.css' %}"
    ),
    "mark.html": "{% icon 'plus' %}",
    "steps.html": (
        "{% extends 'frame.html' %}{% block messages %}{% block progress %}{{ step }}{% endblock %}"
        "{{ block.super }}{% endblock %}"
    ),
    "child.html": (
        "{% extends 'steps.html' %}{% block title %}{% translate 'My forms' %} {{ block.super }}{% endblock %}"
        "{% block main %}{% translate 'Yes' as word %}{{ word }}{% button _('Save and go on') %}{% endblock %}"
    ),
    "grandchild.html": (
        "{% extends 'child.html' %}{% block progress %}{{ step }}/9{{ block.super }}{% endblock %}"
        "{% block head %}{% if user %}{% translate 'Important' %}{{ user }}{% else %}{% tag _('Done') %}{% endif %}"
        "{% endblock %}{% block main %}{{ block.super }}{{ word|default:'ended' }}{% endblock %}"
    ),
    "noted.html": "{# why #}\n{% extends 'child.html' %}{% block title %}{{ user }}{% endblock %}",
    "named.html": "{% extends parent %}{% block title %}{{ user }}{% endblock %}",
    "orphan.html": "{% extends 'nobody.html' %}",
    "shouting.html": "{% extends 'child.html' %}{% block title %}{{ block.super|upper }}{% endblock %}",
    "missing.html": "{% if user %}{% include 'nowhere.html' %}{% endif %}{% translate 'Yes' %}",
    "language.html": (
        "{% get_current_language as LANGUAGE_CODE %}{% get_current_language_bidi as LANGUAGE_BIDI %}"
        "<html lang='{{ LANGUAGE_CODE }}' dir='{% if LANGUAGE_BIDI %}rtl{% else %}ltr{% endif %}'>{{ user }}"
        "{% if LANGUAGE_CODE == 'fr' %}oui{% endif %}{{ LANGUAGE_CODE|default:'none' }}</html>"
    ),
    "words.html": (
        "{% load static %}{% translate 'Yes' %}{% blocktranslate trimmed %} Nothing {% endblocktranslate %}"
        "{% language 'fr' %}{% translate 'Yes' %}{% endlanguage %}{% url 'homes:home' %}{% authorship 'person' %}"
        "{% autoescape off %}{% translate 'Yes & no' %}{% url 'homes:home' as home %}{{ home }}{% endautoescape %}"
        "{% translate 'Yes & no' %}{# said to nobody #}{% notification %}{% translate 'Done' %}{% endnotification %}"
    ),
}
PAGES = [
    "frame.html",
    "steps.html",
    "child.html",
    "grandchild.html",
    "noted.html",
    "missing.html",
    "language.html",
    "words.html",
]


def engine(loader):
    sources = [("django.template.loaders.locmem.Loader", ALL), "django.template.loaders.app_directories.Loader"]
    return Engine(loaders=[(loader, sources)], builtins=BUILTINS, libraries={"static": "django.templatetags.static"})


def facts(user):
    return {"user": user, "messages": ["<1>", "2"], "step": 3}


class TestTemplate:
    @pytest.mark.parametrize("page", PAGES)
    def test_says_what_django_says(self, page):
        ours, djangos = engine(OURS).get_template(page), engine(DJANGOS).get_template(page)

        for user in ("", "Robin", "Kim <b>") * 2:
            for code in [*Language, None]:
                with translation.override(code):
                    if page == "missing.html" and user:
                        continue
                    assert ours.render(Context(facts(user))) == djangos.render(Context(facts(user)))

    def test_is_one_list_of_nodes_whatever_it_extends(self):
        nodes = engine(OURS).get_template("grandchild.html").nodelist

        assert {type(node).__name__ for node in nodes} == {
            "Constant",
            "TextNode",
            "IfNode",
            "VariableNode",
            "Scope",
            "ForNode",
        }

    @pytest.mark.parametrize(
        ("page", "sentence"),
        [
            ("named.html", "extends takes the name of a template, in quotation marks"),
            ("orphan.html", "extends nobody.html, which is not there"),
            ("shouting.html", "block.super stands for itself"),
        ],
    )
    def test_that_cannot_be_resolved_before_it_is_drawn_is_refused(self, page, sentence):
        with pytest.raises(TemplateSyntaxError, match=sentence):
            engine(OURS).get_template(page)

    @pytest.mark.parametrize("parent", ["frame.html", "steps.html", "grandchild.html"])
    def test_from_a_string_fills_the_blocks_of_one_that_was_made_ready(self, parent):
        source = f"{{% extends '{parent}' %}}{{% block title %}}{{{{ user }}}}, {{{{ block.super }}}}{{% endblock %}}"
        said = []
        for loader in (OURS, DJANGOS):
            one = engine(loader)
            one.get_template(parent)
            said.append(one.from_string(source).render(Context(facts("Robin"))))

        assert said[0] == said[1]
        assert "<title>Robin, " in said[0]

    def test_is_made_ready_even_if_it_was_extended_before(self):
        one = engine(OURS)
        one.from_string("{% extends 'steps.html' %}").render(Context(facts("")))

        kinds = {type(node) for node in one.get_template("steps.html").nodelist}

        assert not kinds & {BlockNode, ExtendsNode}

    def test_leaves_its_parent_as_it_was(self):
        one = engine(OURS)
        before = one.get_template("steps.html").render(Context(facts("")))

        one.get_template("grandchild.html").render(Context(facts("Robin")))

        assert one.get_template("steps.html").render(Context(facts(""))) == before


class TestConstant:
    def test_holds_nothing_that_comes_from_the_page(self):
        template = engine(OURS).get_template("grandchild.html")
        for user in ("Robin", "Kim"):
            template.render(Context(facts(user)))

        kept = [said for node in constants_in(template.nodelist) for said in node.said.values()]

        assert kept
        assert not any(word in said for said in kept for word in ("Robin", "Kim", "&lt;1&gt;", "3"))

    def test_is_drawn_once_for_a_language(self):
        template = engine(OURS).get_template("words.html")
        node = next(constants_in(template.nodelist))
        for code in ("de", "fr", "de"):
            with translation.override(code):
                template.render(Context({}))

        assert set(node.said) == {("de", True), ("fr", True)}

    def test_knows_the_language_that_is_read(self):
        nodes = engine(OURS).get_template("language.html").nodelist

        assert any("<html" in node.render(Context({})) for node in constants_in(nodes))

    def test_keeps_no_address_below_another_prefix(self):
        template = engine(OURS).get_template("words.html")
        try:
            set_script_prefix("/below/")
            assert "/below/" in template.render(Context({}))
        finally:
            set_script_prefix("/")

        assert "/below/" not in template.render(Context({}))


class TestHouse:
    @pytest.mark.parametrize("page", ["homes/visitor.html", "homes/privacy.html", "homes/sources.html"])
    def test_draws_its_pages_as_django_does(self, page, settings):
        options = {**settings.TEMPLATES[0]["OPTIONS"], "loaders": None}
        # Ours knows the language without it.
        options["context_processors"] = [*options["context_processors"], "django.template.context_processors.i18n"]
        plain = DjangoTemplates({"NAME": "plain", "APP_DIRS": True, "DIRS": [], "OPTIONS": options})
        request = RequestFactory().get("/de/")

        said = engines["django"].get_template(page).render({}, request)

        assert said == plain.get_template(page).render({}, request)


def constants_in(nodes):
    for node in nodes:
        if isinstance(node, Constant):
            yield node
        for held in vars(node).values():
            if isinstance(held, list) and not isinstance(node, Constant):
                yield from constants_in(one for one in held if isinstance(one, Node))
        for _condition, branch in getattr(node, "conditions_nodelists", ()):
            yield from constants_in(branch)
