// The server checks of activitypub-testing against one actor: a line of JSON a check.
//
//   node --import ./names.mjs ap-testing.mjs ACTOR
import { ActorUrlTestRun } from "activitypub-testing/test-actor";

const quiet = Object.assign(Object.create(console), { debug() {}, warn() {}, log() {} });
for await (const { test, result } of new ActorUrlTestRun(new URL(process.argv[2]), { console: quiet })) {
  process.stdout.write(`${JSON.stringify({ slug: test.slug, outcome: result.outcome, why: String(result.info ?? "") })}\n`);
}
