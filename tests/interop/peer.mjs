// A server made on Fedify: strict, and not ours. It takes commands as lines of JSON and answers each with a line.
//
//   node --import ./names.mjs peer.mjs '{"origin": "http://peer.localhost:9001", "firstKnock": "rfc9421", …}'
import { createInterface } from "node:readline";
import { kept, reader, server } from "./server.mjs";
import { Sender } from "./sender.mjs";

const settings = JSON.parse(process.argv[2]);
const { federation, listening } = await server(settings);
const context = federation.createContext(new URL(settings.origin), undefined);
const sender = new Sender(context, settings);

/** A document as Fedify read it, or null where it found none that it takes. */
async function told(found) {
  if (found == null) return null;
  return { type: found.constructor.name, id: found.id?.href, document: await found.toJsonLd({ contextLoader: context.contextLoader }) };
}

/** WebFinger. Fedify asks over https only, so over http it is asked by hand, just as strictly. */
async function actorOf(account) {
  if (settings.origin.startsWith("https:")) return account;
  const host = account.slice(account.lastIndexOf("@") + 1);
  const resource = `acct:${account.replace(/^@/, "")}`;
  const answer = await fetch(`http://${host}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`);
  if (!answer.ok) throw new Error(`WebFinger answered ${answer.status}`);
  const type = answer.headers.get("content-type");
  if (!type?.startsWith("application/jrd+json")) throw new Error(`WebFinger is served as ${type}`);
  const jrd = await answer.json();
  if (jrd.subject !== resource) throw new Error(`WebFinger is about ${jrd.subject}`);
  const own = jrd.links.filter((link) => link.rel === "self" && link.type === "application/activity+json");
  if (own.length !== 1) throw new Error(`WebFinger has ${own.length} links to the actor`);
  return own[0].href;
}

const commands = {
  find: async ({ account }) => told(await reader(context, true)(await actorOf(account))),
  read: async ({ url, signed = true }) => told(await reader(context, signed)(url)),
  send: (command) => sender.send(command),
  received: ({ kind, object, within }) => kept.next(kind, object, within),
  answerFollows: ({ by }) => ((settings.follows = by), null),
  alias: ({ of, also }) => ((settings.aliases = { ...settings.aliases, [of]: also }), null),
  requests: () => ({ incoming: kept.incoming, outgoing: kept.outgoing }),
};

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

for await (const line of createInterface({ input: process.stdin })) {
  const { number, name, ...rest } = JSON.parse(line);
  Promise.resolve()
    .then(() => commands[name](rest))
    .then((result) => say({ number, result: result ?? null }))
    .catch((error) => say({ number, error: String(error?.stack ?? error) }));
}
listening.close();
process.exit(0);
