from django.urls import path

from . import views

urlpatterns = [
    path("people/<slug:code>/sale/", views.add, name="sale-add"),
    path("sales/same/", views.twins, name="twins"),
    path("sales/same/<int:word>/back/", views.undo_twins, name="twins-undo"),
    path("sales/table.csv", views.sales_csv, name="sales-csv"),
    path("sales/<slug:code>/mend/", views.mend, name="sale-mend"),
    path("sales/<slug:code>/give-back/", views.give_back, name="sale-give-back"),
    path("sales/<slug:code>/take-away/", views.take_away, name="sale-take-away"),
    path("sales/<slug:code>/back/", views.undo, name="sale-undo"),
]
