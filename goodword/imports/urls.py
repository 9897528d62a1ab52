from django.urls import path

from . import correcting, held_views, views

urlpatterns = [
    path("files/", views.files, name="files"),
    path("files/keep/", views.keep_all, name="files-keep-all"),
    path("files/leave/", views.leave_all, name="files-leave-all"),
    path("files/kept/", views.kept_all, name="files-kept"),
    path("files/held/", held_views.held_rows, name="files-held"),
    path("files/held/all/", held_views.decide_all, name="files-held-all"),
    path("files/held/<slug:code>/", held_views.decide, name="files-held-decide"),
    path("files/held/<slug:code>/back/", held_views.back, name="files-held-back"),
    path("files/<slug:code>/", views.look, name="files-look"),
    path("files/<slug:code>/columns/", correcting.columns, name="files-columns"),
    path("files/<slug:code>/written/", correcting.written, name="files-written"),
    path("files/<slug:code>/keep/", views.keep_file, name="files-keep"),
    path("files/<slug:code>/leave/", views.leave, name="files-leave"),
    path("files/<slug:code>/again/", views.again, name="files-again"),
    path("files/<slug:code>/work/", views.work, name="files-work"),
    path("files/<slug:code>/undo/", views.undo_file, name="files-undo"),
    path("files/<slug:code>/to-mend.csv", views.mistakes, name="files-mistakes"),
]
