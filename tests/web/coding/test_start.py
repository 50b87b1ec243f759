"""Where a coder begins."""

from belagg.web.coding.models import Reading
from belagg.web.people.permissions import Role
from belagg.web.store.models import ROWS


def test_those_who_code_find_it_in_the_menu_and_others_do_not(project, logged_in):
    coder, viewer = logged_in(Role.CODER), logged_in(Role.VIEWER)
    address = f"/studies/{project.slug}/coding/"
    assert coder.get(address).status_code == 200
    assert address in coder.get(f"/studies/{project.slug}/").content.decode()
    assert address not in viewer.get(f"/studies/{project.slug}/").content.decode()


def test_it_says_what_waits(read, logged_in):
    coder = logged_in(Role.CODER, of=read)
    ROWS["claims"].objects.filter(claim_id="c1").update(grade=None)
    shown = coder.get(f"/studies/{read.slug}/coding/").content.decode()
    assert "1 väntar på bedömning." in shown
    assert "väntar på att läsas" not in shown
    Reading.objects.filter(document_id="p01-plan").update(ended=None)
    shown = coder.get(f"/studies/{read.slug}/coding/").content.decode()
    assert "1 väntar på att läsas." in shown
