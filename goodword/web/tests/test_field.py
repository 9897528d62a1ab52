from django import forms
from django.template.loader import render_to_string

from goodword.web.forms import PlainForm


class Came(PlainForm):
    name = forms.CharField(label="Their name", help_text="As they say it")
    how = forms.ChoiceField(
        label="How?", widget=forms.RadioSelect, choices=[("ad", "An ad"), ("me", "A <b>")]
    )
    amount = forms.DecimalField(required=False)
    fine = forms.BooleanField(required=False)
    key = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "The key is gone."})


def drawn(name: str, **data: str) -> str:
    form = Came(data)
    form.is_valid()
    return render_to_string("web/field.html", {"field": form[name]})


def test_the_hint_and_the_error_are_read_out_with_the_input() -> None:
    html = drawn("name")
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_an_input_without_hint_or_error_describes_nothing() -> None:
    html = drawn("amount", amount="12.50")
    assert 'value="12.50"' in html and "aria-describedby" not in html


def test_choices_are_pills_and_their_labels_are_not_markup() -> None:
    html = drawn("how", how="ad")
    assert html.count('class="pill"') == 2
    assert "A &lt;b&gt;" in html


def test_a_hidden_field_is_drawn_without_a_label() -> None:
    html = drawn("key", key="1")
    assert 'type="hidden"' in html and "<label" not in html


def test_a_box_to_tick_stands_before_its_label() -> None:
    html = drawn("fine")
    assert html.index("<input") < html.index("<label")


def test_all_that_is_to_be_mended_is_counted_and_linked() -> None:
    form = Came({"name": "", "how": "ad", "amount": "twelve", "key": "1"})
    form.is_valid()
    html = render_to_string("web/mend.html", {"form": form})
    assert "2 things to mend" in html
    assert '<a href="#id_name">' in html
    assert '<a href="#id_amount">' in html


def test_a_form_with_nothing_to_mend_says_nothing() -> None:
    form = Came({"name": "Eli", "how": "ad", "key": "1"})
    assert form.is_valid()
    assert not render_to_string("web/mend.html", {"form": form}).strip()


def test_a_refusal_says_what_would_work() -> None:
    form = Came({"how": "a friend", "amount": "twelve"})
    assert form.errors["name"] == ["This is needed."]
    assert form.errors["how"] == ["Choose one of these."]
    assert form.errors["amount"] == ["This is not a number. Write it like 12.50."]


def test_words_that_a_field_was_given_are_kept() -> None:
    assert Came({}).errors["key"] == ["The key is gone."]


def test_one_form_speaking_plainly_leaves_other_forms_as_they_were() -> None:
    Came({})
    assert str(forms.CharField().error_messages["required"]) == "This field is required."
