from django.urls import path

from benchmarks.bare import views
from config.urls import urlpatterns as pages

urlpatterns = [
    *pages,
    path("bare/", views.bare, name="bare"),
    path("bare/django/", views.bare_django, name="bare_django"),
    path("bare/save/", views.bare_save, name="bare_save"),
]
