from django.urls import path

from . import reward_views, views

urlpatterns = [
    path("thanks/", views.thanks, name="thanks"),
    path("thanks/look/", views.thanks_look, name="thanks-look"),
    path("thanks/cards.pdf", views.thanks_cards, name="thanks-cards"),
    path("thanks/gifts/", reward_views.rewards, name="rewards"),
    path("thanks/gifts/<slug:code>/step/", reward_views.reward_step, name="reward-step"),
    path("thanks/<slug:code>/", views.thanks_one, name="thanks-one"),
    path("thanks/<slug:code>/card.pdf", views.thanks_card, name="thanks-card"),
    path("thanks/<slug:code>/drop/", views.thanks_drop, name="thanks-drop"),
    path("thanks/<slug:code>/back/", views.thanks_back, name="thanks-back"),
]
