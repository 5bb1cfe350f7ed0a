from django.contrib.admin.apps import AdminConfig


class ReferenceDataConfig(AdminConfig):
    default_site = "config.admin.ReferenceDataSite"
