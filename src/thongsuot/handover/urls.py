"""Which address below /handover/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.handover.views import estates, lots, reviews

urlpatterns: list[URLPattern | URLResolver] = [
    path("", estates.estates, name="handovers"),
    path("<int:pk>/", estates.estate, name="handover"),
    path("<int:pk>/keeper/", estates.keeper, name="handover-keeper"),
    path("<int:pk>/documents/", reviews.documents, name="handover-documents"),
    path("documents/<int:pk>/", reviews.review, name="handover-review"),
    path("<int:pk>/<slug:name>/", lots.lot, name="handover-lot"),
]
