"""Which address shows what?"""

from django.urls import path

from thongsuot.privacy.views import archives, chain, people

urlpatterns = [
    path("kinds/", people.kinds_kept, name="privacy-kinds"),
    path("me/", people.me, name="privacy-me"),
    path("me/data.json", people.my_data, name="privacy-me-data"),
    path("people/<int:pk>/", people.person, name="privacy-person"),
    path("people/<int:pk>/data.json", people.person_data, name="privacy-person-data"),
    path("people/<int:pk>/erase/", people.erase, name="privacy-erase"),
    path("views/", people.views, name="privacy-views"),
    path("events/", chain.events, name="privacy-events"),
    path("archive/<int:pk>/", archives.archive, name="privacy-archive"),
]
