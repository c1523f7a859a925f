"""Which address below /followup/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.followup import list_urls
from thongsuot.followup.views import duty, giving, many, notice, regular, reports, steps

urlpatterns: list[URLPattern | URLResolver] = [
    *list_urls.urlpatterns,
    path("give/", giving.give, name="duty-give"),
    path("give/programme/<int:pk>/", many.from_programme, name="duties-from-programme"),
    path("give/document/<int:pk>/", many.from_document, name="duties-from-document"),
    path("conferences/<int:pk>/notice/", notice.notice, name="conference-notice"),
    path("regular/", regular.regular, name="regular-duties"),
    path("regular/give/", regular.recur, name="regular-duty-give"),
    path("regular/<int:pk>/end/", regular.end, name="regular-duty-end"),
    path("extensions/<int:pk>/decide/", reports.decide_time, name="extension-decide"),
    path("files/<int:pk>/", reports.file, name="evidence-file"),
    path("<int:pk>/", duty.duty, name="duty"),
    path("<int:pk>/accept/", steps.accept, name="duty-accept"),
    path("<int:pk>/ask/", steps.say, {"asks": True}, name="duty-ask"),
    path("<int:pk>/remark/", steps.say, {"asks": False}, name="duty-remark"),
    path("<int:pk>/edit/", steps.edit, name="duty-edit"),
    path("<int:pk>/reassign/", steps.reassign, name="duty-reassign"),
    path("<int:pk>/pass/", giving.pass_down, name="duty-pass"),
    path("<int:pk>/report/", reports.report, name="duty-report"),
    path("<int:pk>/time/", reports.ask_time, name="duty-time"),
    *(path(f"<int:pk>/{name}/", steps.step, {"name": name}, name=f"duty-{name}") for name in steps.STEPS),
]
