// What the peer sends. Each activity is kept, so that it can be undone by its own id.
import { Temporal } from "@js-temporal/polyfill";
import { Announce, Create, Delete, Follow, Like, Mention, Move, Note, PUBLIC_COLLECTION, Tombstone, Undo, Update } from "@fedify/vocab";
import { kept, reader } from "./server.mjs";

export class Sender {
  sent = new Map();
  recipients = new Map();

  constructor(context, settings) {
    this.context = context;
    this.settings = settings;
  }

  fresh(kind) {
    return new URL(`/${kind}/${crypto.randomUUID()}`, this.settings.origin);
  }

  note({ as, id, content, inReplyTo, mention, updated }) {
    return new Note({
      id: id ? new URL(id) : this.fresh("notes"),
      attribution: this.context.getActorUri(as),
      content,
      to: PUBLIC_COLLECTION,
      cc: mention ? new URL(mention) : undefined,
      replyTarget: inReplyTo ? new URL(inReplyTo) : undefined,
      tags: mention ? [new Mention({ href: new URL(mention), name: mention })] : [],
      published: Temporal.Now.instant(),
      updated: updated ? Temporal.Now.instant() : undefined,
    });
  }

  activity(command) {
    const { activity, as, object, to } = command;
    const common = { id: this.fresh("activities"), actor: this.context.getActorUri(as) };
    const open = { ...common, to: PUBLIC_COLLECTION, cc: new URL(to) };
    switch (activity) {
      case "Follow":
        return new Follow({ ...common, to: new URL(to), object: new URL(object) });
      case "Like":
        return new Like({ ...common, to: new URL(to), object: new URL(object) });
      case "Announce":
        return new Announce({ ...open, object: new URL(object), published: Temporal.Now.instant() });
      case "Create":
        return new Create({ ...open, object: this.note(command) });
      case "Update":
        return new Update({ ...open, object: this.note({ ...command, updated: true }) });
      case "Delete":
        return new Delete({ ...open, object: new Tombstone({ id: new URL(object) }) });
      case "Move":
        return new Move({ ...open, object: new URL(object), target: new URL(command.target) });
      case "Undo":
        return new Undo({ ...common, to: new URL(to), object: this.sent.get(object) });
      default:
        throw new Error(`nobody knows how to send ${activity}`);
    }
  }

  /** Whom something is sent to: read once, so that a server that shows us nothing any more can still be written to. */
  async recipient(id) {
    const known = this.recipients.get(id) ?? (await reader(this.context, true)(id));
    if (known) this.recipients.set(id, known);
    return known;
  }

  /** Sends to one actor; says with which signatures it was tried and what was answered. */
  async send(command) {
    const activity = this.activity(command);
    this.sent.set(activity.id.href, activity);
    const recipient = await this.recipient(command.to);
    const before = kept.outgoing.length;
    let error = null;
    await this.context
      .sendActivity({ identifier: command.as }, recipient, activity, { immediate: true })
      .catch((thrown) => (error = String(thrown)));
    const tries = kept.outgoing.slice(before).filter((one) => one.method === "POST");
    return { id: activity.id.href, object: activity.objectId?.href, tries, error };
  }
}
