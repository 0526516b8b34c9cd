# The restaurant's people: profile, menu, specials.

kitchen-pages = Pages of the restaurant
kitchen-menu = Menu
kitchen-specials = Specials
kitchen-profile = Profile

## Menu

menu-empty = Nothing is on the menu yet. Begin with a section, such as “Mains” or “Drinks”.
menu-new-section = A new section
menu-section-name = Name of the section
menu-section-name-none = A section needs a name of at most 100 characters.
menu-too-many-sections = The menu has as many sections as fit. Remove one first.
menu-add-section = Add the section
menu-rename = Rename
menu-remove-section = Remove the section
menu-section-not-empty = Something still stands in this section. Move it to another section or remove it first.
menu-section-last = The last section stays, because orders remember what stood in it.
menu-up = Up
menu-down = Down
menu-edit = Change
menu-sold-out = Sold out
menu-back-again = There is more again
menu-is-sold-out = sold out
menu-add-to = Add to { $section }
menu-new-item = New on the menu
menu-item-name = Name
menu-item-description = Description
menu-item-description-hint = What is in it, how it is made. Options, such as the side, go here too.
menu-item-price-label = Price in { $currency }
menu-item-section = Section
menu-item-text = A name or a description is too long, is missing, or cannot be shown.
menu-item-price = This price cannot be taken, or the menu is full.
menu-item-added = { $name } is on the menu.
menu-item-saved = { $name } is changed.
menu-item-removed = It is off the menu.
menu-remove-item-ask = Take it off the menu…
menu-remove-item-text = Nobody can order it any more. Orders that have it stay as they are.
menu-remove-item = Take it off the menu
menu-allergens = Allergens
menu-allergens-hint = The fourteen of EU law. None ticked says that none of them is in it.
menu-allergens-unknown = not stated

## Specials

specials-none = No special runs just now.
special-new = A new special
special-new-text = Your followers read it at once, here and in the Fediverse. It can be corrected once.
special-hidden-title = Your restaurant is not shown yet
special-not-listed = Only a restaurant that is shown can publish a special. Show it on the page of the profile.
special-title = What there is
special-description = More about it
special-item = On the menu it is
special-item-hint = Choose it, and it can be ordered from the special.
special-no-item = not on the menu
special-day = Until the day
special-time = Until the time
special-day-none = Choose the day on which the special ends.
special-time-none = Write the time at which the special ends, such as 22:00.
special-until = until { $time }
special-publish = Publish
special-published = Your special is published.
special-edit = Correct
special-edit-text = This can be done once: who has read the special sees the correction.
special-edited = The special is corrected.
special-take-back = Take back
special-taken-back = The special is taken back.
special-text = A text of the special is too long, is missing, or cannot be shown.
special-price = This price cannot be taken.
special-past = The end of the special lies in the past.
special-too-long = A special can run seven days at most.
special-too-many = Five specials can run at once. Take one back first.
special-edited-already = This special was corrected before. Take it back and publish another.
special-over = This special is over.

## Profile

profile-saved = The profile is changed.
profile-text = A text is too long, is missing, or cannot be shown.
profile-listed = Your restaurant is shown
profile-listed-text = Everybody finds it under @{ $handle } and can order in your hours.
profile-hide = Hide it
profile-now-listed = Your restaurant is shown now.
profile-hidden = Your restaurant is not shown
profile-hidden-text = Only you see it. When address, hours and menu are there, show it.
profile-list = Show it
profile-now-hidden = Your restaurant is hidden now.
profile-busy = Rush: meals take longer
profile-not-busy = The rush is over
profile-name = Name of the restaurant
profile-description = About the restaurant
profile-cuisine = What you cook
profile-cuisine-hint = In a few words, such as “noodles, from the wok”.
profile-hours = Opening hours
profile-hours-hint = As OpenStreetMap has them, such as Tu-Sa 11:45-14:00,18:00-22:00; PH off. Days: Mo Tu We Th Fr Sa Su. Round the clock: 24/7.
profile-hours-empty = Say when you are open, such as Tu-Sa 11:45-14:00,18:00-22:00.
profile-hours-not-understood = The hours are not understood from “{ $rest }” on. Write them like Tu-Sa 11:45-14:00,18:00-22:00; Su off.
profile-hours-impossible = The hours name a time that does not exist.
profile-phone = Telephone
profile-phone-hint = For riders and the co-op, with the country’s code.
profile-website = Website
profile-website-none = This is no web address. It begins with https://
profile-street = Street
profile-housenumber = Number
profile-postcode = Postcode
profile-city = Town
profile-country = Country
profile-country-hint = Two letters, such as LI or FR.
profile-country-none = A country has two letters, such as LI or FR.
profile-position = Where riders fetch meals
profile-use-marker = The marker is right, whatever the map says of the address
profile-position-none = Set the marker, or write two numbers such as 47.1410 and 9.5209.
profile-position-unknown = The map does not know this address. Set the marker where the door is, and tick the box below it.
profile-ways = How meals leave the kitchen
profile-delivers = riders bring them
profile-collects = customers fetch them
profile-no-way = Choose at least one way for meals to leave the kitchen.
profile-reach = How far you deliver
profile-reach-hint = By air, rounded to the hexagons of the map. A long way costs the customer more and the meal its warmth.
profile-reach-keep = { $count ->
    [one] as it is: one hexagon
   *[other] as it is: { $count } hexagons
}
profile-reach-km = { $km } km around
profile-minimum-label = Least order in { $currency }
profile-minimum = This minimum cannot be taken.
list-no-hours = Write your opening hours first.
list-no-address = Write your address first.
list-no-menu = Put something on the menu first.
restaurant-handle-none = A handle has 2 to 30 letters a to z, digits, dashes or underscores.
restaurant-handle-taken = Another restaurant has this handle.
restaurant-name-none = A restaurant needs a name of at most 100 characters.

## Closing

close-open-form = Take no orders…
close-until = Until when
close-pause = for 20 minutes
close-today = for today
close-day = until a day
close-open-again = Open again on
close-reason = Reason, for your customers
close-go = Take no orders
close-when = Choose until when you are closed; for holidays, with the day on which you open again.
close-past = The end of the closure lies in the past.
close-too-long = A closure can last 62 days at most. Longer ones belong into the opening hours.
close-reason-none = The reason can have at most 300 characters.
close-closed-until = No orders until { $time }
close-reopen = Take orders again

## The cloth

cloth-by-name = follows the name
cloth-hue = Colour of the cloth
cloth-weave = Weave
cloth-emblem = Sewn on
hue-blue = blue
hue-green = green
hue-brick = brick red
hue-plum = plum
hue-teal = teal
hue-mustard = mustard
hue-slate = slate
hue-rose = rose
weave-gingham = checks
weave-towel = stripes at the edge
weave-basque = wide stripes
weave-pane = fine grid
weave-dots = dots
weave-twill = slanting stripes
emblem-leek = leek
emblem-noodle = noodles
emblem-ladle = ladle
emblem-note = note of music
emblem-crepe = crêpe
emblem-bread = bread
emblem-fennel = fennel
emblem-pizza = pizza
emblem-cloud = steam
emblem-radish = radish
profile-ordering-delay = Minutes of notice
profile-ordering-delay-hint = How long before you begin to cook an order must have come in. Empty or 0: at once.
profile-ordering-delay-wrong = Write a whole number of minutes from 0 to 2880 (two days).
