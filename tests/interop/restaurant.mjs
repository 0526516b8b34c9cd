// What FEDERATION.md asks of a restaurant beyond an actor: that it says which protocol it speaks, and has a menu. Fedify's vocabulary has no words for
// these, so they are added to what Fedify wrote.

const TERMS = {
  schema: "https://schema.org/",
  implements: { "@id": "https://w3id.org/fep/844e/implements", "@type": "@id", "@container": "@set" },
  menu: { "@id": "schema:hasMenu", "@type": "@id" },
};

/** The actor with the members of a restaurant. */
export async function asRestaurant(origin, reply) {
  const actor = await reply.json();
  actor["@context"] = [actor["@context"], TERMS].flat();
  actor.menu = `${origin}/users/chez-fedi/menu`;
  actor.generator = { type: "Application", implements: [{ name: "musette", href: "https://w3id.org/musette/1" }] };
  const headers = new Headers(reply.headers);
  headers.delete("content-length");
  return new Response(JSON.stringify(actor), { status: reply.status, headers });
}

/** A menu of one dish. */
export function menu(origin) {
  const restaurant = `${origin}/users/chez-fedi`;
  const dish = {
    id: `${origin}/dishes/soup`,
    type: "MenuItem",
    attributedTo: restaurant,
    name: "Soup",
    revision: 1,
    offers: { type: "schema:Offer", price: "7.50", priceCurrency: "CHF", availability: "https://schema.org/InStock" },
  };
  const document = {
    "@context": ["https://www.w3.org/ns/activitystreams", { schema: "https://schema.org/", MenuItem: "schema:MenuItem" }],
    id: `${restaurant}/menu`,
    type: "OrderedCollection",
    attributedTo: restaurant,
    revision: 1,
    totalItems: 1,
    orderedItems: [{ type: "MenuSection", name: "Soups", hasMenuItem: [dish] }],
  };
  return new Response(JSON.stringify(document), { headers: { "content-type": "application/activity+json" } });
}
