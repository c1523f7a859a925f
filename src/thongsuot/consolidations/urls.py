"""Which address below /consolidations/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.consolidations.views import making, official, queue, settling

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="consolidations"),
    path("documents/<int:pk>/", making.making, name="consolidation"),
    path("documents/<int:pk>/make/", making.make, name="consolidation-make"),
    path("documents/<int:pk>/text/", making.text, name="consolidation-text"),
    path("documents/<int:pk>/official.<form>", official.official, name="consolidation-official"),
    path("documents/<int:pk>/adopt/", making.adopt, name="consolidation-adopt"),
    path("documents/<int:pk>/drop/", making.drop, name="consolidation-drop"),
    path("documents/<int:pk>/settle/<int:n>/", settling.settle, name="consolidation-settle"),
    path("settlements/<int:pk>/take-back/", settling.take_back, name="settlement-take-back"),
]
