"""Where acts are signed."""

from django.urls import path

from wayhome.desk.signing import views

urlpatterns = [
    path("<int:number>/", views.sign, name="sign"),
    path("<int:number>/leave/", views.leave, name="sign_leave"),
]
