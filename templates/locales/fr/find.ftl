# Finding and following restaurants elsewhere.

following-export = Emporter la liste (CSV)
following-import = Apporter une liste d’un autre serveur
bring-title = Apportez vos restaurants
bring-text = Mastodon et d’autres serveurs vous donnent un fichier de ce que vous suivez. Les restaurants de coops qui s’y trouvent seront suivis ici aussi. Personne n’apprend qui vous suivez.
bring-file = Le fichier (CSV)
bring-addresses = Ou les adresses, une par ligne
bring-addresses-hint = Par exemple mimi@vaduz.example. Mille au plus.
bring-go = Les apporter
bring-back = Retour à vos restaurants
bring-none = Il n’y a là aucune adresse de la forme nom@hôte.
bring-taken = On cherche { $count } adresses.
bring-progress = { $done } sur { $all } cherchées
bring-waiting = en attente
bring-followed = suivi
bring-not-found = introuvable
bring-no-restaurant = pas un restaurant avec carte
find-title = Trouver un restaurant d’ailleurs
find-text = Chaque coopérative a son propre serveur. Un restaurant d’une autre se trouve par son adresse : celle de sa page, de sa carte ou du Fédivers.
find-field = Adresse du restaurant
find-field-hint = Comme @mimi@vaduz.example, ou le lien vers sa page.
find-go = Chercher là-bas
find-back = Tous les restaurants
find-no-address = Ce n’est pas une adresse. Elle a deux parties, comme @mimi@vaduz.example, ou commence par https://.
find-sign-in-go = Se connecter
find-nothing = Il n’y a pas de restaurant à cette adresse, ou son serveur ne répond pas.
find-sign-in = Nous ne connaissons pas encore ce restaurant. Connectez-vous, et nous irons voir.
