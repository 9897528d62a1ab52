from django.urls import path, register_converter

from . import came, counter, leaving_views, naming, own_page_link, same, sent, sent_by, tree, views


class PersonCode:
    """Twelve letters: so that "people/add/" and "people/sort/" are nobody's page."""

    regex = "[0-9A-Za-z]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PersonCode, "person_code")

urlpatterns = [
    path("came/", came.came, name="came"),
    path("came/counter/", counter.counter_link, name="counter-link"),
    path("came/<slug:code>/back/", came.came_undo, name="came-undo"),
    path("who-sent-who/", sent.sent, name="sent"),
    path("who-sent-who/tree/", tree.tree, name="tree"),
    path("who-sent-who/tree.svg", tree.tree_svg, name="tree-svg"),
    path("who-sent-who/tree.png", tree.tree_png, name="tree-png"),
    path("who-sent-who/tree.csv", tree.tree_csv, name="tree-csv"),
    path("who-sent-who/<slug:code>/", naming.name, name="sent-name"),
    path("who-sent-who/<slug:code>/back/", naming.unname, name="sent-unname"),
    path("who-sent-who/<slug:code>/not-so/", naming.not_so, name="sent-not-so"),
    path("who-sent-who/<slug:code>/so/", naming.so, name="sent-so"),
    path("people/<person_code:code>/sent-by/", sent_by.sent_by, name="sent-by"),
    path("who-sent-who/<slug:code>/rule/", sent_by.rule, name="sent-by-rule"),
    path("people/", views.people, name="people"),
    path("people/table.csv", leaving_views.people_csv, name="people-csv"),
    path("people/cards.vcf", leaving_views.people_vcf, name="people-vcf"),
    path("people/people.json", leaving_views.people_json, name="people-json"),
    path("people/same/", same.same, name="same"),
    path("people/same/<int:word>/back/", same.undo, name="same-undo"),
    path("people/<person_code:code>/", views.person, name="person"),
    path("people/<person_code:code>/own-page/", own_page_link.own_page_of, name="own-page-of"),
    path("people/<person_code:code>/same-as/", same.same_as, name="same-as"),
    path("people/<person_code:code>/two/", same.two, name="two"),
    path("people/<person_code:code>/forget/", leaving_views.forget_person, name="forget"),
    path("people/<person_code:code>/all.json", leaving_views.person_data, name="person-data"),
]
