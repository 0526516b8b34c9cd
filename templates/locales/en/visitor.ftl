# What anybody reads: discover, restaurants, about.

## About

about-title = Prices, charter, who decides: { $coop }
about-hero = We ride, we vote, we own the bikes.
about-lead = { $coop } is a co-operative of riders in { $place }. No boss, no investor, no algorithm that nobody may read.
about-prices = What your money pays for
about-fee = Delivery costs <b>{ $base } plus { $km } per km</b>. There is no service fee, no peak price and no small-order fee.
about-restaurants = Restaurants keep { $share } of what you pay for the food. They set their own prices.
about-order = Nobody can pay to be listed higher. Restaurants are sorted by cycling distance.
about-example = A typical order
about-tips = Tips go to the rider whole, on top. We never ask twice.
about-work = How we work
about-no = No means no
about-no-text = Any rider can turn down any job, without a reason and without a trace.
about-stars = No stars
about-stars-text = We do not rate people. A complaint goes to a human, who calls you back.
about-location = Location stays here
about-location-text = You see a neighbourhood, not a dot.
about-charter = Our charter
about-neighbours = Our neighbours
about-neighbours-text = Co-operatives of other towns, each with its own restaurants, riders, prices and servers. Between us there are signed agreements.
about-neighbour-restaurants = { $count ->
    [one] { $count } restaurant
   *[other] { $count } restaurants
}
about-reach-label = Follow and contact
about-follow = Follow us
about-follow-text = Every special of every restaurant, in the Fediverse app you already have: <b>{ $handle }</b>
about-reach = Reach us
about-reach-none = The co-op has not written down yet how to reach it.
about-data = Your data
about-data-text = Your address and your phone stay with us until a rider is on the way, and only the rider reads them. A restaurant sees what you eat, not your door. No trackers, no advertising, nothing sold.
about-credits = Source code and credits
about-source = This site is <a href="{ $url }">musette { $version }</a>, free software under the AGPL-3.0: read it, change it, run your own.

## Discover

discover-title = What to eat in { $place }
discover-about = { $coop }: food by bicycle in { $place }, from restaurants that set their own prices and riders who own the co-op.
discover-hero = What may we bring you?
discover-where-form = Where to deliver
discover-where = Deliver to
discover-where-go = Show
discover-on-the-map = On the map
discover-today = Today’s specials
discover-followed = Those you follow
discover-filter = Which restaurants
discover-all = All
discover-open = Open now
discover-collect = To collect
feed-title = Specials
feed-of = Specials of { $name }
feed-price = { $title }, { $price }
feed-sold-out = Sold out: { $title }
discover-words = Words to look for
discover-filter-go = Filter
discover-sorted = Sorted by cycling time to your address. Nobody pays to stand first.
discover-unsorted = In alphabetical order. Say where you are, and you see who comes to you, when and for how much.
discover-whose = An order from a neighbour’s restaurant goes to its co-op; your address stays with us.
discover-closed = Closed, or not to be ordered from just now
discover-before = The restaurants before
discover-after = { $count ->
    [one] One more restaurant
   *[other] { $count } more restaurants
}
discover-pages = Pages of the list
discover-on-map = no. { $number } on the map
discover-map = Map of the restaurants
discover-map-caption = The numbers are those of the list.
discover-you = You
discover-none-fits = No restaurant fits
discover-show-all = Show all
discover-nobody = Nobody delivers to { $place } yet
discover-nobody-text = You may still collect.
discover-nothing = No restaurant is here yet
discover-nothing-text = The co-op has just begun. Come back soon.

## Where

where-title = Where to?
where-field = Address
where-hint = Street, number and town, such as Landstrasse 12, Schaan.
where-search = Find
where-unknown = We do not know this address. Write it otherwise, or point at it on the map.
where-which = Which one do you mean?
where-take = Deliver here
where-point = Or point at it on the map
where-map = Map of the town
where-take-point = Deliver to this point
where-no-position = Point at a place on the map, or write both numbers.
where-fields-hint = Choose a field: the first click shows it closer, the last one is the place.
where-here = Here: { $place }
where-by-fields = Choose on the map without script
where-closer = Closer
where-further = Further away
where-back = Back without a change
where-grid = No streets are imported here. The lines are { $step } apart, around the co-op or the place you set.
where-marked = the point on the map

## A restaurant’s page

visit-unknown = We do not know this restaurant. It may have closed, or changed its name.
visit-not-found-elsewhere = We asked there, but found no restaurant of this name. Check the address, or try again later.
visit-address = Address
visit-fee = delivery
visit-fee-at-checkout = fee at checkout
visit-phone = Telephone
visit-website = Website
visit-hours = Opening hours
visit-all-day = all day
visit-minimum = minimum
visit-distance = by bike
visit-always-open = Open round the clock
visit-opens-at = Opens { $time }
visit-closed = Closed
visit-closed-until = Closed until { $time }
visit-silent-since = Has not answered since { $time }
visit-silent-note = The menu can be read, nothing can be ordered.
visit-no-agreement-note = To read and to follow. Our co-ops do not trade yet.
visit-collect-only = Only to collect
visit-out-of-area = Does not come to you
visit-follow = Follow
visit-unfollow = Following: stop
visit-from-mastodon = From Mastodon
visit-search-handle = Or look for <b>{ $handle }</b> in any Fediverse app.
visit-fediverse-account = Your Fediverse address
visit-fediverse-hint = Such as @you@social.example. We send you there and keep nothing.
visit-fediverse-go = Continue at my server
visit-fediverse-wrong = This names no server. Write it like @you@social.example.
visit-whose = Whose restaurant is this?
visit-chain-ours = your co-op: keeps your address and answers you
visit-chain-theirs = the restaurant’s co-op: learns what you eat and your neighbourhood
visit-agreement-until = They trade under an agreement until { $day }.
visit-agreement-none = There is no agreement between them.
visit-menu-read = Menu read from their server: { $time }.
visit-silent-title = { $coop } has not answered since { $time }
visit-silent-text = The menu is our copy. It can be read, but nothing can be ordered until they answer again.
visit-no-agreement-title = We do not trade with { $coop } yet
visit-no-agreement-text = You can read the menu and follow the restaurant. To order, go to its own co-op, or ask ours to make an agreement.
visit-far = Your address is outside the area this restaurant delivers to
visit-far-collect = Your address is outside the area this restaurant delivers to. You can collect.
visit-special = Today’s special
visit-special-until = until { $time }
visit-sections = Sections of the menu
visit-sold-out = sold out for now
visit-add = Add
visit-allergens-unknown = something the restaurant has not stated; ask before you order
visit-no-menu = The menu is still empty.
visit-menu-note = Prices with all taxes. Allergens as the kitchen states them. In doubt, ask before you order.
follow-from-title = Follow { $restaurant }
follow-from-text = One step left: your own server asks you whether you want to follow.
follow-from-go = Continue at { $host }
