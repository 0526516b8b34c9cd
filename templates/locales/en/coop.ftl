# The administration of the co-op.

coop-title = Administration
coop-day = Day board
coop-partners = Partner co-ops
coop-agreements = Agreements
coop-ledger = Ledger
coop-prices = Prices

## Partners

partners-table = Table of the partner co-ops
partners-coop = Co-op
partners-agreement = Agreement
partners-jobs = Jobs, 30 days
partners-balance = Balance
partners-contact = Contact
partners-key = Key of its desk
partners-until = until { $day }
partners-silent = silent since { $time }
partners-no-contact = never yet
partners-none = No other co-op is known yet
partners-none-text = Find one by its address, then offer it an agreement.
partners-find = Find a co-op
partners-find-text = Its desk and its restaurants are read from its server. Nothing is agreed by that.
partners-host = Address of the co-op
partners-host-hint = Such as schaan.example, without https://
partners-find-go = Find
partners-found = Found. Read its key out on the telephone before you agree to anything.
partners-ourselves = This is ourselves.
partners-not-found = This is no address of a co-op. Write its host, such as schaan.example.
partners-unreachable = { $host } does not answer. Check how it is written, or try again later.
partners-not-a-coop = { $host } answers, but not as a co-op that we can trade with.
alarm-seen = Seen
alarm-was-seen = Noted as seen.
alarm-other-content = { $name } sent one of its messages a second time with other content. The first one counts. Call them. ({ $activity })
alarm-number-again = { $name } has used the number { $seq } for a second message, which was refused. Ask whether a backup was restored there.
alarm-never-sent = { $name } says it has our message number { $seq }, which we never sent. If a backup was restored here, compare the books with them.
alarm-refused = { $name } refused { $message } for good (answer { $status }). It will not be sent again: call them.
alarm-parked = { $name } cannot take { $message }: it keeps failing there. We try again every quarter of an hour; call them if it matters.
alarm-carrier = { $name } does not open its customer’s door to the courier of order { $order }. Choose another carrier.
alarm-message-order = a message about an order
alarm-message-offer = a message about an offered delivery
alarm-message-report = a report about a delivery that we carry
alarm-message-receipt = a receipt or its answer
alarm-message-capacity = our couriers’ declared times
alarm-message-agreement = a message about the trade agreement
alarm-message-other = a message
partners-gone = { $host } is gone.
partners-blocked = { $host } is blocked here. Who runs this server can lift that with “musette admin host unblock”.

## Agreements

agreement-none = none
agreement-active = active
agreement-waits = waits for their answer
agreement-received = wants our answer
agreement-rejected = rejected
agreement-ended = ended
agreements-none = Nothing is agreed with anybody yet
agreements-none-text = With an agreement, restaurants, deliveries and free time are shared.
agreements-price = Price of a delivery between us
agreements-price-text = the tariff of the co-op that offers, without a margin
agreements-trip = A trip for nothing
agreements-trip-hint = Owed when a delivery is taken back that was confirmed.
agreements-tips = Tips
agreements-tips-text = passed on whole, beside the balance
agreements-limit = The most that may be owed
agreements-limit-hint = Beyond it no more deliveries are offered.
agreements-validity = Valid
agreements-valid = { $from } to { $to }
agreements-accept = Accept
agreements-reject = Reject
agreements-end = End this agreement…
agreements-end-text = No new offers either way. What is under way is finished under these terms, and what is owed stays owed.
agreements-end-go = End the agreement
agreements-past = { $count ->
    [one] One agreement is over
   *[other] { $count } agreements are over
}
agreements-offer = Offer an agreement
agreements-offer-text = The other co-op reads these terms and answers. Settled every week.
agreements-with = With
agreements-months = For how many months
agreements-months-hint = At most 12.
agreements-months-wrong = Write a number from 1 to 12.
agreements-offer-go = Send the offer
agreements-offered = The offer is on its way.
agreements-accepted = Agreed. You trade from now on.
agreements-rejected = Rejected.
agreements-ended = Ended. What is under way is finished.
agreement-no-partner = This co-op’s desk is not known. Find the co-op first.
agreement-unknown = There is no such agreement.
agreement-ours-to-wait = We offered this agreement; the other co-op has to answer it.
agreement-not-open = This agreement has been answered or is over.
agreement-bad-terms = An agreement is valid for at most twelve months, begins before it ends, and has no negative amounts.
agreement-older = A newer agreement with this co-op is in force. Offer it a new one yourselves.
agreement-lapsed = The time in which this agreement would be valid is over.

## Ledger

ledger-none = Nobody owes anything yet
ledger-none-text = Each delivery that one co-op carries for another becomes a line here.
ledger-they-pay = { $coop } owes us { $amount }.
ledger-we-pay = We owe { $coop } { $amount }.
ledger-even = We and { $coop } are even.
ledger-jobs = { $count ->
    [one] One job.
   *[other] { $count } jobs.
}
ledger-lines = Jobs with { $coop }
ledger-day = Day
ledger-job = Job
ledger-carrier = Carried by
ledger-what = What
ledger-we-owe = We owe
ledger-they-owe = We are owed
ledger-us = us
ledger-fee = delivery
ledger-wasted-trip = trip for nothing
ledger-collected = cash taken at the door
ledger-tip = tip
ledger-sums = Sums
ledger-tips = Tips, apart and whole

## Prices

prices-now = A usual delivery of 1.5 km costs { $fee } today.
prices-base = Every delivery
prices-base-hint = What each delivery costs before the first kilometre.
prices-per-km = Each started kilometre
prices-per-km-hint = By bicycle, not as the crow flies.
prices-courier-share = Of the delivery, for the rider
prices-courier-share-hint = Wage and social insurance; the rest is the co-op’s.
prices-commission = Of the food, for the co-op
prices-commission-hint = The rest is the restaurant’s.
prices-share-wrong = Write a share from 0 to 100, with one decimal at most.
prices-look = Show what that means
prices-save = Save
prices-saved = Saved. New orders pay these prices.
prices-effect-now = A usual order today
prices-effect-new = A usual order with the new prices
prices-usual = 1.5 km: { $fee }, of which { $rider } for the rider.
tariff-problem = These prices cannot be taken: a fee is too high, or a share is more than everything.
tariff-currency = The prices must be in the co-op’s currency.

## The co-op itself

coop-profile = The co-op
coop-profile-text = What customers and other co-ops read about us. Who follows the co-op hears of a new name, text or colour.
coop-profile-name = Name
coop-profile-place = Town or part of town
coop-profile-place-hint = Where we ride; it stands beside the name.
coop-profile-phone = Telephone
coop-profile-phone-hint = With + and the country’s code. Customers call it when something goes wrong.
coop-profile-mail = Mail address
coop-profile-about = About us
coop-profile-about-hint = A few sentences: who we are and how we work.
coop-profile-hue = Colour
coop-profile-language = Language
coop-profile-language-hint = Of letters, and of pages for those who ask for none.
coop-profile-time-zone = Time zone
coop-profile-time-zone-hint = Such as Europe/Paris. Opening hours follow it.
coop-profile-time-zone-none = This is no time zone. Write one such as Europe/Paris.
coop-profile-look = How it looks
coop-profile-saved = Saved.

## Restaurants

coop-restaurants = Restaurants
coop-restaurants-search = Name
coop-restaurants-search-go = Find
coop-restaurants-state = Which
coop-restaurants-any = All
coop-restaurants-unclaimed = known from the map only
coop-restaurants-hidden = hidden
coop-restaurants-listed = listed
coop-restaurants-found = { $count ->
    [0] No restaurant fits.
    [one] One restaurant.
   *[other] { $count } restaurants.
}
coop-restaurants-first = { $count ->
    [one] The first one is shown; look for a name to see others.
   *[other] The first { $count } are shown; look for a name to see others.
}
coop-restaurants-email = Mail address of the person’s account
coop-restaurants-claim-open = Name somebody who answers for it
coop-restaurants-claim = Name
coop-restaurants-claimed = { $email } answers for this restaurant from now on.
coop-restaurants-nobody = Nobody has an account with the address “{ $email }”. The person signs up first, then you name them here.
coop-restaurants-release = No longer
coop-restaurants-released = This person no longer answers for the restaurant.
coop-restaurants-new = A new restaurant
coop-restaurants-new-text = It stays hidden until it has an address, opening hours and something to eat.
coop-restaurants-handle = Handle
coop-restaurants-handle-hint = The part before the @, by which the Fediverse finds it; it never changes. Left empty, it is made from the name.
coop-restaurants-create = Take it in
coop-restaurants-created = The restaurant is there, hidden. Write its address and hours, then its menu.
