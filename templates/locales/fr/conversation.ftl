# Replies, likes, boosts and mentions.

## On a special's page

replies-title = Ce qu’on en dit
replies-count = { $count ->
    [one] { $count } réponse
   *[other] { $count } réponses
}
likes-count = { $count ->
    [one] { $count } favori
   *[other] { $count } favoris
}
boosts-count = { $count ->
    [one] { $count } partage
   *[other] { $count } partages
}
replies-none = Personne n’a encore rien dit.
replies-more = D’autres réponses
replies-how = Dites quelque chose
replies-how-text = Avec un compte du Fédivers : cherchez-y cette adresse et répondez au message que vous trouvez. Une réponse n’est pas une commande.
reply-edited = (corrigé)
reply-there = Sur le serveur de l’auteur
special-page-over = Ce plat du jour est fini
special-page-restaurant = Vers { $name }
special-page-unknown = Ce plat du jour n’existe pas. Il a peut-être été repris.

## For the restaurant’s and the co-op’s people

kitchen-conversation = Réponses et mentions
conversation-text = Ce que les gens du Fédivers vous disent. Les réponses publiques se lisent sous vos plats du jour tant que vous ne les masquez pas ; les mentions et les messages privés ne se lisent qu’ici.
conversation-coop-text = Ce que les gens du Fédivers disent à la coopérative. Cela ne se lit qu’ici ; vous répondez au nom de la coopérative. À qui écrit à un restaurant, c’est le restaurant qui répond.
conversation-none = Personne ne vous a encore rien dit.
conversation-about = Sur votre plat du jour
conversation-mention = À vous
conversation-private = à vous seul
conversation-hidden = masqué
conversation-hide = Masquer
conversation-show = Montrer à nouveau
conversation-is-hidden = La réponse est masquée.
conversation-is-shown = La réponse est à nouveau visible.
conversation-hold = Masquer les nouvelles réponses jusqu’à ce que vous les montriez
conversation-let-through = Montrer aussitôt les nouvelles réponses
conversation-now-held = Les nouvelles réponses sont masquées jusqu’à ce que vous les montriez.
conversation-now-open = Les nouvelles réponses se voient aussitôt.
conversation-older = Plus anciennes
answer-open = Répondre
answer-label = Votre réponse à { $name }
answer-send = Envoyer
answer-sent = Votre réponse est en route.
answer-take-back = Reprendre cette réponse
answer-correct = Corriger cette réponse
answer-correct-label = Votre réponse
answer-correct-send = Envoyer la correction
answer-corrected = Votre correction est en route.
answer-declined = refusée : la personne à qui vous répondez n’en veut pas, et personne d’autre ne la voit ici
answer-is-taken-back = Cette réponse est déjà reprise.
answer-taken-back = Votre réponse est reprise.
answer-text = Écrivez de 1 à 1000 caractères.
answer-gone = Ce à quoi vous répondez a été repris par son auteur.
answer-no-account = Rendez d’abord votre restaurant visible : avant cela, il n’a pas de compte dans le Fédivers.
answer-blocked = Votre coopérative n’échange pas de messages avec ce serveur.
answer-blocked-us = Cette personne a bloqué votre restaurant. Ce que vous écrivez ne lui parviendrait pas.
answer-too-many = Vous y avez répondu dix fois. D’autres réponses ne sont pas envoyées.
