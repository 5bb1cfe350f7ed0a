from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [path("", views.demo_sign_in, name="demo_sign_in")]
