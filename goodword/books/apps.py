from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "goodword.books"
    label = "books"
    verbose_name = "Books"
