"""Which address below /search/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.search import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.search, name="search"),
    path("similar/<int:pk>/<path:loc>", views.similar, name="similar"),
    path("saved/", views.save, name="search-save"),
    path("saved/<int:pk>/drop/", views.drop, name="search-drop"),
]
