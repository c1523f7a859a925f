"""Which address shows what?"""

from django.urls import path

from thongsuot.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("palette/", views.palette_results, name="palette"),
    path("help/", views.help_page, name="help"),
]
