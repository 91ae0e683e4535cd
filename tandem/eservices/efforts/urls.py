app_name = "efforts"
urlpatterns: list = []
