"""Which address below /dashboard/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.dashboard.views import figures, lists, report, snapshots

urlpatterns: list[URLPattern | URLResolver] = [
    path("", figures.figures, name="dashboard"),
    path("duties/", lists.duties, name="dashboard-duties"),
    path("report/", report.report, name="dashboard-report"),
    path("snapshots/", snapshots.snapshots, name="snapshots"),
    path("snapshots/freeze/", snapshots.freeze, name="snapshot-freeze"),
    path("snapshots/<int:pk>/", snapshots.snapshot, name="snapshot"),
    path("snapshots/<int:pk>/duties/", lists.frozen, name="snapshot-duties"),
    path("snapshots/<int:pk>/verify/", snapshots.verify, name="snapshot-verify"),
    path("snapshots/<int:pk>/difference/<int:later>/", snapshots.difference, name="snapshot-difference"),
]
