# Finding and following restaurants elsewhere.

following-export = Take the list along (CSV)
following-import = Bring a list along from another server
bring-title = Bring your restaurants along
bring-text = Mastodon and other servers give you a file with whom you follow. Whoever in it is a restaurant of a co-op will be followed here too. Nobody is told whom you follow.
bring-file = The file (CSV)
bring-addresses = Or the addresses, one a line
bring-addresses-hint = As in mimi@vaduz.example. At most a thousand.
bring-go = Bring them along
bring-back = Back to your restaurants
bring-none = There is no address of the form name@host in it.
bring-taken = { $count } addresses are being looked up.
bring-progress = { $done } of { $all } looked up
bring-waiting = waits
bring-followed = is followed
bring-not-found = not found
bring-no-restaurant = no restaurant with a menu
find-title = Find a restaurant elsewhere
find-text = Every co-op has its own server. A restaurant of another one is found by its address: as it stands on its page, on its card, or in the Fediverse.
find-field = Address of the restaurant
find-field-hint = As in @mimi@vaduz.example, or the link to its page.
find-go = Look there
find-back = All restaurants
find-no-address = This is no address. It has two parts, as in @mimi@vaduz.example, or begins with https://.
find-sign-in-go = Sign in
find-nothing = There is no restaurant at this address, or its server does not answer.
find-sign-in = We do not know this restaurant yet. Sign in, and we go and look.
