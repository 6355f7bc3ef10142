"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.terms import views, writing

urlpatterns = [
    path("", views.first, name="terms"),
    path("accept/", views.accept, name="terms_accept"),
    path("write/", writing.write, name="terms_write"),
    path("check/", writing.check, name="terms_check"),
    path("hostilities/", views.end_hostilities, name="terms_end_hostilities"),
    path("attempts/<int:number>/", views.record, name="terms_record"),
    path("<str:digest>/", views.version, name="terms_version"),
]
