# What is said when it did not work: what happened, what it means, what to do.

error-home = Back to the restaurants
error-again = Try again
error-400 = We could not read that
error-400-text = The request was incomplete or garbled. Go back and try once more.
error-401 = Please sign in first
error-401-text = This page belongs to somebody. If that is you, sign in and you come back here.
error-403 = This is not for your account
error-403-text = You are signed in, but this page is for others. Ask the co-op if you should see it.
error-404 = This page is not on the menu
error-404-text = It has moved, or it never existed.
error-405 = That cannot be done here
error-405-text = The page exists, but not for this. Go back and use its buttons.
error-409 = Somebody was faster
error-409-text = This has changed since you opened the page. Look at it again before you decide.
error-413 = That was too much
error-413-text = What you sent is larger than we take. Send less at a time.
error-422 = Something in it does not fit
error-422-text = Nothing was saved. Go back, the page says what is missing.
error-429 = A little slower, please
error-429-text = Too many tries in a short time. Wait a minute, then go on.
error-500 = This did not work, and it is our fault
error-500-text = Your order, if you have one, is safe. Try again; if it stays so, call the co-op.
error-503 = One moment
error-503-text = The server has too much to do just now. Try again in a minute.
