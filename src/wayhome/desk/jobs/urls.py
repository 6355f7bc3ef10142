"""Where jobs are watched."""

from django.urls import path

from wayhome.desk.jobs import views

urlpatterns = [
    path("", views.all_jobs, name="jobs"),
    path("<int:number>/", views.one, name="job"),
    path("<int:number>/stop/", views.stop, name="job_stop"),
    path("<int:number>/again/", views.again, name="job_again"),
    path("<int:number>/progress/", views.progress, name="job_progress"),
]
