"""Helpers of these tests: what stands in a zip, and files brought in."""

import json
import zipfile
from datetime import timedelta

from goodword.imports.tests.books import bring
from goodword.imports.tests.test_order import FILES


def inside(path):
    """Every file of a zip but the manifest's moment and the address."""
    with zipfile.ZipFile(path) as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(found.pop("manifest.json"))
    del manifest["made_at"], manifest["business"]["code"]
    return found | {"manifest": manifest}


def stems(business, at, names=FILES):
    return {
        name: bring(business, FILES[name], at + timedelta(minutes=n), name) for n, name in enumerate(names)
    }
