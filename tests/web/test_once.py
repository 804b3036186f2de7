"""A form that is sent twice does its work once, also when both arrive together."""

from __future__ import annotations

import threading

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from clemency.web import once
from clemency.web.models import Once
from tests.web.offices import Office


def post(mark: str) -> HttpRequest:
    return RequestFactory().post("/x", {once.FIELD: mark})


def test_the_second_is_led_where_the_first_one_went(office: Office) -> None:
    done = []

    @once.only_once
    def view(request: HttpRequest) -> HttpResponse:
        done.append(1)
        return HttpResponseRedirect(f"/went/{len(done)}")

    assert view(post("a"))["Location"] == "/went/1"
    assert view(post("a"))["Location"] == "/went/1"
    assert view(post("b"))["Location"] == "/went/2"
    assert len(done) == 2


def test_a_form_with_a_mistake_can_be_sent_again(office: Office) -> None:
    answers = [HttpResponse("mend this"), HttpResponseRedirect("/done")]

    @once.only_once
    def view(request: HttpRequest) -> HttpResponse:
        return answers.pop(0)

    assert view(post("a")).status_code == 200
    assert view(post("a"))["Location"] == "/done"


def test_what_broke_off_can_be_sent_again(office: Office) -> None:
    broken = [True]

    @once.only_once
    def view(request: HttpRequest) -> HttpResponse:
        if broken.pop() if broken else False:
            raise RuntimeError("the line broke")
        return HttpResponseRedirect("/done")

    with pytest.raises(RuntimeError):
        view(post("a"))
    assert view(post("a"))["Location"] == "/done"


def test_two_at_the_same_moment_do_it_once(office: Office) -> None:
    done, went = [], []
    both = threading.Barrier(2)

    @once.only_once
    def view(request: HttpRequest) -> HttpResponse:
        done.append(1)
        threading.Event().wait(0.3)
        return HttpResponseRedirect("/done")

    def send() -> None:
        both.wait()
        went.append(view(post("a"))["Location"])
        connections["default"].close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), went) == (1, ["/done", "/done"])


def test_old_tokens_are_swept(office: Office) -> None:
    from django.utils import timezone

    Once.objects.create(token="old", went_to="/x")
    Once.objects.create(token="new", went_to="/x")
    Once.objects.filter(token="old").update(taken_at=timezone.now() - once.KEPT * 2)
    assert once.sweep() == 1
    assert list(Once.objects.values_list("token", flat=True)) == ["new"]
