"""Runs all interop checks: musette against software that is not ours.

    main.py BINARY NODE SCRIPTS FOLDER [PART…]

PART is `fedify` (or one of its ways, `fedify:0` to `fedify:3`), `conformance`, `pasture`, `ap-testing` or `inputs`; without one, all run.
"""

import pathlib
import sys

import fedify
import names
from checks import Checks


def main(binary: str, node: str, scripts: str, folder: str, *parts: str) -> int:
    """Everything, or the parts that are named."""
    names.here()
    binary, node = str(pathlib.Path(binary).resolve()), str(pathlib.Path(node).resolve())
    checks, place, scripts = Checks(), pathlib.Path(folder).resolve(), pathlib.Path(scripts).resolve()
    wanted = parts or ("conformance", "pasture", "ap-testing", "inputs", "fedify")
    if "conformance" in wanted:
        import conformance

        conformance.run(checks, binary, place / "conformance")
    if "pasture" in wanted:
        import pasture

        pasture.run(checks, binary, place / "pasture")
    if "ap-testing" in wanted:
        import ap_testing

        ap_testing.run(checks, binary, node, scripts, place / "ap-testing")
    if "inputs" in wanted:
        import inputs

        inputs.run(checks, binary, place / "inputs")
    for number, way in enumerate(fedify.WAYS):
        if "fedify" in wanted or f"fedify:{number}" in wanted:
            checks.part = way.name
            with checks.check("the story is played to its end"):
                fedify.Story(checks, binary, node, scripts, place / f"fedify-{number}", way).play()
    return checks.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
