# What every page says: the frame, dates, and the parts that several audiences see.

## The frame

skip = Skip to content
nav-main = Main
nav-bottom = Bottom bar
brand-line = { $place }, bike delivery
door-discover = Discover
door-following = Following
door-orders = Orders
door-coop = The co-op
work-restaurant = Restaurant board
work-courier = My round
work-dispatch = Day board
work-coop = Administration
account = My account
sign-in = Sign in
sign-out = Sign out
ride-home = My round, start
look = Appearance:
theme-light = light
theme-dark = dark
theme-sun = full sun
theme-auto = as the device
footer-coop = bike delivery co-operative, { $place }
footer-about = Prices, charter and working conditions
footer-help = Help and phone desk
footer-data = Your data
footer-software = Pages under 100 kB, no trackers. Free software: <b>musette</b> (AGPL). <a href="/about#credits">Source code and credits</a>

## Dates and times

weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December
date-weekday = { $weekday } { $day } { $month }
date-year = { $day } { $month } { $year }
date-at = { $date }, { $time }
date-tomorrow-at = tomorrow { $time }
date-yesterday-at = yesterday { $time }
ago-seconds = { $count } s ago
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
as-of = As of <time>{ $time }</time>
refresh = Refresh

## Live parts

live-since = Live, <time>{ $time }</time>

## Where things come from

origin-of = <b>{ $coop }</b>
origin-from = from <b>{ $coop }</b>
origin-restaurant-of = a restaurant of <b>{ $coop }</b>
origin-cooked-by = cooked by <b>{ $coop }</b>
origin-delivered-by = delivered by <b>{ $coop }</b>
origin-customer-of = a customer of <b>{ $coop }</b>
origin-order-goes-to = your order goes to <b>{ $coop }</b>

## Food

allergens-none = No allergen declared
allergens-contains = Contains <b>{ $list }</b>
allergen-gluten = gluten
allergen-crustaceans = crustaceans
allergen-eggs = egg
allergen-fish = fish
allergen-peanuts = peanuts
allergen-soy = soy
allergen-milk = milk
allergen-nuts = nuts
allergen-celery = celery
allergen-mustard = mustard
allergen-sesame = sesame
allergen-sulphites = sulphites
allergen-lupin = lupin
allergen-molluscs = molluscs
vegetarian = vegetarian
posted-at = posted at { $time }
open-until = Open until { $time }
fact-delivered = delivered
fact-bike = by bike
fact-distance = Distance

## Money

shares-title = Where your { $total } go
shares-restaurant = The restaurant
shares-rider = The rider: wage and social insurance
shares-coop = The co-op: bikes, insurance, phone desk
shares-spoken = Restaurant { $restaurant }, rider { $rider }, co-op { $coop }

## Work

ride-stop = Stop { $stop } of { $all }
ring-deadline = Answer before { $time }
ticket-ready-at = ready at
ticket-allergy = Allergy: { $what }
ticket-refuse = Refuse…
tasks-done = { $count } done
capacity-title = Capacity of the co-ops
pin-erase = Erase
pin-no-code = No code
one-less = One less
one-more = One more

## Maps

map-credit = Map © <a href="https://www.openstreetmap.org/copyright">OpenStreetMap contributors</a>
marker-hint = Click on the place. With the keyboard: go to the map, then use the arrow keys; with Shift they go further. Or write the numbers below.
latitude = Latitude
longitude = Longitude

## Forms

form-errors = { $count ->
    [one] One thing is missing or wrong
   *[other] { $count } things are missing or wrong
}
field-optional = if you like
field-empty = This is still empty.
field-too-long = At most { $most } characters fit, these are { $count }.
field-not-money = Write an amount such as 12.50, not below zero.
field-not-a-number = Write a number.
field-choose = Choose one of those offered.
field-control = This has characters that cannot be shown. Please type it again.
cancel = Cancel
save = Save
field-price-high = A price can be at most { $most }. Is it a slip of the keyboard?
