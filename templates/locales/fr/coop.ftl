# L’administration de la coopérative.

coop-title = Administration
coop-day = Tableau du jour
coop-partners = Coops partenaires
coop-agreements = Accords
coop-ledger = Comptes
coop-prices = Tarifs

## Partenaires

partners-table = Tableau des coops partenaires
partners-coop = Coopérative
partners-agreement = Accord
partners-jobs = Courses, 30 j
partners-balance = Solde
partners-contact = Contact
partners-key = Clé de sa permanence
partners-until = jusqu’au { $day }
partners-silent = muette depuis { $time }
partners-no-contact = pas encore
partners-none = Aucune autre coop n’est encore connue
partners-none-text = Trouvez-en une par son adresse, puis proposez-lui un accord.
partners-find = Trouver une coop
partners-find-text = On lit sa permanence et ses cuisines sur son serveur. Rien n’est convenu par là.
partners-host = Adresse de la coop
partners-host-hint = Par exemple schaan.example, sans https://
partners-find-go = Trouver
partners-found = Trouvée. Lisez-vous sa clé au téléphone avant de convenir de quoi que ce soit.
partners-ourselves = C’est nous.
partners-not-found = Ce n’est pas l’adresse d’une coop. Écrivez son hôte, par exemple schaan.example.
partners-unreachable = { $host } ne répond pas. Vérifiez l’écriture, ou réessayez plus tard.
partners-not-a-coop = { $host } répond, mais pas comme une coop avec qui nous pouvons commercer.
alarm-seen = Vu
alarm-was-seen = Noté comme vu.
alarm-other-content = { $name } a renvoyé un de ses messages avec un autre contenu. C’est le premier qui compte. Appelez-les. ({ $activity })
alarm-number-again = { $name } a utilisé le numéro { $seq } pour un second message, qui a été refusé. Demandez si une sauvegarde y a été restaurée.
alarm-never-sent = { $name } dit avoir notre message numéro { $seq }, que nous n’avons jamais envoyé. Si une sauvegarde a été restaurée ici, comparez vos comptes.
alarm-refused = { $name } a refusé définitivement { $message } (réponse { $status }). On ne le renverra pas : appelez-les.
alarm-parked = { $name } n’arrive pas à prendre { $message } : l’envoi y échoue à chaque fois. On réessaie tous les quarts d’heure ; appelez-les si c’est important.
alarm-carrier = { $name } n’ouvre pas la porte de son client au coursier de la commande { $order }. Choisissez un autre transporteur.
alarm-message-order = un message sur une commande
alarm-message-offer = un message sur une livraison proposée
alarm-message-report = un rapport sur une livraison que nous portons
alarm-message-receipt = un reçu ou sa réponse
alarm-message-capacity = les disponibilités de nos coursiers
alarm-message-agreement = un message sur l’accord
alarm-message-other = un message
partners-gone = { $host } n’existe plus.
partners-blocked = { $host } est bloqué ici. La personne qui administre ce serveur peut le débloquer avec « musette admin host unblock ».

## Accords

agreement-none = aucun
agreement-active = actif
agreement-waits = attend leur réponse
agreement-received = attend notre réponse
agreement-rejected = refusé
agreement-ended = fini
agreements-none = Rien n’est encore convenu avec personne
agreements-none-text = Avec un accord, on partage cuisines, courses et temps libre.
agreements-price = Prix d’une course entre nous
agreements-price-text = le tarif de la coop qui propose, sans marge
agreements-trip = Trajet pour rien
agreements-trip-hint = Dû quand une course confirmée est reprise.
agreements-tips = Pourboires
agreements-tips-text = versés entiers, hors du solde
agreements-limit = Dette maximale
agreements-limit-hint = Au-delà, on arrête de proposer.
agreements-validity = Valable
agreements-valid = du { $from } au { $to }
agreements-accept = Accepter
agreements-reject = Refuser
agreements-end = Finir cet accord…
agreements-end-text = Plus de propositions ni d’un côté ni de l’autre. Ce qui est en route se finit selon ces termes, et ce qui est dû reste dû.
agreements-end-go = Finir l’accord
agreements-past = { $count ->
    [one] { $count } accord est fini
   *[other] { $count } accords sont finis
}
agreements-offer = Proposer un accord
agreements-offer-text = L’autre coop lit ces termes et répond. On règle chaque semaine.
agreements-with = Avec
agreements-months = Pour combien de mois
agreements-months-hint = 12 au plus.
agreements-months-wrong = Écrivez un nombre de 1 à 12.
agreements-offer-go = Envoyer la proposition
agreements-offered = La proposition est en route.
agreements-accepted = Convenu. Vous commercez dès maintenant.
agreements-rejected = Refusé.
agreements-ended = Fini. Ce qui est en route se termine.
agreement-no-partner = La permanence de cette coop n’est pas connue. Trouvez d’abord la coop.
agreement-unknown = Cet accord n’existe pas.
agreement-ours-to-wait = C’est nous qui l’avons proposé ; l’autre coop doit répondre.
agreement-not-open = Cet accord a déjà sa réponse, ou il est fini.
agreement-bad-terms = Un accord vaut douze mois au plus, commence avant de finir, et n’a pas de montant négatif.
agreement-older = Un accord plus récent avec cette coop est en vigueur. Proposez-lui-en un nouveau vous-mêmes.
agreement-lapsed = Le temps où cet accord aurait valu est passé.

## Comptes

ledger-none = Personne ne doit rien
ledger-none-text = Chaque course qu’une coop porte pour une autre devient une ligne ici.
ledger-they-pay = { $coop } nous doit { $amount }.
ledger-we-pay = Nous devons { $amount } à { $coop }.
ledger-even = Nous et { $coop } sommes quittes.
ledger-jobs = { $count ->
    [one] { $count } course.
   *[other] { $count } courses.
}
ledger-lines = Courses avec { $coop }
ledger-day = Jour
ledger-job = Course
ledger-carrier = Portée par
ledger-what = Quoi
ledger-we-owe = Nous devons
ledger-they-owe = On nous doit
ledger-us = nous
ledger-fee = livraison
ledger-wasted-trip = trajet pour rien
ledger-collected = espèces encaissées à la porte
ledger-tip = pourboire
ledger-sums = Sommes
ledger-tips = Pourboires, à part et entiers

## Tarifs

prices-now = Aujourd’hui, une course type de 1,5 km coûte { $fee }.
prices-base = Chaque livraison
prices-base-hint = Ce que coûte une livraison avant le premier kilomètre.
prices-per-km = Chaque kilomètre entamé
prices-per-km-hint = À vélo, pas à vol d’oiseau.
prices-courier-share = De la livraison, pour qui pédale
prices-courier-share-hint = Salaire et cotisations ; le reste est à la coop.
prices-commission = Du repas, pour la coop
prices-commission-hint = Le reste est à la cuisine.
prices-share-wrong = Écrivez une part de 0 à 100, avec une décimale au plus.
prices-look = Voir l’effet
prices-save = Enregistrer
prices-saved = Enregistré. Les nouvelles commandes paient ces tarifs.
prices-effect-now = Une commande type aujourd’hui
prices-effect-new = Une commande type avec les nouveaux tarifs
prices-usual = 1,5 km : { $fee }, dont { $rider } pour qui pédale.
tariff-problem = Ces tarifs ne vont pas : un prix est trop haut, ou une part dépasse le tout.
tariff-currency = Les tarifs doivent être dans la monnaie de la coop.

## La coopérative elle-même

coop-profile = La coop
coop-profile-text = Ce que la clientèle et les autres coops lisent de nous. Qui suit la coop apprend un nouveau nom, un nouveau texte ou une nouvelle couleur.
coop-profile-name = Nom
coop-profile-place = Ville ou quartier
coop-profile-place-hint = Là où nous roulons ; affiché à côté du nom.
coop-profile-phone = Téléphone
coop-profile-phone-hint = Avec + et l’indicatif du pays. La clientèle appelle ici quand quelque chose coince.
coop-profile-mail = Adresse électronique
coop-profile-about = Qui nous sommes
coop-profile-about-hint = Quelques phrases : qui nous sommes et comment nous travaillons.
coop-profile-hue = Couleur
coop-profile-language = Langue
coop-profile-language-hint = Celle des lettres, et des pages pour qui n’en demande aucune.
coop-profile-time-zone = Fuseau horaire
coop-profile-time-zone-hint = Par exemple Europe/Paris. Les horaires d’ouverture le suivent.
coop-profile-time-zone-none = Ce n’est pas un fuseau horaire. Écrivez par exemple Europe/Paris.
coop-profile-look = Voir la page
coop-profile-saved = C’est enregistré.

## Restaurants

coop-restaurants = Restaurants
coop-restaurants-search = Nom
coop-restaurants-search-go = Chercher
coop-restaurants-state = Lesquels
coop-restaurants-any = Tous
coop-restaurants-unclaimed = connu par la carte seulement
coop-restaurants-hidden = masqué
coop-restaurants-listed = affiché
coop-restaurants-found = { $count ->
    [0] Aucun restaurant ne correspond.
    [one] Un restaurant.
   *[other] { $count } restaurants.
}
coop-restaurants-first = { $count ->
    [one] Seul le premier est affiché ; cherchez un nom pour voir les autres.
   *[other] Les { $count } premiers sont affichés ; cherchez un nom pour voir les autres.
}
coop-restaurants-email = Adresse électronique du compte de la personne
coop-restaurants-claim-open = Nommer une personne responsable
coop-restaurants-claim = Nommer
coop-restaurants-claimed = { $email } répond désormais de ce restaurant.
coop-restaurants-nobody = Personne n’a de compte avec l’adresse « { $email } ». La personne s’inscrit d’abord, puis vous la nommez ici.
coop-restaurants-release = Retirer
coop-restaurants-released = Cette personne ne répond plus de ce restaurant.
coop-restaurants-new = Un nouveau restaurant
coop-restaurants-new-text = Il reste masqué tant qu’il n’a pas d’adresse, d’horaires et quelque chose à manger.
coop-restaurants-handle = Identifiant
coop-restaurants-handle-hint = La partie avant le @, par laquelle le Fédivers le trouve ; elle ne change jamais. Laissée vide, elle est tirée du nom.
coop-restaurants-create = L’accueillir
coop-restaurants-created = Le restaurant est là, masqué. Écrivez son adresse et ses horaires, puis sa carte.
