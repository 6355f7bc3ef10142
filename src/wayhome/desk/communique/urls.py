"""The addresses of the communiqué."""

from django.urls import path

from wayhome.desk.communique import views

urlpatterns = [
    path("", views.first, name="communique"),
    path("propose/", views.propose, name="communique_propose"),
    path("confirm/", views.confirm, name="communique_confirm"),
    path("embargo/", views.embargo, name="communique_embargo"),
    path("publish/", views.publish, name="communique_publish"),
    path("text/<str:language>/", views.text, name="communique_text"),
]
