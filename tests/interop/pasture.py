"""verify-actor of fediverse-pasture: actors that need signatures and actors that do not read our actor and post to its inbox."""

import asyncio
import logging
import pathlib

import aiohttp
from fediverse_pasture.data_provider import DataProvider
from fediverse_pasture.server import BlueprintForActors
from fediverse_pasture.server.verify_actor import ActorVerifier
from fediverse_pasture.types import Message
from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Quart

from checks import Checks, same
from musette import Musette
from names import free_port

SIGNED = {"get_actor": True, "post_inbox": True}
UNSIGNED = {"get_actor": True, "post_inbox": False}
# Who posts without a signature must be refused; everybody else must be taken, whether their own key is readable without one or not.
WANTED = {"alice": UNSIGNED, "bob": SIGNED, "claire": SIGNED, "dean": UNSIGNED, "emily": SIGNED, "frank": SIGNED}


async def verify(uri: str) -> tuple[dict, list]:
    """Serves pasture's actors and lets them try; returns what each could do, and what was said."""
    # The other resolver asks the network's servers, which do not know this machine's names.
    aiohttp.connector.DefaultResolver = aiohttp.ThreadedResolver
    provider, port = DataProvider.generate(), free_port()
    actors = [*provider.possible_actors, provider.one_actor]
    app, stopped = Quart("pasture"), asyncio.Event()
    app.register_blueprint(BlueprintForActors(actors).blueprint)
    config = Config()
    config.bind, config.accesslog, config.errorlog = [f"127.0.0.1:{port}"], None, None
    serving = asyncio.create_task(serve(app, config, shutdown_trigger=stopped.wait))
    message = Message()
    verifier = ActorVerifier(
        actor_list=actors, remote_uri=uri, domain=f"pasture.localhost:{port}", message=message, timeout=20
    )
    try:
        return await verifier.verify(), message.response
    finally:
        stopped.set()
        await serving


def run(checks: Checks, binary: str, folder: pathlib.Path) -> None:
    """Tries the restaurant, by its handle."""
    checks.part = "fediverse-pasture verify-actor"
    logging.disable(logging.CRITICAL)
    musette = Musette(binary, folder).start()
    try:
        musette.list_restaurant(musette.browser("mimi"))
        found, said = {}, []
        with checks.check("the actors try the restaurant"):
            found, said = asyncio.run(verify(f"acct:mimi@{musette.authority}"))
        for name, wanted in WANTED.items():
            with checks.check(f"{name} may {' and '.join(what for what, may in wanted.items() if may)}, and no more"):
                assert found.get(name) == wanted, f"{found.get(name)}: {said}"
        with checks.check("WebFinger says what the actor says"):
            same(found.get("webfinger"), True)
    finally:
        musette.stop()
        logging.disable(logging.NOTSET)
