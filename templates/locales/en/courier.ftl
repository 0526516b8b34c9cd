# The courier's page.

courier-title = My round
courier-pickup = Pick up
courier-dropoff = Deliver
courier-order = Order { $number }
courier-show-code = Show this code at the counter
courier-offer = You get { $amount }. To be there { $window }, { $distance }.
courier-door-later = You see the door once you have accepted.
courier-door-awaited = The address is on its way
courier-door-awaited-text = The customer’s co-op has been asked for it. It appears here by itself.
courier-cash = Take { $amount } in cash
courier-go = Go
courier-call = Call
courier-trouble = Trouble
courier-then = Then
courier-pin-of = Code of { $name }
courier-pin = The customer’s code
courier-accept = I will do it
courier-here = I am at the counter
courier-gone = { $place }: this delivery is off your list, it was given back or taken back. Were you given the bag all the same? Then say so.
courier-have-it = I have the bag
courier-at-door = I am at the door
courier-give = Delivered
courier-nothing = Nothing to do just now
courier-nothing-yet = New stops appear here by themselves.
courier-done = { $count ->
    [one] One stop done today. Drink something.
   *[other] { $count } stops done today. Drink something.
}
courier-times = My time
courier-times-none = You have declared no time. Nobody counts on you.
courier-also-neighbours = also for the neighbouring co-ops
courier-withdraw = Take back
courier-declare = Declare time
courier-from = From
courier-to = To
courier-no-time = Write a day and a time, such as 2026-11-20T18:30.
courier-for-neighbours = Also for neighbours
courier-for-neighbours-text = They learn only how many have time, never who.
courier-declare-go = I have time then

## Trouble

trouble-title = It does not work…
trouble-which = What is wrong?
trouble-tell = Tell the dispatch
trouble-nobody-there = Nobody opens
trouble-no-such-address = The address cannot be found
trouble-refused = The customer does not want it
trouble-breakdown = Accident, breakdown or illness
trouble-spilled = The food is spilled or lost
trouble-not-ready = The restaurant does not give it away
trouble-other = Something else

## After an act

courier-accepted = It is yours.
courier-at-pickup = The restaurant knows that you are there.
courier-picked-up = You have the bag.
courier-at-dropoff = The customer knows that you are there.
courier-delivered = Delivered. Thank you.
courier-delivered-sent = Delivered. The neighbouring co-op checks the code now.
courier-trouble-told = The dispatch knows. Wait for its call.
courier-declared = Your time is declared.
courier-withdrawn = Your time is taken back.

## Why not

courier-pin-wrong = { $count ->
    [one] This is not the customer’s code. One try is left.
   *[other] This is not the customer’s code. { $count } tries are left.
}
courier-pin-old-form = { $count ->
    [one] This page was older than the last wrong code, so the code was not checked. Type it again. One try is left.
   *[other] This page was older than the last wrong code, so the code was not checked. Type it again. { $count } tries are left.
}
courier-pin-locked = Too many wrong codes. The dispatch decides now; call it.
courier-pin-needed = Ask the customer for the four digits. Without them only the dispatch can end the delivery.
courier-not-yours = This delivery is not on your list any more.
courier-neighbours = A neighbouring co-op carries this delivery.
courier-no-courier = This person is not a courier of our co-op.
courier-not-now = This does not fit any more: the delivery has gone on meanwhile. Here it is as it stands.
courier-handoff = The co-op whose delivery this is has taken it back, or does not expect this now. Call the dispatch.
availability-backwards = A time ends after it begins, and in the future.
availability-too-long = A time can be at most sixteen hours long.
availability-too-far = Times can be declared for the next four weeks.
availability-overlaps = You have declared this time already, or a part of it.
availability-not-yours = This is not your time.
courier-door-of = To the customer of { $place }; the address comes with your yes
