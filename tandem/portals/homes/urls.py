app_name = "homes"
urlpatterns: list = []
