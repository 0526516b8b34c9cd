# Who orders: cart, checkout, orders, following.

## Cart

cart-title = Your basket
cart-view = View basket
cart-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
cart-delivery-included = delivery included
cart-food = Food
cart-bike = Bike delivery
cart-bike-way = Bike delivery, { $way }
cart-bike-at-checkout = The price of the ride is said at checkout, before you order.
cart-rider-share = of which { $amount } for the rider
cart-total = Total
cart-order = Order
cart-change = Change the basket
cart-nothing-added = Nothing else is added.
cart-below-minimum = The restaurant delivers from { $minimum } on; { $missing } is missing. You may also collect.
cart-empty = Your basket is empty
cart-empty-text = What you choose on a menu waits here.
cart-find-food = Find something to eat
cart-line-sold-out = Sold out. Take it out to order the rest.
cart-line-gone = No longer on the menu. Take it out to order the rest.
cart-line-unknown = A dish that is gone
cart-count-of = How many of { $dish }
cart-set-count = Change
cart-remove = Take out
cart-added = { $dish } is in your basket.
cart-count = Between 1 and { $most } of one dish can be ordered at once.
cart-too-many-lines = A basket can hold at most { $most } different dishes.
cart-no-restaurant = This restaurant is not here any more.
cart-no-item = This dish is not on the menu any more. Look at the menu again.
cart-item-sold-out = { $dish } has just sold out.
cart-not-orderable = Nothing can be ordered from { $restaurant } just now: its co-op does not answer, or ours has no agreement with it.
cart-other-title = One basket, one restaurant
cart-other-text = Your basket holds dishes of <b>{ $before }</b>. To order at <b>{ $wanted }</b>, they have to go.
cart-other-take = Empty it and order at { $restaurant }
cart-other-stay = Keep my basket

## Checkout

checkout-title = Your order at { $restaurant }
checkout-back = Back to the menu
checkout-lead = { $total } with delivery.
checkout-see-bill = See the bill
checkout-where = Where?
checkout-how = Delivery or collection
checkout-delivery = Deliver it
checkout-collection = I collect it
checkout-street = Street
checkout-housenumber = Number
checkout-postcode = Postcode
checkout-city = Town
checkout-door = Floor, code, bell
checkout-door-hint = Only the rider reads it. It is deleted 24 hours after the order has ended.
checkout-marked = We deliver to the point that you set on the map, unless the map knows the address you write.
checkout-by-map = Point at it on the map
checkout-by-map-again = Set another point on the map
checkout-address-for-delivery = Rather have it delivered
checkout-address-unknown = We do not know this address. Write it otherwise, or point at it on the map.
checkout-address-which = Several addresses fit. Choose one.
checkout-when = When?
checkout-earliest = earliest
checkout-later = Later
checkout-later-which = Which time, if later
checkout-later-none = Choose a time
checkout-no-slots = The times are shown when the address is known.
checkout-reach = To reach you
checkout-name = First name or nickname
checkout-name-wrong = This contains characters that cannot be shown. Type it again.
checkout-tel = Telephone
checkout-tel-hint = Only used at the door. The kitchen does not see it.
checkout-tel-country = Begin with + and the country’s code, such as +423.
checkout-tel-wrong = This is no telephone number. Write it like +423 123 45 67.
checkout-pay = Pay
checkout-cash-door = Cash, at the door
checkout-cash-counter = Cash, at the counter
checkout-sum = What you pay
checkout-fee-why = the co-op’s <a href="/about#prices">price</a>: a base and every started kilometre
checkout-fee-unknown = depends on the address
checkout-go = Order for { $total }
checkout-ask-price = Show the whole price
checkout-recount = Work out the price again
checkout-five-minutes = The restaurant has five minutes to accept. If it cannot, you pay nothing.
checkout-privacy = Your address stays with { $coop }. The kitchen sees your dishes, not your door. Only the rider reads the address, and it is deleted 24 hours after the order has ended.
checkout-privacy-elsewhere = { $other } learns what you eat and your neighbourhood. Your door and your phone stay with { $coop } until a rider is on the way; only the rider’s co-op reads them, and they are deleted 24 hours after the order has ended.
checkout-price-changed = The price is { $total } now
checkout-price-changed-text = Something changed while you were here. Nothing was ordered. Look at the bill, then order if it is right.
checkout-no-cart = Your basket is empty or was ordered already. Look at your orders, or choose again.
checkout-empty = There is nothing in the basket.
checkout-sold-out = { $dish } has sold out. Take it out of the basket.
checkout-not-on-menu = One of the dishes is no longer on the menu. Take it out of the basket.
checkout-allergens-unknown = The allergens of { $dish } are not stated, so it cannot be ordered from here. Take it out of the basket.
checkout-mixed-currency = { $dish } is priced in another currency and cannot be ordered together with the rest.
checkout-too-large = The total is too large. Order less at a time.
checkout-outside = This address is outside the area the restaurant delivers to. Choose another, or collect.
checkout-takes-no-orders = The restaurant takes no orders at the moment.
checkout-closed = The restaurant is closed.
checkout-closed-until = The restaurant is closed. It opens { $time }.
checkout-window-gone = This time cannot be kept any more. Choose another.
checkout-no-delivery = This restaurant does not deliver. You can collect.
checkout-no-collection = One cannot collect here. Have it delivered.
checkout-no-restaurant = This restaurant takes no orders any more.
checkout-at-limit = Our co-op owes the restaurant’s co-op more than the two agreed on. Nothing can be ordered there until that is settled; please choose another restaurant for now.
checkout-no-agreement = Our co-op has no agreement with the restaurant’s co-op at the moment, so nothing can be ordered there.
checkout-silent = The restaurant’s co-op does not answer. Your basket is kept; try again in a minute.
checkout-refused = The restaurant’s co-op says no to this order. Look at the menu again.
checkout-refused-sold-out = Something in the basket has just sold out there. Look at the menu again.
checkout-refused-minimum = The restaurant’s co-op says that the order is too small for a delivery.

## An order

track-title = Order { $number }
track-number-at = Order { $number }, { $restaurant }
track-waiting = Sent to { $restaurant }
track-arrives = With you { $window }
track-arrives-about = With you at about { $time }
track-collect-in = Ready to collect { $window }
track-code = To say at the door
track-code-note = The rider asks for it.
track-number = To say at the counter
track-number-note = This is your order’s number.
track-timeline = How far it is
track-sent = Received and sent to { $restaurant }
track-accepted = Accepted by { $restaurant }
track-cooking = Being cooked
track-ready = Ready for the rider
track-ready-collect = Ready to collect
track-on-the-way = On the way
track-delivered = Delivered
track-collected = Collected
track-refused = The restaurant could not take it
track-unanswered = The restaurant did not answer
track-cancelled = Cancelled
track-answer-by = an answer comes before { $time }
track-carried-by = with { $carrier }
track-why-sold-out = Something on it has sold out
track-why-too-busy = Too many orders at once
track-why-closing = The kitchen is closing
track-why-no-answer = The restaurant did not answer in time
track-why-price = A price or the menu had changed meanwhile
track-why-area = The address is outside its area
track-why-time = The time could not be kept
track-why-you = You took it back
track-why-restaurant = The restaurant cannot make it after all
track-why-no-courier = Nobody could be found to carry it
track-why-no-show = Nobody fetched it, or nobody opened
track-why-other = It could not be done
track-nothing-paid = You have paid nothing. Other restaurants are open.
track-withdrawing = You have taken the order back
track-withdrawing-text = The restaurant’s co-op has still to agree: the kitchen may just have begun.
track-withdrawn = You have taken the order back.
track-too-late = The kitchen has begun, so the order cannot be taken back here. Call the co-op.
track-withdraw = Take the order back
track-withdraw-text = This is free while the kitchen has not begun. The order ends, and you pay nothing.
track-withdraw-yes = Take it back
track-who = Who does what
track-same-price = Another co-op helps out. Your total does not change.
track-to = To { $address }
track-collect-at = Collect at { $address }
track-map = Map: the way from { $restaurant } to you
track-map-cell = Somewhere in the hexagon. We show a neighbourhood, never a point: riders have a private life.
track-map-way = The way by bicycle
track-bill = What you pay
track-cash-door = cash, at the door
track-cash-counter = cash, at the counter
track-order-again = Look at the menu again
track-help = Help and phone desk

orders-title = Your orders
orders-none = No orders yet
orders-none-text = They stay here, with the receipt.
orders-past = Before
orders-number = Order { $number }
orders-sent = sent
orders-accepted = accepted
orders-cooking = being cooked
orders-ready = ready
orders-on-the-way = on the way
orders-delivered = delivered
orders-refused = refused
orders-unanswered = not answered
orders-cancelled = cancelled

## Following

following-title = Your restaurants, today
following-order-of-arrival = In the order they write, nothing is sorted for you.
following-manage = { $count ->
    [one] The one you follow
   *[other] The { $count } you follow
}
following-quiet = None of them has written today.
following-list = You follow
following-order = Order
following-over = no longer to be had
following-none = You follow no restaurant
following-none-text = Their specials will come here, and nowhere else. Nobody sees whom you follow.
following-find = Find a restaurant
follow-started = You follow { $restaurant }.
follow-stopped = You no longer follow { $restaurant }.
