# The dispatchers' day.

dispatch-title = Day board
dispatch-partners = Partners
dispatch-capacity = Capacity
dispatch-us-free = Us: { $free } free of { $all }
dispatch-us-waiting = { $count ->
    [0] nothing waits
    [one] one delivery waits
   *[other] { $count } deliveries wait
}
dispatch-they-free = { $coop }: { $count } free
dispatch-they-say-nothing = { $coop }
dispatch-they-say-nothing-note = has published no free time
dispatch-silent = { $coop }: silent
dispatch-silent-since = no answer since { $time }

dispatch-todo = To assign
dispatch-nothing = Nothing left to assign
dispatch-area = to an area, the door is not known
dispatch-to-area = to an area { $distance } away
dispatch-by = by { $time }
dispatch-give-to = Give delivery { $number } to
dispatch-give = Give
dispatch-costs = { $name } +{ $count } min
dispatch-does-not-fit = { $name }: does not fit
dispatch-off-duty = { $name }: no time declared
dispatch-to-neighbours = To neighbours…
dispatch-which-neighbours = Which neighbours are asked
dispatch-offer = Offer to these
dispatch-offer-again = Offer again
dispatch-unassign = Take from the list
dispatch-assigned-list = { $count ->
    [one] One delivery is on a list: move it or take it back
   *[other] { $count } deliveries are on lists: move them or take them back
}

dispatch-riders = Riders
dispatch-no-riders = Nobody has declared time for today.
dispatch-until = until { $time }
dispatch-from = from { $time }
dispatch-off = no time declared
dispatch-not-accepted = { $number }, not seen yet
dispatch-map = The deliveries of the moment: counters as points, doors as areas

dispatch-trade = Between co-ops
dispatch-no-trade = No offers just now.
dispatch-they-offer = { $coop } offers
dispatch-we-bid = Our answer to { $coop }, awaited
dispatch-we-won = Ours, from { $coop }: not confirmed yet
dispatch-we-carry = We carry for { $coop }
dispatch-rider-gets = fixed price, { $amount } of it for the rider
dispatch-with-whom = With whom
dispatch-with = with { $name }, there { $time }
dispatch-with-somebody = with whoever is free
dispatch-bid-go = We carry it
dispatch-pass = Pass
dispatch-release = Give it back
dispatch-we-offer = We offer { $number }
dispatch-they-carry = { $coop } carries { $number }
dispatch-asked = { $count ->
    [one] to one co-op
   *[other] to { $count } co-ops
}
dispatch-take-back = Take back
dispatch-eta = there { $time }
dispatch-no-answer = no answer yet
dispatch-no-contact = silent
dispatch-bid-rejected = not chosen
dispatch-not-acknowledged = awarded, not confirmed yet
dispatch-acknowledged = confirmed
dispatch-they-at-pickup = their rider is at the counter
dispatch-they-picked-up = their rider has the bag
dispatch-they-at-dropoff = their rider is at the door

## Trouble

dispatch-troubles = To decide
dispatch-trouble = { $number }: { $what }
dispatch-trouble-nobody-offered = No neighbour offered. Own rider, offer again, or end the order?
dispatch-trouble-counter = The neighbour says it has the bag, the counter has not given it away. Ask the restaurant.
dispatch-trouble-released-with-bag = The neighbour gives it back with the bag in hand. Call its desk.
dispatch-trouble-failed = It could not be delivered.
dispatch-trouble-pin-locked = The customer’s code was wrong too often. Call the customer.
dispatch-trouble-code-locked = The pickup code was wrong too often. Call the restaurant.
dispatch-trouble-former-carrier = A right code came from a co-op that this delivery had been taken from. Call its desk.
dispatch-trouble-revoked-with-bag = The neighbour takes back what our rider has in hand. Call its desk.
dispatch-trouble-receipt-refused = The neighbour does not accept our receipt. Call its desk.
dispatch-trouble-collected = The cash that was taken differs from what was agreed.
dispatch-trouble-no-ack = Taken back by the neighbour: we had not confirmed in time.
dispatch-trouble-stalled = Taken back by the neighbour: nobody came for the bag.
dispatch-trouble-cancelled = Taken back by the neighbour: the order was cancelled.
dispatch-trouble-own-courier = Taken back by the neighbour: its own rider takes it.
dispatch-trouble-released = It was given back.
dispatch-trouble-wrong-pin = The customer’s code was wrong.
dispatch-end-order = End the order
dispatch-hand-over = The right rider is there: hand over
dispatch-note-failed = Take note: not delivered
dispatch-without-pin = Delivered without the code
dispatch-why = Why you are sure
dispatch-say-why = Write why you are sure that the customer has it, in at most 300 characters.

## After an act

dispatch-assigned = Given. The rider sees it now.
dispatch-unassigned = It is back on the list.
dispatch-offered = The neighbours are asked.
dispatch-taken-back = It is ours again, unless the bag had gone already.
dispatch-cancelled = The order is ended, the customer hears it.
dispatch-delivered = Delivered.
dispatch-failed-noted = Noted as not delivered.
dispatch-bid = Our answer is on its way.
dispatch-passed = Passed.
dispatch-released = Given back.

## Why not

dispatch-choose-courier = Choose a rider first.
dispatch-cancel-why = Choose why the order ends.
offer-unknown = This delivery has not been offered to neighbours.
offer-not-a-candidate = This delivery was not offered to this desk.
offer-at-limit = We owe these neighbours more than was agreed. Settle with them and offer an agreement with a higher limit, or choose another.
offer-nobody-to-ask = Choose at least one neighbour with whom there is an active agreement.
offer-not-now = This delivery cannot be offered now: it is on a rider’s list, gone or over. Take it back first.
offer-taken-back = This delivery was awarded to a neighbour before and taken back. Give it to a rider of ours.
offer-not-a-desk = This is not the desk of a co-op.
carry-unknown = This delivery was not offered to us.
carry-too-late = This offer is over; the neighbour does not wait for an answer any more.
carry-not-a-partner = There is no active agreement with this co-op.
carry-not-a-desk = This is not the desk of a co-op.
carry-no-courier = This person is not a courier of our co-op.
carry-cannot-release = This cannot be given back any more: our rider has the bag, or it is over.
cancel-bag-is-gone = A rider already has the bag. Call the rider first.
cancel-elsewhere = This order is at a restaurant of another co-op.
cancel-not-now = This order is over already.
dispatch-reordered = The stops are in the new order.
dispatch-vouched = { $count ->
    [one] One delivery ended without the PIN
   *[other] { $count } deliveries ended without the PIN
}
reorder-changed = This rider’s list has changed meanwhile. Look at it again before you move a stop.
reorder-dropoff-first = A bag has to be fetched before it can be brought.
dispatch-delay = Earliest at a counter
dispatch-delay-none = at once
dispatch-delay-minutes = in { $count } minutes
dispatch-delay-go = Set
dispatch-delay-set = New orders reckon with it from now on.
pickup-delay-out-of-range = Choose one of the delays that are offered.
