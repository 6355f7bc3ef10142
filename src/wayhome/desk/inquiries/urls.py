"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.inquiries import views

urlpatterns = [path("", views.first, name="inquiries")]
