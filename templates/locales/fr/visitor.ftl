# Ce que tout le monde lit : découvrir, restaurants, à propos.

## About

about-title = Prix, charte, qui décide : { $coop }
about-hero = On pédale, on vote, les vélos sont à nous.
about-lead = { $coop }, c’est une coopérative de livraison à { $place }. Pas de patron, pas d’investisseur, pas d’algorithme que personne n’a le droit de lire.
about-prices = Ce que paie votre argent
about-fee = La livraison coûte <b>{ $base } plus { $km } par km</b>. Sans frais de service, sans prix de pointe, sans supplément pour petite commande.
about-restaurants = Les cuisines gardent { $share } du prix des plats. Elles fixent leurs prix elles-mêmes.
about-order = Personne ne paie pour être en haut. Les cuisines sont classées par distance à vélo.
about-example = Une commande typique
about-tips = Le pourboire va entier à qui vous livre, en plus. On ne demande jamais deux fois.
about-work = Comment on travaille
about-no = Non, c’est non
about-no-text = On peut passer n’importe quelle course, sans raison et sans trace.
about-stars = Pas d’étoiles
about-stars-text = On ne note personne. Une réclamation va à un humain, qui vous rappelle.
about-location = La position reste ici
about-location-text = Vous voyez un quartier, pas un point.
about-charter = Notre charte
about-neighbours = Nos voisines
about-neighbours-text = Des coopératives d’autres villes, chacune avec ses cuisines, ses vélos, ses prix et ses serveurs. Entre nous, des accords signés.
about-neighbour-restaurants = { $count ->
    [one] { $count } cuisine
   *[other] { $count } cuisines
}
about-reach-label = Suivre et joindre
about-follow = Nous suivre
about-follow-text = Chaque plat du jour de chaque cuisine, dans l’application du Fédivers que vous avez déjà : <b>{ $handle }</b>
about-reach = Nous joindre
about-reach-none = La coop n’a pas encore écrit comment la joindre.
about-data = Vos données
about-data-text = Votre adresse et votre téléphone restent chez nous jusqu’au départ du vélo, et seule la personne qui livre les lit. La cuisine voit vos plats, pas votre porte. Sans mouchard, sans publicité, rien n’est vendu.
about-credits = Code source et crédits
about-source = Ce site est <a href="{ $url }">musette { $version }</a>, un logiciel libre sous AGPL-3.0 : lisez-le, changez-le, faites tourner le vôtre.

## Discover

discover-title = Que manger à { $place }
discover-about = { $coop } : à manger, à vélo, à { $place }, de restaurants qui fixent leurs prix et de coursiers à qui la coopérative appartient.
discover-hero = Qu’est-ce qu’on vous apporte ?
discover-where-form = Adresse de livraison
discover-where = Livrer à
discover-where-go = Voir
discover-on-the-map = Sur la carte
discover-today = Au menu aujourd’hui
discover-followed = Ceux que vous suivez
discover-filter = Quels restaurants
discover-all = Tous
discover-open = Ouverts
discover-collect = À emporter
feed-title = Plats du jour
feed-of = Plats du jour de { $name }
feed-price = { $title }, { $price }
feed-sold-out = Épuisé : { $title }
discover-words = Mots à chercher
discover-filter-go = Filtrer
discover-sorted = Classés par temps à vélo jusqu’à votre adresse. Personne ne paie pour être en haut.
discover-unsorted = Par ordre alphabétique. Dites où vous êtes, et vous verrez qui vient, quand et pour combien.
discover-whose = Une commande chez une voisine part dans sa coopérative ; votre adresse reste chez nous.
discover-closed = Fermés, ou sans commande pour l’instant
discover-before = Les restaurants d’avant
discover-after = { $count ->
    [one] Encore un restaurant
   *[other] Encore { $count } restaurants
}
discover-pages = Pages de la liste
discover-on-map = nº { $number } sur la carte
discover-map = Carte des restaurants
discover-map-caption = Les numéros sont ceux de la liste.
discover-you = Vous
discover-none-fits = Aucun restaurant ne convient
discover-show-all = Tout montrer
discover-nobody = Personne ne livre encore { $place }
discover-nobody-text = Vous pouvez quand même passer prendre.
discover-nothing = Il n’y a pas encore de restaurant
discover-nothing-text = La coopérative commence à peine. Revenez bientôt.

## Where

where-title = Où ça ?
where-field = Adresse
where-hint = Rue, numéro et ville, par exemple Landstrasse 12, Schaan.
where-search = Chercher
where-unknown = On ne connaît pas cette adresse. Écrivez-la autrement, ou montrez-la sur la carte.
where-which = Laquelle est-ce ?
where-take = Livrer ici
where-point = Ou montrez-la sur la carte
where-map = Carte de la ville
where-take-point = Livrer à ce point
where-no-position = Montrez un endroit sur la carte, ou écrivez les deux nombres.
where-fields-hint = Choisissez un carré : le premier clic l’approche, le dernier est l’endroit.
where-here = Ici : { $place }
where-by-fields = Choisir sur la carte sans script
where-closer = Plus près
where-further = Plus loin
where-back = Retour sans rien changer
where-grid = Aucune rue n’est importée ici. Les lignes sont à { $step } l’une de l’autre, autour de la coopérative ou de l’endroit choisi.
where-marked = le point sur la carte

## A restaurant’s page

visit-unknown = On ne connaît pas ce restaurant. Il a peut-être fermé, ou changé de nom.
visit-not-found-elsewhere = On a demandé là-bas, sans trouver de restaurant de ce nom. Vérifiez l’adresse, ou réessayez plus tard.
visit-address = Adresse
visit-fee = livraison
visit-fee-at-checkout = prix affiché à la commande
visit-phone = Téléphone
visit-website = Site web
visit-hours = Heures d’ouverture
visit-all-day = toute la journée
visit-minimum = minimum
visit-distance = à vélo
visit-always-open = Ouvert jour et nuit
visit-opens-at = Ouvre : { $time }
visit-closed = Fermé
visit-closed-until = Fermé jusqu’à { $time }
visit-silent-since = Ne répond pas depuis { $time }
visit-silent-note = La carte reste lisible, on ne peut pas commander.
visit-no-agreement-note = À lire et à suivre. Nos coopératives ne commercent pas encore.
visit-collect-only = À emporter seulement
visit-out-of-area = Ne vient pas chez vous
visit-follow = Suivre
visit-unfollow = Suivi : arrêter
visit-from-mastodon = Depuis Mastodon
visit-search-handle = Ou cherchez <b>{ $handle }</b> dans une application du Fédivers.
visit-fediverse-account = Votre adresse sur le Fédivers
visit-fediverse-hint = Par exemple @vous@social.example. On vous y renvoie, sans rien garder.
visit-fediverse-go = Continuer chez moi
visit-fediverse-wrong = Ce n’est le nom d’aucun serveur. Écrivez comme @vous@social.example.
visit-whose = À qui est ce restaurant ?
visit-chain-ours = votre coopérative : garde votre adresse et vous répond
visit-chain-theirs = la coopérative du restaurant : apprend ce que vous mangez et votre quartier
visit-agreement-until = Elles commercent selon un accord jusqu’au { $day }.
visit-agreement-none = Il n’y a pas d’accord entre elles.
visit-menu-read = Carte lue chez elles : { $time }.
visit-silent-title = { $coop } ne répond pas depuis { $time }
visit-silent-text = La carte est notre copie. On peut la lire, mais pas commander avant la prochaine réponse.
visit-no-agreement-title = On ne commerce pas encore avec { $coop }
visit-no-agreement-text = Vous pouvez lire la carte et suivre le restaurant. Pour commander, allez chez sa coopérative, ou demandez un accord à la nôtre.
visit-far = Votre adresse est hors de la zone où ce restaurant livre
visit-far-collect = Votre adresse est hors de la zone où ce restaurant livre. Vous pouvez passer prendre.
visit-special = Plat du jour
visit-special-until = jusqu’à { $time }
visit-sections = Sections de la carte
visit-sold-out = épuisé pour l’instant
visit-add = Ajouter
visit-allergens-unknown = quelque chose que le restaurant n’a pas déclaré ; demandez avant de commander
visit-no-menu = La carte est encore vide.
visit-menu-note = Prix toutes taxes comprises. Allergènes déclarés par la cuisine. Un doute ? Demandez avant de commander.
follow-from-title = Suivre { $restaurant }
follow-from-text = Encore un pas : votre propre serveur vous demande si vous voulez suivre.
follow-from-go = Continuer chez { $host }
