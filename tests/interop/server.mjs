// The server side: actors, inbox, and a log of who asked what how.
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import { Accept, Activity, Endpoints, Follow, Organization, Person, Reject } from "@fedify/vocab";
import { asRestaurant, menu } from "./restaurant.mjs";

/** Who lives here: a person who follows restaurants, a restaurant that is followed, and one where restaurants move to. */
const PEOPLE = { guest: Person, "chez-fedi": Organization, "chez-fedi-2": Organization };

/** What arrived, was verified and understood, and what was asked at all. */
class Kept {
  activities = [];
  incoming = [];
  outgoing = [];
  waiting = [];

  add(activity) {
    this.activities.push(activity);
    for (const look of [...this.waiting]) look();
  }

  /** The next activity of this kind (about this object) that nobody has asked for yet. */
  next(kind, object, within = 20_000) {
    const wanted = (one) => one.kind === kind && (object === undefined || one.object === object);
    return new Promise((found, missed) => {
      const look = () => {
        const at = this.activities.findIndex(wanted);
        if (at < 0) return;
        this.waiting = this.waiting.filter((other) => other !== look);
        clearTimeout(patience);
        found(this.activities.splice(at, 1)[0]);
      };
      const patience = setTimeout(() => {
        this.waiting = this.waiting.filter((other) => other !== look);
        const there = this.activities.map((one) => `${one.kind} ${one.object}`);
        const asked = this.incoming.slice(-5).map((one) => `${one.method} ${one.path} ${one.form} → ${one.status}`);
        missed(new Error(`no ${kind} ${object ?? ""} came; there are [${there}]; asked last: [${asked}]`));
      }, within);
      this.waiting.push(look);
      look();
    });
  }
}
export const kept = new Kept();

/** How a request is signed. */
const form = (headers) =>
  headers.get("signature-input") ? "rfc9421" : headers.get("signature") ? "draft-cavage-http-signatures-12" : "unsigned";

const outside = globalThis.fetch;
globalThis.fetch = async function fetch(input, init) {
  const request = input instanceof Request ? input : { url: String(input), method: "GET", ...init };
  const entry = { method: request.method, url: request.url, form: form(new Headers(request.headers)), status: 0 };
  kept.outgoing.push(entry);
  const answer = await outside(input, init);
  entry.status = answer.status;
  return answer;
};

/** Reads a document as Fedify does, signed by the guest or not at all. */
export function reader(context, signed) {
  return async (url) => {
    const documentLoader = signed ? await context.getDocumentLoader({ identifier: "guest" }) : context.documentLoader;
    return context.lookupObject(url, { documentLoader });
  };
}

/** Writes down an activity that was verified, with what it is about as Fedify understands it. */
async function note(context, activity) {
  const object = await activity.getObject(context).catch(() => null);
  kept.add({
    kind: activity.constructor.name,
    id: activity.id?.href,
    actor: activity.actorId?.href,
    object: activity.objectId?.href,
    understood: object && { type: object.constructor.name, content: object.content?.toString(), updated: object.updated?.toString() },
    document: await activity.toJsonLd({ contextLoader: context.contextLoader }),
  });
}

async function answerFollow(context, settings, follow) {
  const to = context.parseUri(follow.objectId);
  if (to?.type !== "actor" || settings.follows === "silence") return;
  const Answer = settings.follows === "reject" ? Reject : Accept;
  const answer = new Answer({
    id: new URL(`/answers/${crypto.randomUUID()}`, settings.origin),
    actor: follow.objectId,
    to: follow.actorId,
    object: follow,
  });
  const follower = await reader(context, true)(follow.actorId);
  await context.sendActivity({ identifier: to.identifier }, follower, answer, { immediate: true });
}

async function actor(context, identifier, settings) {
  const Kind = PEOPLE[identifier];
  if (!Kind) return null;
  const [key] = await context.getActorKeyPairs(identifier);
  return new Kind({
    id: context.getActorUri(identifier),
    preferredUsername: identifier,
    name: identifier === "guest" ? "A guest" : "Chez Fedi",
    summary: "Made on Fedify.",
    inbox: context.getInboxUri(identifier),
    endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
    url: new URL(`/@${identifier}`, context.origin),
    publicKey: key.cryptographicKey,
    assertionMethods: [key.multikey],
    aliases: (settings.aliases?.[identifier] ?? []).map((alias) => new URL(alias)),
  });
}

function federated(settings) {
  const federation = createFederation({
    kv: new MemoryKvStore(),
    allowPrivateAddress: true,
    firstKnock: settings.firstKnock,
    userAgent: { software: "InteropPeer/1.0", url: settings.origin },
  });
  const keys = new Map();
  const actors = federation.setActorDispatcher("/users/{identifier}", (context, identifier) => actor(context, identifier, settings)).setKeyPairsDispatcher(async (_, identifier) => {
    if (!keys.has(identifier)) keys.set(identifier, await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"));
    return [keys.get(identifier)];
  });
  if (settings.authorizedFetch) actors.authorize(async (context) => (await context.getSignedKeyOwner()) != null);
  federation
    .setInboxListeners("/users/{identifier}/inbox", "/inbox")
    .on(Follow, async (context, follow) => {
      await note(context, follow);
      await answerFollow(context, settings, follow);
    })
    .on(Activity, note)
    .onError((_, error) => console.error("peer:", error))
    .setSharedKeyDispatcher(() => ({ identifier: "guest" }));
  return federation;
}

/** Answers one request as settings and Fedify want it. */
async function answer(federation, settings, request) {
  const url = new URL(request.url);
  if (request.method === "POST" && settings.takes && form(request.headers) !== settings.takes) {
    return new Response(`Sign with ${settings.takes}.`, { status: 401 });
  }
  if (url.pathname === "/users/chez-fedi/menu") return menu(settings.origin);
  const reply = await federation.fetch(request, { contextData: undefined });
  return url.pathname === "/users/chez-fedi" && reply.ok ? asRestaurant(settings.origin, reply) : reply;
}

async function serve(federation, settings, incoming, outgoing) {
  const parts = [];
  for await (const part of incoming) parts.push(part);
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) headers.append(incoming.rawHeaders[i], incoming.rawHeaders[i + 1]);
  const body = ["GET", "HEAD"].includes(incoming.method) ? undefined : Buffer.concat(parts);
  const request = new Request(new URL(incoming.url, settings.origin), { method: incoming.method, headers, body });
  const entry = { method: incoming.method, path: incoming.url, agent: headers.get("user-agent") ?? "", form: form(headers), status: 0 };
  const reply = await answer(federation, settings, request).catch((error) => {
    console.error("peer:", error);
    return new Response("broken", { status: 500 });
  });
  entry.status = reply.status;
  kept.incoming.push(entry);
  outgoing.writeHead(reply.status, Object.fromEntries(reply.headers));
  outgoing.end(Buffer.from(await reply.arrayBuffer()));
}

/** Starts the server; it listens when this returns. */
export async function server(settings) {
  const federation = federated(settings);
  const handle = (incoming, outgoing) => serve(federation, settings, incoming, outgoing);
  const url = new URL(settings.origin);
  const tls = settings.tls && { key: readFileSync(settings.tls.key), cert: readFileSync(settings.tls.certificate) };
  const listening = tls ? https.createServer(tls, handle) : http.createServer(handle);
  await new Promise((ready) => listening.listen(Number(url.port), "127.0.0.1", ready));
  return { federation, listening };
}
