# The restaurant's order board.

boards-title = Order boards
boards-none = There is no restaurant here yet
boards-none-text = An administrator creates restaurants and says who works there.

board-title = Orders
board-new = To accept
board-new-none = Nothing new.
board-kitchen = In the kitchen
board-kitchen-none = Nothing is cooking.
board-counter = To hand over
board-counter-none = The counter is empty.
board-menu = The menu, now
board-menu-none = No dish is on the menu yet.
board-no-sound = This page makes no sound. New orders stand on the left, with the time left to answer.
board-accept = Accept
board-ready = Ready
board-give = Give to the customer
board-collects = The customer comes for it.
board-contains = contains { $list }
board-at-counter = { $name } at the counter
board-on-the-way = { $name } on the way
board-late = { $count } min late
board-in = in { $count } min
board-code = Code that the rider shows
board-hand-over = Hand over
board-code-wrong = { $count ->
    [one] This is not the code. One try is left.
   *[other] This is not the code. { $count } tries are left.
}
board-code-old-form = { $count ->
    [one] This page was older than the last wrong code, so the code was not checked. Type it again. One try is left.
   *[other] This page was older than the last wrong code, so the code was not checked. Type it again. { $count } tries are left.
}
board-code-locked = Too many wrong codes. Keep the bag and call the dispatch.
board-code-nobody = Nobody is expected for this bag yet. Keep it and call the dispatch.
board-code-taken-back = This code is no longer valid: the delivery was given to somebody else. Keep the bag.
board-refuse-sold-out = Sold out
board-refuse-too-busy = Too much to do
board-refuse-closing = We are closing
board-refuse-other = Another reason
board-refuse-why = Choose a reason: the customer reads it.
board-sold-out = Sold out
board-back = There is more
board-is-sold-out = sold out
board-busy-begin = Rush: meals take longer
board-busy-end = The rush is over
board-open = Open
board-open-until = Open until { $time }
board-opens-at = Opens { $time }
board-closed-until = Closed until { $time }
board-no-hours = No opening hours
board-close-short = Pause for 20 minutes
board-close-day = Close for today
board-reopen = Open again
board-edit = Pages of the restaurant
board-specials = Specials
board-edit-menu = Menu
board-edit-profile = Profile and hours
board-gone = { $count ->
    [one] One order is through
   *[other] { $count } orders are through
}
board-gone-out = with the rider
board-gone-delivered = delivered
board-gone-refused = refused
board-gone-expired = not answered in time
board-gone-cancelled = cancelled

## After an act

board-accepted = The order is accepted.
board-refused = The order is refused, the customer hears why.
board-readied = The order is ready.
board-handed-over = Right code: give the bag away.
board-handed-over-before = This bag has gone already.
board-collected = The customer has the order.
board-item-gone = Sold out. Nobody can order it now.
board-item-back = It can be ordered again.
board-opened = Orders come in again.

## Why not

accept-elsewhere = This order is at a restaurant of another co-op.
accept-not-now = This order cannot be accepted any more: the time to answer is over, or it has ended.
refuse-elsewhere = This order is at a restaurant of another co-op.
refuse-not-now = This order cannot be refused any more: it has been answered. If it cannot be cooked, call the dispatch.
ready-elsewhere = This order is at a restaurant of another co-op.
ready-not-now = This order cannot be marked as ready: it is not accepted, or it is over.
collect-elsewhere = This order is at a restaurant of another co-op.
collect-is-delivered = A rider brings this order. Give it away against the pickup code.
collect-not-now = This order cannot be given away: it is not accepted, or it is over.
hand-over-elsewhere = This order is at a restaurant of another co-op.
hand-over-is-collected = The customer comes for this order; there is no code.
hand-over-not-now = This order cannot be handed over: it is not accepted, or it is over.
