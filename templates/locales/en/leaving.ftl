# Moving, closing, taking one's data along.

## A restaurant leaves

kitchen-leaving = Moving and leaving
leaving-export = Take everything along
leaving-export-text = The profile, the menu, the pictures, what you have posted and who follows you, in one file. Another co-op’s server can read it. Nothing in it is about customers or couriers.
leaving-export-go = Download the file
leaving-aliases = Bring followers here
leaving-aliases-text = Was the restaurant at another server before? Name its old account here first. Then move it there: its followers come along by themselves.
leaving-alias = The old account
leaving-alias-hint = As name@server, or its address.
leaving-alias-add = This is the restaurant as well
leaving-alias-remove = Take away
leaving-alias-added = The old account may be moved here now.
leaving-alias-removed = The account is taken away.
leaving-move = Move to another server
leaving-move-text = The new account must name this one first. Followers then follow the new one, this page says where you went, open orders are finished here, and new ones are taken there. This cannot be taken back.
leaving-home = The new account
leaving-home-hint = As name@server, or its address.
leaving-confirm = Handle of the restaurant
leaving-confirm-text = To confirm, write { $handle }.
leaving-move-go = Move
leaving-has-moved = The restaurant has moved. Its followers are being told.
leaving-moved = The restaurant has moved to { $home }
leaving-moved-text = The page here says so for a year. Open orders are still finished here.
leaving-gone = The restaurant is gone.
leaving-remove = Go for good
leaving-remove-text = The restaurant disappears here and everywhere else. Posts are deleted, followers are lost, nobody can have the name again. This cannot be taken back.
leaving-remove-go = Remove for good
leaving-removed = The restaurant is gone. Everybody who knew it is being told.
leaving-no-address = This is no account: write name@server, or its address.
leaving-not-found = This account cannot be read. Is it spelt right, and does its server answer?
coop-restaurants-left = gone
list-left = The restaurant has left. A new one needs a name of its own.
remove-open-orders = { $count ->
    [one] One order is open. Hide the restaurant, then finish or refuse it first.
   *[other] { $count } orders are open. Hide the restaurant, then finish or refuse them first.
}
remove-not-confirmed = Write the restaurant’s handle to confirm that it is to go for good.
move-never-shown = The restaurant was never shown, so nobody follows it. Remove it here and open it there.
move-has-moved = The restaurant has moved already.
move-here = This account is on this server. A restaurant moves to another one.
move-not-mutual = The new account does not name this one yet. Add this restaurant’s account to the other accounts there first.
move-not-confirmed = Write the restaurant’s handle to confirm the move.
alias-here = This account is on this server. Only accounts elsewhere can be brought here.
alias-too-many = A restaurant can have ten other accounts. Take one away first.
alias-left = The restaurant has left. Nobody can be brought here.
left-moved = { $name } has moved.
left-moved-text = Order at its new place:
left-gone = { $name } is gone.

## The co-op closes

closing-title = Closing for good
closing-text = When a co-op closes, everybody needs to know early. What happens:
closing-text-orders = Every page says so from today. New orders are taken until the day before the last one; the last day is for those that are open.
closing-text-others = Other co-ops and everybody who follows somebody here are told today, and told the end on the day. Agreements end then.
closing-text-export = Restaurants have until then to take their data along and to move their followers.
closing-text-domain = Keep the server running for a year after: it then only says that all is gone.
closing-day = Last day
closing-day-hint = At least 30 days from today.
closing-name = Name of the co-op
closing-confirm-text = To confirm, write { $name }.
closing-go = Announce the closing
closing-is-announced = The closing is announced.
closing-is-taken-back = The co-op goes on. Everybody is being told.
closing-take-back = We go on after all
closing-announced = The co-op closes after { $day }
closing-announced-text = Until then you can take it back, or choose another day.
closing-has-closed = The co-op has closed on { $day }
closing-no-day = Say which day is the last.
closing-too-soon = The last day must be at least 30 days away.
closing-too-far = The last day can be at most two years away.
closing-closed = The co-op has closed. What was told to others cannot be taken back.
closing-not-confirmed = Write the co-op’s name to confirm.
closing-banner = This co-op closes for good after { $day }.
closing-banner-closed = This co-op has closed for good.
