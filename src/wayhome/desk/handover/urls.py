"""The addresses of the handover."""

from django.urls import path

from wayhome.desk.handover import legs, live, manifests, overview, readiness, substitutions

urlpatterns = [
    path("", overview.overview, name="handover"),
    path("freeze/", overview.freeze, name="handover_freeze"),
    path("resume/", overview.resume, name="handover_resume"),
    path("people/", readiness.readiness, name="handover_people"),
    path("people/wishes/", readiness.wishes, name="handover_wishes"),
    path("people/fitness/", readiness.fitness, name="handover_fitness"),
    path("people/clearance/", readiness.clearance, name="handover_clearance"),
    path("people/withheld/", readiness.withheld, name="handover_withheld"),
    path("people/guardian/<str:person>/", readiness.guardian, name="handover_guardian"),
    path("manifest/", manifests.manifest, name="handover_manifest"),
    path("manifest/<str:leg>/", manifests.manifest, name="handover_manifest_again"),
    path("substitute/", substitutions.propose, name="handover_substitute"),
    path("substitute/<str:digest>/sign/", substitutions.sign, name="handover_substitution_sign"),
    path("leg/<str:name>/", legs.leg, name="handover_leg"),
    path("leg/<str:name>/acknowledge/", legs.acknowledge, name="handover_acknowledge"),
    path("leg/<str:name>/<str:step>/", legs.step, name="handover_step"),
    path("live/", live.live, name="handover_live"),
]
