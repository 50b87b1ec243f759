"""Where a coder begins."""

from belagg.web.people.permissions import Role


def test_those_who_code_find_it_in_the_menu_and_others_do_not(project, logged_in):
    coder, viewer = logged_in(Role.CODER), logged_in(Role.VIEWER)
    address = f"/studies/{project.slug}/coding/"
    assert coder.get(address).status_code == 200
    assert address in coder.get(f"/studies/{project.slug}/").content.decode()
    assert address not in viewer.get(f"/studies/{project.slug}/").content.decode()
