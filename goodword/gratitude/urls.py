from django.urls import path

from . import reward_views

urlpatterns = [
    path("thanks/gifts/", reward_views.rewards, name="rewards"),
    path("thanks/gifts/<slug:code>/step/", reward_views.reward_step, name="reward-step"),
]
