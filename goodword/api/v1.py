"""The API, version 1: what is there, told by itself at /api/v1/openapi.json."""

from typing import Any

from django.http import Http404
from django.urls import URLPattern, re_path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from . import day, evidence, incoming, people, sales, subscribing
from .addresses import ROOT
from .door import answer_to, as_api, nowhere
from .problems import MEDIA_TYPE, Problem, ProblemOut

WRONG = {
    400: "What came is not JSON, or is not signed as it should be.",
    401: "No key that works came with it.",
    403: "The key lacks the scope.",
    404: "There is nothing by that name in this business.",
    409: "It was told otherwise before, or may not be kept.",
    413: "More than 5 MB at once.",
    422: "Some fields are wrong: each is told.",
    429: "Too often: wait as Retry-After says.",
}
TOLD = """\
For other software of one business. Every request carries a key: `Authorization: Bearer gw_...`. An owner makes keys
under Settings, each with the scopes it needs. Programs that can only send signed messages have addresses of their own
under `hooks`, without a key. Whatever is wrong is told as application/problem+json."""


class Api(NinjaAPI):
    def get_root_path(self, path_params: Any) -> str:
        return ROOT

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """What django-ninja cannot tell by itself: how things go wrong, and which scope each operation needs."""
        schema = super().get_openapi_schema(*args, **kwargs)
        shape = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= shape.pop("$defs") | {"Problem": shape}
        for name, body in incoming.BODIES.items():
            told = body.model_json_schema(ref_template="#/components/schemas/{model}")
            schema["components"]["schemas"] |= told.pop("$defs", {}) | {name: told}
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, words in WRONG.items():
                    operation["responses"][status] = {"description": words, "content": content}
                scope = scope_of(self, operation["operationId"])
                operation["security"] = [{"Key": [scope]}] if scope else []
        return schema


def scope_of(api: NinjaAPI, operation_id: str) -> str:
    """ "" for what a signature opens, and no key."""
    callbacks = operations(api)[operation_id].auth_callbacks
    return str(callbacks[0].scope) if callbacks else ""


def operations(api: NinjaAPI) -> dict[str, Any]:
    """By their names in the OpenAPI."""
    return {
        operation.operation_id or api.get_openapi_operation_id(operation): operation
        for bound in api._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
    }


# Its pages of documentation are left out: they would load scripts from elsewhere, or need our policy loosened.
api = Api(title="Goodword", version="1", description=TOLD, docs_url=None)
for room in (people, sales, evidence, day, incoming, subscribing):
    api.add_router("", room.router)
for kind in (ValidationError, Problem, Http404, HttpError):
    api.add_exception_handler(kind, answer_to)


# From here on as addresses.door looks them up; whatever else is asked for is told like every other mistake.
urlpatterns = [*api.urls[0], re_path(r"^(?P<rest>(?s:.*))\Z", nowhere)]
for one in urlpatterns:
    if isinstance(one, URLPattern):
        one.callback = as_api(one.callback)
