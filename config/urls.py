from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("involvement.urls")),
    path("", include("reports.urls")),
    path("reference-data/", admin.site.urls),
]
if settings.DEMO or settings.TESTING:
    urlpatterns.append(path("demo/", include("demo.urls")))

handler400 = "core.views.bad_request"
handler403 = "core.views.permission_denied"
handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"
