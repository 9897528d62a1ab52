from django.urls import path

from . import asking, days, views

urlpatterns = [
    path("", views.today, name="today"),
    path("today/make/", views.make, name="today-make"),
    path("today/more/", views.more, name="today-more"),
    path("today/away/", views.away, name="away"),
    path("today/back/", views.back, name="back"),
    path("start/", views.start, name="start"),
    path("today/hand/", days.hand, name="hand"),
    path("today/calendar/", days.calendar_link, name="calendar-link"),
    path("moves/<code>/done/", views.move_done, name="move-done"),
    path("moves/<code>/sent/", views.move_sent, name="move-sent"),
    path("moves/<code>/opened/", views.move_opened, name="move-opened"),
    path("moves/<code>/said/", views.move_said, name="move-said"),
    path("moves/<code>/mail/", views.move_mail, name="move-mail"),
    path("moves/<code>/words/", views.move_words, name="move-words"),
    path("moves/<code>/undo/", views.move_undo, name="move-undo"),
    path("moves/<code>/<slug:how>/", views.move_settle, name="move-settle"),
    path("words/check/", views.words_check, name="words-check"),
    path("people/<slug:code>/ask/", asking.draft_ask, name="draft-ask"),
    path("why/<code>/", views.why, name="why"),
]
