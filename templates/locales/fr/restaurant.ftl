# Les gens du restaurant : fiche, carte, plats du jour.

kitchen-pages = Pages du restaurant
kitchen-menu = Carte
kitchen-specials = Plats du jour
kitchen-profile = Fiche

## Carte

menu-empty = Il n’y a encore rien à la carte. Commencez par une rubrique, comme « Plats » ou « Boissons ».
menu-new-section = Nouvelle rubrique
menu-section-name = Nom de la rubrique
menu-section-name-none = Une rubrique a besoin d’un nom, de 100 caractères au plus.
menu-too-many-sections = La carte a autant de rubriques qu’il en tient. Retirez-en une d’abord.
menu-add-section = Ajouter la rubrique
menu-rename = Renommer
menu-remove-section = Retirer la rubrique
menu-section-not-empty = Il reste quelque chose dans cette rubrique. Déplacez-le ou retirez-le d’abord.
menu-section-last = La dernière rubrique reste, car des commandes se souviennent de ce qui s’y trouvait.
menu-up = Monter
menu-down = Descendre
menu-edit = Modifier
menu-sold-out = Épuisé
menu-back-again = Il y en a de nouveau
menu-is-sold-out = épuisé
menu-add-to = Ajouter à { $section }
menu-new-item = Nouveau à la carte
menu-item-name = Nom
menu-item-description = Description
menu-item-description-hint = Ce qu’il y a dedans, comment c’est fait. Les choix, comme l’accompagnement, vont ici aussi.
menu-item-price-label = Prix en { $currency }
menu-item-section = Rubrique
menu-item-text = Un nom ou une description est trop long, manque ou ne se montre pas.
menu-item-price = Ce prix n’est pas possible, ou la carte est pleine.
menu-item-added = { $name } est à la carte.
menu-item-saved = { $name } est modifié.
menu-item-removed = C’est retiré de la carte.
menu-remove-item-ask = Retirer de la carte…
menu-remove-item-text = Personne ne pourra plus le commander. Les commandes qui l’ont restent telles quelles.
menu-remove-item = Retirer de la carte
menu-allergens = Allergènes
menu-allergens-hint = Les quatorze de la loi européenne. Rien de coché dit qu’il n’y en a aucun.
menu-allergens-unknown = non indiqués

## Plats du jour

specials-none = Pas de plat du jour en ce moment.
special-new = Nouveau plat du jour
special-new-text = Vos abonnés le lisent aussitôt, ici et dans le Fédivers. Il se corrige une fois.
special-hidden-title = Votre restaurant n’est pas encore visible
special-not-listed = Seul un restaurant visible peut publier un plat du jour. Rendez-le visible sur la page de la fiche.
special-title = Ce qu’il y a
special-description = Un peu plus
special-item = À la carte, c’est
special-item-hint = Choisissez-le, et il se commande depuis le plat du jour.
special-no-item = pas à la carte
special-day = Jusqu’au jour
special-time = Jusqu’à l’heure
special-day-none = Choisissez le jour où le plat du jour finit.
special-time-none = Écrivez l’heure où le plat du jour finit, comme 22:00.
special-until = jusqu’à { $time }
special-publish = Publier
special-published = Votre plat du jour est publié.
special-edit = Corriger
special-edit-text = Cela se fait une fois : qui l’a lu voit la correction.
special-edited = Le plat du jour est corrigé.
special-take-back = Reprendre
special-taken-back = Le plat du jour est repris.
special-text = Un texte du plat du jour est trop long, manque ou ne se montre pas.
special-price = Ce prix n’est pas possible.
special-past = La fin du plat du jour est déjà passée.
special-too-long = Un plat du jour dure sept jours au plus.
special-too-many = Cinq plats du jour à la fois, pas plus. Reprenez-en un d’abord.
special-edited-already = Ce plat du jour a déjà été corrigé. Reprenez-le et publiez-en un autre.
special-over = Ce plat du jour est fini.

## Fiche

profile-saved = La fiche est modifiée.
profile-text = Un texte est trop long, manque ou ne se montre pas.
profile-listed = Votre restaurant est visible
profile-listed-text = Tout le monde le trouve sous @{ $handle } et peut commander à vos heures.
profile-hide = Le cacher
profile-now-listed = Votre restaurant est visible maintenant.
profile-hidden = Votre restaurant n’est pas visible
profile-hidden-text = Vous seuls le voyez. Quand l’adresse, les horaires et la carte y sont, rendez-le visible.
profile-list = Le rendre visible
profile-now-hidden = Votre restaurant est caché maintenant.
profile-busy = Coup de feu : c’est plus long
profile-not-busy = Le coup de feu est passé
profile-name = Nom du restaurant
profile-description = À propos du restaurant
profile-cuisine = Ce que vous cuisinez
profile-cuisine-hint = En quelques mots, comme « nouilles, au wok ».
profile-hours = Horaires
profile-hours-hint = Comme dans OpenStreetMap, par exemple Tu-Sa 11:45-14:00,18:00-22:00; PH off. Les jours, en anglais : Mo Tu We Th Fr Sa Su. Jour et nuit : 24/7.
profile-hours-empty = Dites quand vous êtes ouvert, par exemple Tu-Sa 11:45-14:00,18:00-22:00.
profile-hours-not-understood = Les horaires ne se comprennent plus à partir de « { $rest } ». Écrivez-les comme Tu-Sa 11:45-14:00,18:00-22:00; Su off.
profile-hours-impossible = Les horaires nomment une heure qui n’existe pas.
profile-phone = Téléphone
profile-phone-hint = Pour les livreurs, les livreuses et la coopérative, avec l’indicatif du pays.
profile-website = Site
profile-website-none = Ce n’est pas une adresse de site. Elle commence par https://
profile-street = Rue
profile-housenumber = Numéro
profile-postcode = Code postal
profile-city = Ville
profile-country = Pays
profile-country-hint = Deux lettres, comme LI ou FR.
profile-country-none = Un pays a deux lettres, comme LI ou FR.
profile-position = Où l’on vient chercher les plats
profile-use-marker = Le repère est juste, quoi que la carte dise de l’adresse
profile-position-none = Posez le repère, ou écrivez deux nombres comme 47.1410 et 9.5209.
profile-position-unknown = La carte ne connaît pas cette adresse. Posez le repère sur la porte et cochez la case en dessous.
profile-ways = Comment les plats quittent la cuisine
profile-delivers = on les livre
profile-collects = on vient les chercher
profile-no-way = Choisissez au moins une façon de quitter la cuisine.
profile-reach = Jusqu’où vous livrez
profile-reach-hint = À vol d’oiseau, arrondi aux hexagones de la carte. Un long chemin coûte plus à la personne et sa chaleur au plat.
profile-reach-keep = { $count ->
    [one] comme c’est : un hexagone
   *[other] comme c’est : { $count } hexagones
}
profile-reach-km = { $km } km autour
profile-minimum-label = Commande minimale en { $currency }
profile-minimum = Ce minimum n’est pas possible.
list-no-hours = Écrivez d’abord vos horaires.
list-no-address = Écrivez d’abord votre adresse.
list-no-menu = Mettez d’abord quelque chose à la carte.
restaurant-handle-none = Un identifiant a de 2 à 30 lettres de a à z, chiffres, tirets ou tirets bas.
restaurant-handle-taken = Un autre restaurant a cet identifiant.
restaurant-name-none = Un restaurant a besoin d’un nom, de 100 caractères au plus.

## Fermer

close-open-form = Ne plus prendre de commandes…
close-until = Jusqu’à quand
close-pause = pendant 20 minutes
close-today = pour aujourd’hui
close-day = jusqu’à un jour
close-open-again = De nouveau ouvert le
close-reason = Raison, pour vos clients
close-go = Ne plus prendre de commandes
close-when = Choisissez jusqu’à quand vous êtes fermé ; pour des vacances, avec le jour où vous rouvrez.
close-past = La fin de la fermeture est déjà passée.
close-too-long = Une fermeture dure 62 jours au plus. Les plus longues vont dans les horaires.
close-reason-none = La raison a 300 caractères au plus.
close-closed-until = Pas de commandes jusqu’à { $time }
close-reopen = Reprendre les commandes

## Le torchon

cloth-by-name = suit le nom
cloth-hue = Couleur du torchon
cloth-weave = Tissage
cloth-emblem = Cousu dessus
hue-blue = bleu
hue-green = vert
hue-brick = brique
hue-plum = prune
hue-teal = canard
hue-mustard = moutarde
hue-slate = ardoise
hue-rose = rose
weave-gingham = vichy
weave-towel = liteaux
weave-basque = larges rayures
weave-pane = petits carreaux
weave-dots = pois
weave-twill = rayures penchées
emblem-leek = poireau
emblem-noodle = nouilles
emblem-ladle = louche
emblem-note = note de musique
emblem-crepe = crêpe
emblem-bread = pain
emblem-fennel = fenouil
emblem-pizza = pizza
emblem-cloud = vapeur
emblem-radish = radis
profile-ordering-delay = Minutes de préavis
profile-ordering-delay-hint = Combien de temps avant de cuisiner une commande doit être arrivée. Vide ou 0 : tout de suite.
profile-ordering-delay-wrong = Écrivez un nombre entier de minutes, de 0 à 2880 (deux jours).
