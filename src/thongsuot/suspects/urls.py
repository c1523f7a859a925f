"""Which address below /suspects/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.suspects.views import changes, deciding, listing, mapping

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.suspects, name="suspects"),
    path("decide/", deciding.decide_many, name="suspects-decide"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<int:pk>/", changes.change, name="change"),
    path("changes/<int:pk>/units/", changes.units, name="change-units"),
    path("changes/<int:pk>/mapping/", mapping.mapping, name="change-mapping"),
    path("<int:pk>/", deciding.suspect, name="suspect"),
    path("<int:pk>/done/", deciding.done, name="suspect-done"),
]
