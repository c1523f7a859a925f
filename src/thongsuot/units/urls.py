"""Which address shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.units.views import account, imports, people, posts, sessions, sign_in, tree, units

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="sign-in-code"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("post/", sessions.choose_post, name="choose-post"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/second-factor/", account.second_factor, name="second-factor"),
    path("account/devices/", sessions.devices, name="devices"),
    path("account/devices/sign-out/", sessions.sign_out_devices, name="sign-out-devices"),
    path("account/posts/", sessions.posts, name="posts"),
    path("account/delegations/", sessions.delegations, name="delegations"),
    path("account/delegations/<int:pk>/end/", sessions.end_delegation, name="end-delegation"),
    path("account/keys/", sessions.keys, name="keys"),
    path("account/keys/<int:pk>/revoke/", sessions.revoke_key, name="revoke-key"),
    path("units/", tree.tree, name="units"),
    path("units/add/", units.add, name="add-unit"),
    path("units/succession/", units.succession, name="succession"),
    path("units/import/", imports.upload, name="import-units"),
    path("units/import/confirm/", imports.confirm, name="import-units-confirm"),
    path("units/import/template/", imports.blank, name="import-units-template"),
    path("units/import/faults/", imports.faults, name="import-units-faults"),
    path("units/export/", imports.export, name="export-units"),
    path("units/<int:pk>/", tree.unit, name="unit"),
    path("units/<int:pk>/edit/", units.edit, name="edit-unit"),
    path("units/<int:pk>/move/", units.move, name="move-unit"),
    path("people/", people.index, name="people"),
    path("people/add/", people.add, name="add-account"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/password/", people.reset_password, name="reset-password"),
    path("people/<int:pk>/second-factor/", people.reset_factor, name="reset-factor"),
    path("people/<int:pk>/state/", people.set_state, name="set-state"),
    path("people/<int:pk>/sign-out/", people.sign_out, name="sign-out-person"),
    path("people/posts/<int:pk>/end/", posts.end, name="end-post"),
]
