"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.communique import views

urlpatterns = [path("", views.first, name="communique")]
