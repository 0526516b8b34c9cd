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
