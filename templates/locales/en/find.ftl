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
notify-ask = Write to me
notify-end = No more letters
notify-explained = About new specials you can have a letter, one a day at most. Only those that you choose write to you, and nobody learns of it.
notify-started = You will get a letter when { $restaurant } has something new, once a day at most.
notify-ended = No more letters about { $restaurant }.
following-new = { $count ->
    [one] One is new since { $time }.
   *[other] { $count } are new since { $time }.
}
news-title = Letters about new specials
news-wanted = You get a letter when restaurants that you follow have something new. Here you can end that.
news-end = No more such letters
news-ended = You get no letters about new specials. You still follow the same restaurants.
news-unknown = This link ends nobody’s letters. Perhaps the account is gone; else you can end them where you see whom you follow.
news-following = Your restaurants
collections-title = Collections
collections-text = People elsewhere put accounts together in collections, so that others can follow all of them at once. Any of them may show you; here you can end that, collection by collection.
collections-none = No collection elsewhere shows you yet.
collections-since = since
collections-revoke = Take us out
collections-revoked = The collection is told that it may not show you any more.
