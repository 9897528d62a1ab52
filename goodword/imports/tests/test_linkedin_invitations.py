from .told import known_as, people_of, records_of, ways

HEADER = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
ALICE = "https://www.linkedin.com/in/alice-baker"
OUT = f'Alice Baker,Zoë Brandt,"2/7/25, 2:37 PM",,OUTGOING,{ALICE},https://www.linkedin.com/in/zo%C3%AB-brandt\n'
IN = f'"Wren Hale, PhD",Alice Baker,"10/2/25, 11:05 AM",Hello Alice,INCOMING,https://www.linkedin.com/in/wren-hale,{ALICE}\n'


def test_who_asked_whom_is_kept_and_no_day_of_connecting():
    assert known_as(HEADER + OUT) == ("LinkedIn invitations", "linkedin", "people")
    zoe, wren = people_of(HEADER + OUT + IN)
    assert (zoe.name, zoe.vendor_id, zoe.relations) == (
        "Zoë Brandt",
        "zoë-brandt",
        [("invited by", "Alice Baker")],
    )
    assert (wren.name, wren.vendor_id, wren.relations) == (
        "Wren Hale",
        "wren-hale",
        [("invited", "Alice Baker")],
    )
    assert ways(wren) == [("linkedin", "https://www.linkedin.com/in/wren-hale")]
    assert (zoe.connected_on, wren.connected_on, wren.note) == (None, None, "")


def test_a_closed_account_is_nobody_and_an_unknown_direction_waits():
    text = (
        f"{HEADER}LinkedIn Member,Alice Baker,,,INCOMING,,{ALICE}\nDana W,Alice Baker,,,SIDEWAYS,,{ALICE}\n"
    )
    nobody, waiting = records_of(text)
    assert (str(nobody.read_as), nobody.why) == ("not counted", "names nobody")
    assert (str(waiting.read_as), waiting.why) == ("held", "unknown direction: SIDEWAYS")
