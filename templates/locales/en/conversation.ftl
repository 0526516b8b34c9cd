# Replies, likes, boosts and mentions.

## On a special's page

replies-title = What people say
replies-count = { $count ->
    [one] 1 reply
   *[other] { $count } replies
}
likes-count = { $count ->
    [one] 1 like
   *[other] { $count } likes
}
boosts-count = { $count ->
    [one] 1 boost
   *[other] { $count } boosts
}
replies-none = Nobody has said anything yet.
replies-more = More replies
replies-how = Say something yourself
replies-how-text = With an account in the Fediverse: search for this address there, and answer the post that you find. An answer is no order.
reply-edited = (corrected)
reply-there = On the author’s server
special-page-over = This special is over
special-page-restaurant = To { $name }
special-page-unknown = There is no such special. It may have been taken back.

## For the restaurant’s and the co-op’s people

kitchen-conversation = Replies and mentions
conversation-text = What people in the Fediverse say to you. Public replies stand below your specials until you hide them; mentions and private messages are read here only.
conversation-coop-text = What people in the Fediverse say to the co-op. It is read here only; you answer in the co-op’s name. Who writes to a restaurant is answered by the restaurant.
conversation-none = Nobody has said anything to you yet.
conversation-about = To your special
conversation-mention = To you
conversation-private = only to you
conversation-hidden = hidden
conversation-hide = Hide
conversation-show = Show again
conversation-is-hidden = The reply is hidden.
conversation-is-shown = The reply is shown again.
conversation-hold = Hide new replies until you show them
conversation-let-through = Show new replies at once
conversation-now-held = New replies are hidden until you show them.
conversation-now-open = New replies are shown at once.
conversation-older = Older ones
answer-open = Answer
answer-label = Your answer to { $name }
answer-send = Send
answer-sent = Your answer is on its way.
answer-take-back = Take this answer back
answer-correct = Correct this answer
answer-correct-label = Your answer
answer-correct-send = Send the correction
answer-corrected = Your correction is on its way.
answer-declined = not wanted: who you answered refused it, and nobody else sees it here
answer-is-taken-back = This answer was taken back already.
answer-taken-back = Your answer is taken back.
answer-text = Write between 1 and 1000 characters.
answer-gone = What you answer was taken back by its author.
answer-no-account = Show your restaurant first: until then it has no account in the Fediverse.
answer-blocked = Your co-op does not exchange messages with this server.
answer-blocked-us = This person has blocked your restaurant. What you write would not reach them.
answer-too-many = You have answered this ten times. More answers are not sent.
