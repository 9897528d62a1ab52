"""referrals/radial.py: what is drawn of a tree, and that it can be looked at."""

import itertools
from math import hypot, tau

import pytest
from hypothesis import given

from goodword.referrals.radial import MIDDLE, MOST, MOST_RINGS, SIDE, arm, choose, place, rings, write

from .trees import Sent, Slow, forests, places


def drawn(rows, **limits):
    told = places(rows)
    nodes = choose(told, None, sum(1 for _ in told.everybody()), **limits)
    return nodes, place(nodes)


@given(forests())
def test_a_small_tree_is_drawn_whole_and_each_once(rows):
    tree, (nodes, order) = Slow(rows), drawn(rows, most_rings=99)
    assert sorted(node.person for node in nodes) == tree.people
    assert not any(node.hidden or node.is_rest for node in nodes)
    assert all(node.ring == tree.generation(node.person) for node in nodes)
    assert sorted(order) == list(range(len(nodes)))
    for node in nodes:
        assert node.parent == MIDDLE or nodes[node.parent].person == tree.up[node.person]


@given(forests())
def test_what_is_not_drawn_is_counted(rows):
    nodes, _order = drawn(rows, most=9, most_rings=3)
    assert len(nodes) <= 9
    people = sum(not node.is_rest for node in nodes)
    assert people + sum(node.hidden for node in nodes) == len(Slow(rows).people)


@given(forests())
def test_branches_do_not_cross_and_share_the_round_by_their_leaves(rows):
    nodes, order = drawn(rows, most_rings=99)
    leaves = [at for at in order if not nodes[at].below]
    steps = [nodes[other].angle - nodes[one].angle for one, other in itertools.pairwise(leaves)]
    assert steps == pytest.approx([tau / len(leaves)] * len(steps)) if leaves else not nodes
    for node in nodes:
        assert 0 < node.x < SIDE and 0 < node.y < SIDE


@given(forests())
def test_nodes_do_not_lie_on_each_other_nor_names_on_names(rows):
    nodes, _order = drawn(rows)
    for n, one in enumerate(nodes):
        for other in nodes[:n]:
            if one.ring == other.ring:
                assert hypot(one.x - other.x, one.y - other.y) >= min(one.radius, other.radius)
    labels = write(nodes, lambda node: f"Name {node.person}")
    assert len({label.node for label in labels}) == len(labels)
    for n, one in enumerate(labels):
        for other in labels[:n]:
            wide = (len(one.words) + len(other.words)) * 3.5
            assert abs(one.x - other.x) >= wide - 1e-6 or abs(one.y - other.y) >= 14 - 1e-6


@pytest.mark.parametrize(
    "up", [lambda n: n - 1, lambda n: 0, lambda n: n // 2], ids=["chain", "star", "halves"]
)
def test_of_many_the_picture_holds_a_thousand(up):
    nodes, _order = drawn([Sent(n + 1, up(n) + 1) for n in range(1, 20_001)])
    assert len(nodes) <= MOST and max(node.ring for node in nodes) <= MOST_RINGS
    people = sum(not node.is_rest for node in nodes)
    assert people + sum(node.hidden for node in nodes) == 20_001


def test_one_great_branch_leaves_room_for_the_others():
    rows = [Sent(n, 1) for n in range(10, 3000)] + [Sent(5000 + n, 3000 + n) for n in range(20)]
    nodes, _order = drawn(rows)
    assert {5000 + n for n in range(20)} <= {node.person for node in nodes}
    assert [node.person for node in nodes if node.is_rest] == [1]


def test_a_branch_past_the_last_ring_is_one_node_with_its_size():
    nodes, _order = drawn([Sent(n + 1, n) for n in range(1, 13)])
    assert [node.hidden for node in nodes] == [0] * 7 + [5]


def test_nobody_is_drawn_of_nothing():
    nodes, order = drawn([])
    assert (nodes, order, rings(nodes), write(nodes, str)) == ([], [], [], [])


def test_lines_lead_from_the_middle_to_each():
    nodes, _order = drawn([Sent(2, 1), Sent(3, 2)])
    assert arm(nodes[0], None).startswith("M180.0 180.0L")
    assert arm(nodes[1], nodes[0]).startswith(f"M{nodes[0].x:.1f} {nodes[0].y:.1f}C")
    assert rings(nodes) == pytest.approx([150 * (ring / 3) ** 0.75 for ring in (1, 2, 3)])
