"""Which address below /registers/ shows what?"""

from django.urls import URLPattern, path

from thongsuot.documents.views import registers

urlpatterns: list[URLPattern] = [
    path("<str:direction>/", registers.register, name="register"),
    path("<str:direction>/sheet/", registers.sheet, name="register-sheet"),
]
