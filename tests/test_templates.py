"""The suspicious eye itself: it must see what it is there to see, and nothing else."""

import pytest

from tests.templates import bare_words, inline_code


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        "<p>{% if who %}Hello {{ who }}{% endif %}</p>",
        '<input placeholder="Your name">',
        '<button aria-label="Close">×</button>',
        '<input type="submit" value="Send">',
        "{% translate 'Hello' %} and more",
        "<title>Today</title>",
        'data-sent="{{ code }}" title="Send it"',
    ],
)
def test_a_bare_word_is_seen(source):
    assert list(bare_words(source))


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% translate 'Hello' %}</p>",
        "<p>{% blocktranslate with name=who.name %}Hello {{ name }}{% endblocktranslate %}</p>",
        "{# a note #}{% comment %}a longer note{% endcomment %}",
        '<input name="given" value="yes" type="hidden">',
        "<p>{{ n }} × {{ m }} &middot; Goodword</p>",
        "<code>goodword today</code>",
        '<p class="{% if late %}late{% endif %}">{{ day }}</p>',
        'data-sent="{{ code }}" target="_blank"',
    ],
)
def test_translated_words_notes_and_data_are_left_in_peace(source):
    assert not list(bare_words(source))


def test_the_line_is_the_true_one():
    source = "{% load i18n %}\n{% blocktranslate %}one\ntwo{% endblocktranslate %}\n<p>\n  Hello\n</p>"
    assert list(bare_words(source)) == [(5, "Hello")]


def test_in_a_plain_text_every_word_counts():
    assert list(bare_words("{% translate 'Hi' %},\nyours", is_html=False)) == [(2, "yours")]


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color: red">',
        '<button\n onclick="go()">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<a href="javascript:go()">',
        '<script src="https://cdn.example.com/x.js"></script>',
        '<img src="//example.com/pixel.gif">',
    ],
)
def test_inline_code_is_seen(source):
    assert list(inline_code(source))


@pytest.mark.parametrize(
    "source",
    [
        "<script src=\"{% static 'x.js' %}\" defer></script>",
        '<script nonce="{{ request.csp_nonce }}">go()</script>',
        '<script type="application/json" id="facts">{}</script>',
        '<a href="https://example.com/">x</a>',
        '<p data-style="x" class="one">',
        "<p>on Monday = closed</p>",
    ],
)
def test_clean_templates_are_left_in_peace(source):
    assert not list(inline_code(source))
